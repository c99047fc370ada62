package io.vecurrent.rnn.safetensors;

import io.vecurrent.rnn.ModelFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Objects;

/**
 * Reads safetensors files, which may be damaged or hostile.
 *
 * <p>All lengths, offsets, shapes and names are checked before memory is taken for the data. A file
 * may be up to 2147483647 bytes long, its header up to 100,000,000 bytes (the format's own limit)
 * with up to {@link JsonParser#MAX_VALUES} JSON values in it.
 */
public final class SafetensorsReader {
  // A channel copies through native memory as large as the request: keep that small.
  private static final int CHUNK = 1 << 20;

  /** What a zip file begins with, as a little-endian int: "PK", 3, 4. */
  private static final int ZIP = 0x04034B50;

  /** An ONNX model begins with a version, field 1, and the name of what made it, field 2. */
  private static final int ONNX = 0x120008;

  private static final int ONNX_FIELDS = 0xff00ff;

  private SafetensorsReader() {}

  /**
   * Reads a file. The header is checked before the data is read. Takes about as much heap as the
   * file is long, and for the header up to some fifty times its length while it is being parsed.
   * The file is closed on return.
   *
   * @param path a regular file, or a link to one
   * @return the content, independent of the file
   * @throws ModelFormatException if the content is not valid or longer than 2147483647 bytes
   * @throws NoSuchFileException if there is no such file
   * @throws IOException if it is a directory or another thing that is not a regular file, cannot be
   *     read, or shrinks while it is being read
   */
  public static Safetensors read(Path path) throws IOException {
    // Before opening, as opening a pipe would wait for its writer.
    requireRegularFile(path);
    try (SeekableByteChannel channel = Files.newByteChannel(path)) {
      return read(channel, path.toString());
    }
  }

  /**
   * Reads a file that is in memory already.
   *
   * @param bytes the whole file; not copied, and must not change while the result is in use
   * @param sourceName names the file in messages
   * @return the content, a view of {@code bytes}
   * @throws ModelFormatException if the content is not valid
   */
  public static Safetensors read(byte[] bytes, String sourceName) throws ModelFormatException {
    Objects.requireNonNull(bytes, "bytes");
    return read(ByteBuffer.wrap(bytes), sourceName);
  }

  /**
   * Reads a file that is in memory already.
   *
   * @param buffer the whole file, from the position to the limit, in any byte order; not copied,
   *     and must not change while the result is in use. Position, limit and order stay as they are
   * @param sourceName names the file in messages
   * @return the content, a view of {@code buffer}
   * @throws ModelFormatException if the content is not valid
   */
  public static Safetensors read(ByteBuffer buffer, String sourceName) throws ModelFormatException {
    Objects.requireNonNull(buffer, "buffer");
    Objects.requireNonNull(sourceName, "sourceName");
    ByteBuffer file = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
    checkFileLength(file.limit(), sourceName);
    int headerLength = headerLength(file.getLong(0), file.limit(), sourceName);
    int dataStart = Header.LENGTH_BYTES + headerLength;
    int dataLength = file.limit() - dataStart;
    ByteBuffer headerBytes = file.slice(Header.LENGTH_BYTES, headerLength);
    Header header = HeaderParser.parse(headerBytes, dataLength, sourceName);
    return new Safetensors(sourceName, header, file.slice(dataStart, dataLength));
  }

  private static void requireRegularFile(Path path) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      NoSuchFileException clearer =
          new NoSuchFileException(path.toString(), null, "there is no such file");
      clearer.initCause(e);
      throw clearer;
    }
    if (!attributes.isRegularFile()) {
      String what = attributes.isDirectory() ? "a directory" : "not a regular file";
      throw new IOException(path + ": is " + what + ", needs a safetensors file");
    }
  }

  static Safetensors read(SeekableByteChannel channel, String source) throws IOException {
    long fileLength = channel.size();
    checkFileLength(fileLength, source);
    long lengthField = readFully(channel, Header.LENGTH_BYTES, source).getLong(0);
    int headerLength = headerLength(lengthField, fileLength, source);
    int dataLength = (int) (fileLength - Header.LENGTH_BYTES - headerLength);
    ByteBuffer headerBytes = readFully(channel, headerLength, source);
    Header header = HeaderParser.parse(headerBytes, dataLength, source);
    return new Safetensors(source, header, readFully(channel, dataLength, source));
  }

  static void checkFileLength(long fileLength, String source) throws ModelFormatException {
    if (fileLength < Header.LENGTH_BYTES) {
      throw new ModelFormatException(
          source + ": is " + fileLength + " bytes long, a safetensors file needs at least 8");
    }
    if (fileLength > Integer.MAX_VALUE) {
      throw new ModelFormatException(
          source + ": is " + fileLength + " bytes long, this reader takes up to 2147483647");
    }
  }

  private static int headerLength(long field, long fileLength, String source)
      throws ModelFormatException {
    long available = fileLength - Header.LENGTH_BYTES;
    boolean isWrong = field < 0 || field > Header.MAX_LENGTH || field > available;
    // Not before: a header may be as long as that.
    if (isWrong && (int) field == ZIP) {
      throw new ModelFormatException(
          source
              + ": is a zip file, so it looks like torch.save's format, needs a safetensors file;"
              + " in Python safetensors.torch.save_file writes one");
    }
    if (isWrong && (field & ONNX_FIELDS) == ONNX) {
      throw new ModelFormatException(
          source + ": looks like an ONNX model, which OnnxModel of vecurrent-onnx reads");
    }
    if (field < 0 || field > Header.MAX_LENGTH) {
      throw new ModelFormatException(
          String.format(
              Locale.ROOT,
              "%s: the header length is %s bytes, the format allows up to %d; is it a safetensors file?",
              source,
              Long.toUnsignedString(field),
              Header.MAX_LENGTH));
    }
    if (field > available) {
      throw new ModelFormatException(
          String.format(
              Locale.ROOT,
              "%s: the header length is %d bytes, but only %d bytes follow; is it a whole safetensors file?",
              source,
              field,
              available));
    }
    return (int) field;
  }

  private static ByteBuffer readFully(ReadableByteChannel channel, int length, String source)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.position() < length) {
      buffer.limit(Math.min(length, buffer.position() + CHUNK));
      if (channel.read(buffer) < 0) {
        throw new EOFException(source + ": became shorter while it was being read");
      }
    }
    return buffer.flip();
  }
}
