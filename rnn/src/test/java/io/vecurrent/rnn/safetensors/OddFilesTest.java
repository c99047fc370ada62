package io.vecurrent.rnn.safetensors;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What looks like a file and is none, and a file that shrinks while it is read. */
@Tag("once")
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OddFilesTest {
  @TempDir Path directory;

  /** A pipe that nobody writes to: to open it is to wait for ever. */
  private Path pipe() throws Exception {
    Path pipe = directory.resolve("pipe");
    int exit;
    try {
      exit = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    } catch (IOException e) {
      exit = 1;
    }
    assumeTrue(exit == 0 && Files.exists(pipe), "there is no mkfifo here");
    return pipe;
  }

  @Test
  void aPipeIsNotRead() throws Exception {
    Path pipe = pipe();
    IOException e = assertThrows(IOException.class, () -> SafetensorsReader.read(pipe));
    assertTrue(e.getMessage().contains("is not a regular file"), e.getMessage());
  }

  @Test
  void aPipeIsNotReplaced() throws Exception {
    Path pipe = pipe();
    FileSystemException e =
        assertThrows(
            FileSystemException.class,
            () -> AtomicFile.replace(pipe, out -> out.write(ByteBuffer.wrap(new byte[1]))));
    assertTrue(e.getMessage().contains("is not a regular file"), e.getMessage());
    assertFalse(Files.isRegularFile(pipe));
  }

  @Test
  void aFileThatShrinksIsNoModel() throws Exception {
    byte[] header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}"
            .getBytes(StandardCharsets.UTF_8);
    Path path = directory.resolve("model");
    Files.write(path, SafetensorsReaderTest.file(header, new byte[4]));
    try (SeekableByteChannel channel = new Shrunk(Files.newByteChannel(path), 4)) {
      EOFException e =
          assertThrows(EOFException.class, () -> SafetensorsReader.read(channel, "model"));
      assertTrue(e.getMessage().contains("became shorter"), e.getMessage());
    }
  }

  /** Says that it is longer than it is. */
  private record Shrunk(SeekableByteChannel file, int missing) implements SeekableByteChannel {
    @Override
    public int read(ByteBuffer target) throws IOException {
      return file.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      return file.write(source);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      return file.position(position);
    }

    @Override
    public long size() throws IOException {
      return file.size() + missing;
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      return file.truncate(size);
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
