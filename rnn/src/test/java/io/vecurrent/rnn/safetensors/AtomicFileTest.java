package io.vecurrent.rnn.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class AtomicFileTest {
  private static final AtomicFile.Content NEW = out -> out.write(ByteBuffer.wrap(bytes("new")));

  @TempDir Path directory;
  private Path target;

  @BeforeEach
  void makeOldFile() throws IOException {
    target = Files.write(directory.resolve("model"), bytes("old"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The names of all files in a directory, sorted. */
  static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  /** A symbolic link, or the test is skipped where there are none. */
  static Path link(Path link, Path to) throws IOException {
    try {
      return Files.createSymbolicLink(link, to);
    } catch (UnsupportedOperationException | FileSystemException e) {
      assumeTrue(false, "no symbolic links here");
      throw e;
    }
  }

  private void assertOnly(String content) throws IOException {
    assertEquals(List.of("model"), names(directory));
    assertEquals(content, Files.readString(target));
  }

  @Test
  void replacesAFile() throws IOException {
    AtomicFile.replace(target, NEW);
    assertOnly("new");
  }

  @Test
  void makesAFile() throws IOException {
    Files.delete(target);
    AtomicFile.replace(target, NEW);
    assertOnly("new");
  }

  @Test
  void theOldFileStaysWhileTheNewOneIsWritten() throws IOException {
    AtomicFile.replace(
        target,
        out -> {
          NEW.writeTo(out);
          assertEquals("old", Files.readString(target));
          assertEquals(2, names(directory).size());
          assertTrue(names(directory).get(1).matches("model\\.\\d+\\.tmp"));
        });
    assertOnly("new");
  }

  @Test
  void failuresLeaveTheOldFile() throws IOException {
    Throwable[] failures = {
      new IOException("disk full"), new IllegalStateException("bug"), new StackOverflowError()
    };
    for (Throwable failure : failures) {
      Throwable thrown =
          assertThrows(
              failure.getClass(),
              () ->
                  AtomicFile.replace(
                      target,
                      out -> {
                        NEW.writeTo(out);
                        sneak(failure);
                      }));
      assertSame(failure, thrown);
      assertOnly("old");
    }
  }

  private static void sneak(Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    throw (Error) failure;
  }

  @Test
  void aFailedMoveLeavesTheOldFile() throws IOException {
    IOException failure = new IOException("read-only");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                AtomicFile.replace(
                    target,
                    NEW,
                    (from, to, options) -> {
                      throw failure;
                    }));
    assertSame(failure, thrown);
    assertOnly("old");
  }

  @Test
  void aTargetThatBecomesADirectoryIsNotHarmed() throws IOException {
    assertThrows(
        IOException.class,
        () ->
            AtomicFile.replace(
                target,
                out -> {
                  Files.delete(target);
                  Files.createDirectory(target);
                  Files.createFile(target.resolve("inner"));
                }));
    assertEquals(List.of("model"), names(directory));
    assertEquals(List.of("inner"), names(target));
  }

  @Test
  void anInterruptLeavesTheOldFile() throws IOException {
    try {
      assertThrows(
          ClosedByInterruptException.class,
          () ->
              AtomicFile.replace(
                  target,
                  out -> {
                    Thread.currentThread().interrupt();
                    NEW.writeTo(out);
                  }));
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertOnly("old");
  }

  /** A file system that cannot rename in one step. */
  private static void moveInSteps(Path from, Path to, CopyOption... options) throws IOException {
    if (Arrays.asList(options).contains(StandardCopyOption.ATOMIC_MOVE)) {
      throw new AtomicMoveNotSupportedException(from.toString(), to.toString(), "not here");
    }
    Files.move(from, to, options);
  }

  @Test
  void withoutAtomicMovesItMovesInSteps() throws IOException {
    AtomicFile.replace(target, NEW, AtomicFileTest::moveInSteps);
    assertOnly("new");
  }

  @Test
  void aFailedMoveInStepsLeavesTheOldFile() throws IOException {
    assertThrows(
        IOException.class,
        () ->
            AtomicFile.replace(
                target,
                NEW,
                (from, to, options) ->
                    moveInSteps(from, to.resolve("no").resolve("such"), options)));
    assertOnly("old");
  }

  @Test
  void aMoveThatLosesTheOldFileKeepsTheNewOne() throws IOException {
    FileSystemException e =
        assertThrows(
            FileSystemException.class,
            () ->
                AtomicFile.replace(
                    target,
                    NEW,
                    (from, to, options) -> {
                      moveInSteps(to, to.resolveSibling("gone"), options);
                      Files.delete(to.resolveSibling("gone"));
                      throw new IOException("unplugged");
                    }));
    List<String> names = names(directory);
    assertEquals(1, names.size());
    assertEquals("new", Files.readString(directory.resolve(names.get(0))));
    assertTrue(e.getMessage().contains(names.get(0)), e.getMessage());
    assertTrue(e.getMessage().contains("the old file is gone"), e.getMessage());
    assertEquals("unplugged", e.getCause().getMessage());
  }

  @Test
  void refusesTargetsThatAreNoFiles() throws IOException {
    FileSystemException e =
        assertThrows(FileSystemException.class, () -> AtomicFile.replace(directory, NEW));
    assertEquals(directory + ": is a directory, needs a file name", e.getMessage());
    Path root = directory.getRoot();
    assertThrows(FileSystemException.class, () -> AtomicFile.replace(root, NEW));
    Path missing = directory.resolve("missing");
    NoSuchFileException e2 =
        assertThrows(
            NoSuchFileException.class, () -> AtomicFile.replace(missing.resolve("x"), NEW));
    assertEquals(missing + ": there is no such directory", e2.getMessage());
    assertThrows(NoSuchFileException.class, () -> AtomicFile.replace(target.resolve("x"), NEW));
    assertOnly("old");
  }

  @Test
  void refusesAProtectedFile() throws IOException {
    assumeTrue(target.toFile().setReadOnly());
    // The superuser may write to any file.
    assumeFalse(Files.isWritable(target));
    assertThrows(AccessDeniedException.class, () -> AtomicFile.replace(target, NEW));
    assertOnly("old");
  }

  @Test
  void followsLinks() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));
    Path first = link(other.resolve("first"), Path.of("..", "model"));
    Path second = link(other.resolve("second"), first);
    AtomicFile.replace(second, NEW);
    assertEquals("new", Files.readString(target));
    assertTrue(Files.isSymbolicLink(first) && Files.isSymbolicLink(second));
    assertEquals(List.of("first", "second"), names(other));
    assertEquals(List.of("model", "other"), names(directory));
  }

  @Test
  void followsALinkToAFileThatDoesNotExist() throws IOException {
    Path link = link(directory.resolve("link"), Path.of("later"));
    AtomicFile.replace(link, NEW);
    assertEquals("new", Files.readString(directory.resolve("later")));
    assertEquals(List.of("later", "link", "model"), names(directory));
    assertTrue(Files.isSymbolicLink(link));
  }

  @Test
  void refusesLinksInACircle() throws IOException {
    Path a = link(directory.resolve("a"), Path.of("b"));
    link(directory.resolve("b"), Path.of("a"));
    assertThrows(FileSystemLoopException.class, () -> AtomicFile.replace(a, NEW));
  }

  @Test
  void keepsPermissions() throws IOException {
    assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    for (String text : List.of("rw-------", "rw-rw-rw-", "rwxr-x--x")) {
      Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(text);
      Files.setPosixFilePermissions(target, permissions);
      AtomicFile.replace(
          target,
          out -> {
            Path temporary = directory.resolve(names(directory).get(1));
            Set<PosixFilePermission> meanwhile = Files.getPosixFilePermissions(temporary);
            assertEquals("rw-------", PosixFilePermissions.toString(meanwhile));
          });
      assertEquals(permissions, Files.getPosixFilePermissions(target));
    }
  }

  @Test
  void aNewFileGetsTheUsualPermissions() throws IOException {
    assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path usual = Files.write(directory.resolve("usual"), bytes("x"));
    Path made = directory.resolve("made");
    AtomicFile.replace(made, NEW);
    assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(made));
  }

  @Test
  void takesLongNames() throws IOException {
    for (String unit : List.of("x", "\u20ac", "x\ud83d\ude00")) {
      int count = 240 / unit.getBytes(StandardCharsets.UTF_8).length;
      Path path;
      try {
        path = Files.createFile(directory.resolve(unit.repeat(count)));
      } catch (IOException | InvalidPathException e) {
        // This file system, or the locale, has no such names.
        continue;
      }
      AtomicFile.replace(path, NEW);
      assertEquals("new", Files.readString(path));
      Files.delete(path);
      assertOnly("old");
    }
  }

  @Test
  void takesARelativePath() {
    FileSystemException e =
        assertThrows(FileSystemException.class, () -> AtomicFile.replace(Path.of(""), NEW));
    assertTrue(e.getMessage().endsWith("is a directory, needs a file name"), e.getMessage());
  }

  @Test
  void concurrentWritersLeaveOneWholeFile() throws Exception {
    byte[][] contents = new byte[4][100_000];
    for (int i = 0; i < contents.length; i++) {
      Arrays.fill(contents[i], (byte) i);
    }
    ExecutorService pool = Executors.newFixedThreadPool(contents.length);
    try {
      List<Future<?>> futures =
          IntStream.range(0, 40)
              .<Future<?>>mapToObj(i -> pool.submit(() -> write(contents[i % 4])))
              .toList();
      for (Future<?> future : futures) {
        future.get();
      }
    } finally {
      pool.shutdownNow();
    }
    byte[] found = Files.readAllBytes(target);
    assertArrayEquals(contents[found[0]], found);
    assertEquals(List.of("model"), names(directory));
  }

  private Void write(byte[] content) throws IOException {
    AtomicFile.replace(target, out -> out.write(ByteBuffer.wrap(content)));
    return null;
  }
}
