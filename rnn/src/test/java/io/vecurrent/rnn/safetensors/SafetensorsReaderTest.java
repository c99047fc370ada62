package io.vecurrent.rnn.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class SafetensorsReaderTest {
  @TempDir Path directory;

  /** A file with this header, its length in front, and this data. */
  static byte[] file(byte[] header, byte[] data) {
    return ByteBuffer.allocate(8 + header.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .put(data)
        .array();
  }

  static byte[] file(String header, byte[] data) {
    return file(header.getBytes(StandardCharsets.UTF_8), data);
  }

  /** Eight tensors of seven types; one empty, one scalar; header and data in different orders. */
  static byte[] sample() {
    String header =
        "{\"__metadata__\":{\"format\":\"pt\",\"note\":\"a \\\"b\\\" \u20ac\"},"
            + "\"weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[16,40]},"
            + "\"index\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[8,16]},"
            + "\"scalar\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]},"
            + "\"empty\":{\"dtype\":\"F32\",\"shape\":[0,5],\"data_offsets\":[40,40]},"
            + "\"half\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[40,44]},"
            + "\"brain\":{\"dtype\":\"BF16\",\"shape\":[1,1],\"data_offsets\":[44,46]},"
            + "\"caf\u00e9 \ud83d\ude00\":{\"dtype\":\"U8\",\"shape\":[3],"
            + "\"data_offsets\":[46,49]},"
            + "\"flags\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[49,51]}}   ";
    ByteBuffer data = ByteBuffer.allocate(51).order(ByteOrder.LITTLE_ENDIAN);
    data.putDouble(Math.PI).putLong(-7);
    for (int i = 1; i <= 6; i++) {
      data.putFloat(i / 2f);
    }
    data.putShort((short) 0x3c00).putShort((short) 0xc000).putShort((short) 0x3f80);
    data.put(new byte[] {1, 2, (byte) 255, 0, 1});
    return file(header, data.array());
  }

  private static void assertSample(Safetensors file) throws IOException {
    assertEquals(
        List.of(
            "weight",
            "index",
            "scalar",
            "empty",
            "half",
            "brain",
            "caf\u00e9 \ud83d\ude00",
            "flags"),
        file.names());
    assertEquals(Map.of("format", "pt", "note", "a \"b\" \u20ac"), file.metadata());
    Tensor weight = file.get("weight");
    assertEquals("weight", weight.name());
    assertEquals(DType.F32, weight.dtype());
    assertArrayEquals(new int[] {2, 3}, weight.shape());
    assertEquals(6, weight.elementCount());
    assertArrayEquals(new float[] {.5f, 1, 1.5f, 2, 2.5f, 3}, weight.toFloats());
    assertArrayEquals(new long[] {-7}, file.get("index").toLongs());
    assertArrayEquals(new int[0], file.get("scalar").shape());
    assertEquals(1, file.get("scalar").elementCount());
    assertArrayEquals(new double[] {Math.PI}, file.get("scalar").toDoubles());
    assertEquals(0, file.get("empty").elementCount());
    assertArrayEquals(new float[0], file.get("empty").toFloats());
    assertArrayEquals(new float[] {1, -2}, file.get("half").toFloats());
    assertArrayEquals(new float[] {1}, file.get("brain").toFloats());
    assertArrayEquals(new long[] {1, 2, 255}, file.get("caf\u00e9 \ud83d\ude00").toLongs());
    assertArrayEquals(new long[] {0, 1}, file.get("flags").toLongs());
  }

  @Test
  void readsAFile() throws IOException {
    Path path = directory.resolve("model.safetensors");
    Files.write(path, sample());
    Safetensors file = SafetensorsReader.read(path);
    assertEquals(path.toString(), file.source());
    // The file is closed and not needed any more.
    Files.delete(path);
    assertSample(file);
  }

  @Test
  void readsAFileThroughALink() throws IOException {
    Path path = Files.write(directory.resolve("model.safetensors"), sample());
    assertSample(SafetensorsReader.read(AtomicFileTest.link(directory.resolve("link"), path)));
  }

  @Test
  void readsAnArray() throws IOException {
    assertSample(SafetensorsReader.read(sample(), "memory"));
  }

  @Test
  void readsPartOfABufferAndLeavesItAlone() throws IOException {
    byte[] bytes = sample();
    for (boolean direct : new boolean[] {false, true}) {
      int capacity = bytes.length + 10;
      ByteBuffer buffer =
          direct ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
      buffer.position(3).put(bytes).flip().position(3);
      assertSample(SafetensorsReader.read(buffer, "memory"));
      assertSample(SafetensorsReader.read(buffer.asReadOnlyBuffer(), "memory"));
      assertEquals(3, buffer.position());
      assertEquals(3 + bytes.length, buffer.limit());
      assertEquals(ByteOrder.BIG_ENDIAN, buffer.order());
    }
  }

  @Test
  void readsAFileLongerThanOneChunk() throws IOException {
    byte[] data = new byte[3_000_001];
    Arrays.fill(data, (byte) 5);
    data[data.length - 1] = 9;
    Path path = directory.resolve("long");
    String header = "{\"x\":{\"dtype\":\"U8\",\"shape\":[3000001],\"data_offsets\":[0,3000001]}}";
    Files.write(path, file(header + " ".repeat(2_000_000), data));
    long[] values = SafetensorsReader.read(path).get("x").toLongs();
    assertEquals(5, values[0]);
    assertEquals(5, values[2_999_999]);
    assertEquals(9, values[3_000_000]);
  }

  @Test
  void readsAFileWithoutTensors() throws IOException {
    Safetensors file = SafetensorsReader.read(file("{}", new byte[0]), "memory");
    assertEquals(List.of(), file.names());
    assertEquals(Map.of(), file.metadata());
    ModelFormatException e = assertThrows(ModelFormatException.class, () -> file.get("weight"));
    assertEquals("memory: tensor 'weight' is missing, the file has no tensors", e.getMessage());
  }

  @Test
  void saysWhichTensorsThereAre() throws IOException {
    Safetensors file = SafetensorsReader.read(sample(), "memory");
    assertTrue(file.contains("half"));
    assertFalse(file.contains("Half"));
    assertFalse(file.contains("__metadata__"));
    ModelFormatException e = assertThrows(ModelFormatException.class, () -> file.get("bias"));
    assertEquals(
        "memory: tensor 'bias' is missing, the file has 'weight', 'index', 'scalar', 'empty',"
            + " 'half', 'brain', 'caf\u00e9 \\ud83d\\ude00', 'flags'",
        e.getMessage());
    assertThrows(NullPointerException.class, () -> file.get(null));
    assertThrows(NullPointerException.class, () -> file.contains(null));
  }

  @Test
  void resultIsImmutable() throws IOException {
    Safetensors file = SafetensorsReader.read(sample(), "memory");
    assertThrows(UnsupportedOperationException.class, () -> file.names().add("x"));
    assertThrows(UnsupportedOperationException.class, () -> file.metadata().put("x", "y"));
    file.get("weight").shape()[0] = 99;
    file.get("weight").toFloats()[0] = 99;
    assertTrue(file.get("weight").bytes().isReadOnly());
    assertSample(file);
  }

  @Test
  void refusesTruncationAtEveryByte() throws IOException {
    byte[] bytes = sample();
    Path path = directory.resolve("cut");
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      ModelFormatException inMemory =
          assertThrows(ModelFormatException.class, () -> SafetensorsReader.read(cut, "cut"));
      Files.write(path, cut);
      ModelFormatException onDisk =
          assertThrows(ModelFormatException.class, () -> SafetensorsReader.read(path));
      assertEquals(path + inMemory.getMessage().substring("cut".length()), onDisk.getMessage());
    }
  }

  @Test
  void refusesWhatIsNoFile() {
    Path missing = directory.resolve("missing");
    NoSuchFileException e =
        assertThrows(NoSuchFileException.class, () -> SafetensorsReader.read(missing));
    assertEquals(missing + ": there is no such file", e.getMessage());
    IOException e2 = assertThrows(IOException.class, () -> SafetensorsReader.read(directory));
    assertEquals(directory + ": is a directory, needs a safetensors file", e2.getMessage());
  }

  @Test
  void refusesAFileOfMoreThan2GiB() throws IOException {
    Path path = directory.resolve("huge");
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.position(Integer.MAX_VALUE).write(ByteBuffer.wrap(new byte[1]));
    }
    ModelFormatException e =
        assertThrows(ModelFormatException.class, () -> SafetensorsReader.read(path));
    assertEquals(
        path + ": is 2147483648 bytes long, this reader takes up to 2147483647", e.getMessage());
  }

  @Test
  void refusesNull() {
    assertThrows(NullPointerException.class, () -> SafetensorsReader.read(null));
    assertThrows(NullPointerException.class, () -> SafetensorsReader.read((byte[]) null, "x"));
    assertThrows(NullPointerException.class, () -> SafetensorsReader.read((ByteBuffer) null, "x"));
    assertThrows(NullPointerException.class, () -> SafetensorsReader.read(new byte[9], null));
  }
}
