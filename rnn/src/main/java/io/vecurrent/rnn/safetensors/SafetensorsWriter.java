package io.vecurrent.rnn.safetensors;

import io.vecurrent.rnn.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Writes float tensors to a safetensors file.
 *
 * <p>All tensors are F32, little-endian, row-major, written bit by bit: NaN and infinities are not
 * looked at. Tensors and metadata are sorted by name (by code points), so the same content gives
 * the same file, whatever the order of the calls.
 *
 * <p>A writer may write any number of files. It is not safe for use by several threads.
 */
public final class SafetensorsWriter {
  private static final int CHUNK_FLOATS = 1 << 14;

  // The order of UTF-8 bytes is that of code points; String.compareTo orders by UTF-16 units.
  private static final Comparator<String> BY_CODE_POINTS =
      Comparator.comparing(s -> s.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private final Map<String, String> metadata = new TreeMap<>(BY_CODE_POINTS);
  private final Map<String, Slice> tensors = new TreeMap<>(BY_CODE_POINTS);
  private long dataLength;

  private record Slice(int[] shape, float[] data, int offset, int count) {}

  /** A writer without tensors and metadata. */
  public SafetensorsWriter() {}

  /**
   * Adds a note. A later value of the same key replaces the earlier one.
   *
   * @param key any well-formed text
   * @param value any well-formed text
   * @return this writer
   * @throws IllegalArgumentException if a text holds half of a surrogate pair, which no file can
   *     hold
   */
  public SafetensorsWriter metadata(String key, String value) {
    requireWellFormed(key, "key");
    requireWellFormed(value, "value");
    metadata.put(key, value);
    return this;
  }

  /**
   * Adds a tensor.
   *
   * @param name any well-formed text but {@code __metadata__}; not added before
   * @param shape dimensions, slowest first, none negative; empty for a scalar; copied
   * @param data holds the elements, row-major; not copied: they are read when the file is written
   * @param offset index of the first element in {@code data}
   * @return this writer
   * @throws IllegalArgumentException if an argument is not as above, {@code data} is too short, or
   *     all tensors together need more than 2147483647 bytes; the writer has not changed then
   */
  public SafetensorsWriter add(String name, int[] shape, float[] data, int offset) {
    requireWellFormed(name, "name");
    if (name.equals(Header.METADATA) || tensors.containsKey(name)) {
      String why = name.equals(Header.METADATA) ? " is reserved" : " was added before";
      throw new IllegalArgumentException("name: " + Text.quote(name) + why);
    }
    Objects.requireNonNull(data, "data");
    int[] ownShape = shape.clone();
    int count = byteCount(ownShape) / Float.BYTES;
    long length = dataLength + byteCount(ownShape);
    if (offset < 0 || offset > data.length - count) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "data: tensor %s %s needs %d floats from offset %d, has %d",
              Text.quote(name),
              Text.shape(ownShape),
              count,
              offset,
              data.length));
    }
    if (length > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "data: all tensors together need " + length + " bytes, at most 2147483647 are possible");
    }
    tensors.put(name, new Slice(ownShape, data, offset, count));
    dataLength = length;
    return this;
  }

  private static int byteCount(int[] shape) {
    long bytes = Float.BYTES;
    for (int dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException(
            "shape: " + Text.shape(shape) + " has a negative dimension");
      }
      bytes *= dimension;
      if (bytes > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape: " + Text.shape(shape) + " needs more than 2147483647 bytes");
      }
    }
    return (int) bytes;
  }

  private static void requireWellFormed(String text, String argument) {
    Objects.requireNonNull(text, argument);
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          argument + ": " + Text.quote(text) + " holds half of a surrogate pair");
    }
  }

  /**
   * Writes the file. The content goes to a new file in the same directory, is forced to the disk,
   * and then takes the place of {@code path} in one step: whatever happens, {@code path} holds
   * either the old content or the new one. After an error the new file is removed.
   *
   * <p>A symbolic link is followed: the file it points to is replaced. An existing file's POSIX
   * permissions are kept; a new file gets those that the process gives to new files. Owner and
   * group are those of the process; other hard links of an existing file keep the old content.
   * Where the file system cannot rename in one step, the old file is replaced by an ordinary move,
   * and if that fails after the old file is gone, the complete new one stays and the message names
   * it.
   *
   * @param path the file to make or replace; its directory must exist
   * @throws ModelFormatException if {@link SafetensorsReader} would refuse the file for its size
   * @throws IOException if the file cannot be written, is a directory or another thing that is not
   *     a regular file, or exists and is not writable; also if the thread is interrupted
   */
  public void write(Path path) throws IOException {
    byte[] header = HeaderWriter.bytes(metadata, layout());
    checkReadable(header, path.toString());
    AtomicFile.replace(path, out -> writeTo(out, header));
  }

  private List<TensorInfo> layout() {
    List<TensorInfo> infos = new ArrayList<>();
    int begin = 0;
    for (Map.Entry<String, Slice> entry : tensors.entrySet()) {
      Slice slice = entry.getValue();
      int end = begin + Float.BYTES * slice.count;
      infos.add(new TensorInfo(entry.getKey(), DType.F32, slice.shape, begin, end));
      begin = end;
    }
    return infos;
  }

  /** The reader's own checks, so that no file is written that could not be read back. */
  private void checkReadable(byte[] header, String target) throws ModelFormatException {
    long fileLength = Header.LENGTH_BYTES + header.length + dataLength;
    SafetensorsReader.checkFileLength(fileLength, target);
    if (header.length > Header.MAX_LENGTH) {
      throw new ModelFormatException(
          target
              + ": the header would be "
              + header.length
              + " bytes long, the format allows up to "
              + Header.MAX_LENGTH);
    }
    HeaderParser.parse(ByteBuffer.wrap(header), (int) dataLength, target);
  }

  private void writeTo(WritableByteChannel out, byte[] header) throws IOException {
    ByteBuffer buffer =
        ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    writeFully(out, buffer.putLong(header.length).flip());
    writeFully(out, ByteBuffer.wrap(header));
    for (Slice slice : tensors.values()) {
      for (int done = 0; done < slice.count; done += CHUNK_FLOATS) {
        int count = Math.min(CHUNK_FLOATS, slice.count - done);
        buffer.clear().asFloatBuffer().put(slice.data, slice.offset + done, count);
        writeFully(out, buffer.limit(count * Float.BYTES));
      }
    }
  }

  private static void writeFully(WritableByteChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
