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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class SafetensorsWriterTest {
  @TempDir Path directory;

  private static SafetensorsWriter sample() {
    return new SafetensorsWriter()
        .metadata("z", "last")
        .metadata("format", "pt")
        .add("b", new int[] {2, 1}, new float[] {9, 1, 2, 9}, 1)
        .add("a", new int[] {}, new float[] {3}, 0);
  }

  private byte[] bytesOf(SafetensorsWriter writer) throws IOException {
    Path path = directory.resolve("model.safetensors");
    writer.write(path);
    assertEquals(List.of("model.safetensors"), AtomicFileTest.names(directory));
    return Files.readAllBytes(path);
  }

  @Test
  void writesTheDocumentedBytes() throws IOException {
    String header =
        "{\"__metadata__\":{\"format\":\"pt\",\"z\":\"last\"},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[4,12]}}";
    String padded = header + " ".repeat(-header.length() & 7);
    ByteBuffer data = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    data.putFloat(3).putFloat(1).putFloat(2);
    byte[] bytes = bytesOf(sample());
    assertArrayEquals(SafetensorsReaderTest.file(padded, data.array()), bytes);
    // The data is aligned.
    assertEquals(0, (bytes.length - 12) % 8);
  }

  @Test
  void theOrderOfCallsDoesNotMatter() throws IOException {
    SafetensorsWriter other =
        new SafetensorsWriter()
            .add("a", new int[] {}, new float[] {3}, 0)
            .metadata("format", "overwritten")
            .metadata("format", "pt")
            .add("b", new int[] {2, 1}, new float[] {1, 2}, 0)
            .metadata("z", "last");
    assertArrayEquals(bytesOf(sample()), bytesOf(other));
    // A writer can write more than once.
    assertArrayEquals(bytesOf(sample()), bytesOf(other));
  }

  @Test
  void padsToAMultipleOf8ForEveryLength() throws IOException {
    for (int i = 0; i < 20; i++) {
      byte[] bytes =
          bytesOf(new SafetensorsWriter().add("\u20ac".repeat(i), new int[] {1}, new float[1], 0));
      assertEquals(0, (bytes.length - 4) % 8);
      assertEquals(1, SafetensorsReader.read(bytes, "memory").names().size());
    }
    assertEquals(
        "{}      ",
        new String(bytesOf(new SafetensorsWriter()), StandardCharsets.UTF_8).substring(8));
  }

  @Test
  void keepsEveryBit() throws IOException {
    // Quiet and signalling NaN with payloads, denormals, infinities, zeros; longer than a chunk.
    int[] special = {
      0x7fc12345,
      0xffc00001,
      0x7f800001,
      0xffbfffff,
      1,
      0x807fffff,
      0x7f800000,
      0xff800000,
      0,
      0x80000000
    };
    Random random = new Random(1);
    float[] data = new float[100_003];
    int[] bits = new int[data.length];
    for (int i = 0; i < data.length; i++) {
      bits[i] = i % 3 == 0 ? special[i / 3 % special.length] : random.nextInt();
      data[i] = Float.intBitsToFloat(bits[i]);
    }
    byte[] bytes = bytesOf(new SafetensorsWriter().add("x", new int[] {50_000, 2}, data, 3));
    ByteBuffer written = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    float[] read = SafetensorsReader.read(bytes, "memory").get("x").toFloats();
    int start = bytes.length - 400_000;
    for (int i = 0; i < 100_000; i++) {
      assertEquals(bits[i + 3], written.getInt(start + 4 * i));
      assertEquals(bits[i + 3], Float.floatToRawIntBits(read[i]));
    }
  }

  @Test
  void writesAnyTextAndSortsByCodePoint() throws IOException {
    String odd = "\"\\/\b\f\n\r\t\u0000\u001f\u007f\u2028\u20ac";
    Safetensors file =
        SafetensorsReader.read(
            bytesOf(
                new SafetensorsWriter()
                    .metadata(odd, odd)
                    .metadata("", "")
                    .add("\ud83d\ude00", new int[] {1}, new float[1], 0)
                    .add("\uffee", new int[] {1}, new float[1], 0)
                    .add(odd, new int[] {1}, new float[1], 0)
                    .add("", new int[] {0}, new float[0], 0)),
            "memory");
    assertEquals(List.of("", odd, "\uffee", "\ud83d\ude00"), file.names());
    assertEquals(Map.of(odd, odd, "", ""), file.metadata());
  }

  @Test
  void dataIsReadWhenTheFileIsWritten() throws IOException {
    float[] data = {1, 2};
    int[] shape = {2};
    SafetensorsWriter writer = new SafetensorsWriter().add("x", shape, data, 0);
    data[1] = 5;
    shape[0] = 1;
    Tensor tensor = SafetensorsReader.read(bytesOf(writer), "memory").get("x");
    assertArrayEquals(new float[] {1, 5}, tensor.toFloats());
  }

  private static String refused(SafetensorsWriter writer, String name, int[] shape, int offset) {
    return assertThrows(
            IllegalArgumentException.class, () -> writer.add(name, shape, new float[8], offset))
        .getMessage();
  }

  @Test
  void refusesArgumentsAndStaysAsItWas() throws IOException {
    SafetensorsWriter writer = sample();
    assertEquals("name: 'a' was added before", refused(writer, "a", new int[] {1}, 0));
    assertEquals(
        "name: '__metadata__' is reserved", refused(writer, "__metadata__", new int[] {1}, 0));
    assertEquals(
        "name: '\\ud83d' holds half of a surrogate pair",
        refused(writer, "\ud83d", new int[] {1}, 0));
    assertEquals(
        "shape: [2, -1] has a negative dimension", refused(writer, "x", new int[] {2, -1}, 0));
    assertEquals(
        "shape: [65536, 65536, 0] needs more than 2147483647 bytes",
        refused(writer, "x", new int[] {65536, 65536, 0}, 0));
    for (int offset : new int[] {-1, 3, 9, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertEquals(
          "data: tensor 'x' [2, 3] needs 6 floats from offset " + offset + ", has 8",
          refused(writer, "x", new int[] {2, 3}, offset));
    }
    assertThrows(NullPointerException.class, () -> writer.add(null, new int[0], new float[1], 0));
    assertThrows(NullPointerException.class, () -> writer.add("x", null, new float[1], 0));
    assertThrows(NullPointerException.class, () -> writer.add("x", new int[0], null, 0));
    assertThrows(NullPointerException.class, () -> writer.metadata(null, ""));
    assertThrows(NullPointerException.class, () -> writer.metadata("", null));
    assertEquals(
        "value: '\\ude00' holds half of a surrogate pair",
        assertThrows(IllegalArgumentException.class, () -> writer.metadata("k", "\ude00"))
            .getMessage());
    assertEquals(
        "key: '\\ud83d' holds half of a surrogate pair",
        assertThrows(IllegalArgumentException.class, () -> writer.metadata("\ud83d", "v"))
            .getMessage());
    assertArrayEquals(bytesOf(sample()), bytesOf(writer));
  }

  @Test
  void refusesMoreThan2GiBInAll() {
    // The same array again and again: it is not copied.
    float[] data = new float[1 << 24];
    int[] shape = {1 << 24};
    SafetensorsWriter writer = new SafetensorsWriter();
    for (int i = 0; i < 31; i++) {
      writer.add("x" + i, shape, data, 0);
    }
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> writer.add("y", shape, data, 0));
    assertEquals(
        "data: all tensors together need 2147483648 bytes, at most 2147483647 are possible",
        e.getMessage());
    // The data alone would fit, but not the header with it.
    writer.add("y", new int[] {(1 << 24) - 4}, data, 0);
    Path path = directory.resolve("huge");
    ModelFormatException e2 = assertThrows(ModelFormatException.class, () -> writer.write(path));
    assertTrue(e2.getMessage().startsWith(path + ": is 21474"), e2.getMessage());
    assertFalse(Files.exists(path));
  }

  @Test
  void refusesWhatTheReaderWouldRefuse() {
    SafetensorsWriter writer = new SafetensorsWriter().metadata("k", "x".repeat(Header.MAX_LENGTH));
    Path path = directory.resolve("long-header");
    ModelFormatException e = assertThrows(ModelFormatException.class, () -> writer.write(path));
    assertEquals(
        path + ": the header would be 100000032 bytes long, the format allows up to 100000000",
        e.getMessage());
    assertFalse(Files.exists(path));
  }
}
