package io.vecurrent.rnn.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every check of the reader, each with the message that it gives. */
@Tag("once")
class HeaderChecksTest {
  private static String messageOf(byte[] file) {
    return assertThrows(ModelFormatException.class, () -> SafetensorsReader.read(file, "m.st"))
        .getMessage();
  }

  private static String messageOf(String header, int dataLength) {
    return messageOf(SafetensorsReaderTest.file(header, new byte[dataLength]));
  }

  private static Safetensors read(String header, int dataLength) throws ModelFormatException {
    return SafetensorsReader.read(SafetensorsReaderTest.file(header, new byte[dataLength]), "m.st");
  }

  private static String tensor(String name, String dtype, String shape, int begin, int end) {
    return String.format(
        Locale.ROOT,
        "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}",
        name,
        dtype,
        shape,
        begin,
        end);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 'm.st: is 0 bytes long, a safetensors file needs at least 8'",
    "7, 'm.st: is 7 bytes long, a safetensors file needs at least 8'",
    "8, 'm.st: the header is empty, needs ''{'''",
  })
  void fileLength(int length, String message) {
    assertEquals(message, messageOf(new byte[length]));
  }

  @ParameterizedTest
  @CsvSource({
    "13, 'the header length is 13 bytes, but only 12 bytes follow; is it a whole safetensors file?'",
    "99999999, 'the header length is 99999999 bytes, but only 12 bytes follow'",
    "100000000, 'the header length is 100000000 bytes, but only 12 bytes follow'",
    "100000001, 'the header length is 100000001 bytes, the format allows up to 100000000'",
    "4294967298, 'the header length is 4294967298 bytes, the format allows up to 100000000'",
    "-1, 'the header length is 18446744073709551615 bytes, the format allows up to 100000000; is'",
    "-9223372036854775808, 'the header length is 9223372036854775808 bytes, the format'",
    "67324752, 'is a zip file, so it looks like torch.save''s format, needs a safetensors file; in'",
    "8031177557570357000, 'looks like an ONNX model, which OnnxModel of vecurrent-onnx reads'",
    "578712552184433488, 'is a zip file, so it looks like torch.save''s format, needs'",
    "578712552184433489, 'the header length is 578712552184433489 bytes, the format allows'",
  })
  void headerLength(long field, String message) {
    ByteBuffer file = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(field);
    String found = messageOf(file.put("{}".getBytes(StandardCharsets.UTF_8)).array());
    assertTrue(found.startsWith("m.st: " + message), found);
  }

  @Test
  void start() {
    assertEquals("m.st: the header starts with byte 0x20, needs '{'", messageOf(" {}", 0));
    assertEquals("m.st: the header starts with byte 0x5b, needs '{'", messageOf("[]", 0));
    assertEquals("m.st: the header starts with byte 0xef, needs '{'", messageOf("\ufeff{}", 0));
  }

  @Test
  void spacesMayFollow() throws ModelFormatException {
    assertEquals(List.of(), read("{}       ", 0).names());
    String message = messageOf("{}    x ", 0);
    assertTrue(message.contains("found 'x', needs nothing but white space after"), message);
    message = messageOf("{}\0", 0);
    assertTrue(message.contains("found '\\u0000', needs nothing but white space"), message);
  }

  @Test
  void utf8() {
    byte[][] malformed = {
      {(byte) 0xff},
      {(byte) 0xc0, (byte) 0x80}, // overlong
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, // a surrogate
      {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, // beyond U+10FFFF
      {(byte) 0xe2, (byte) 0x82}, // cut
    };
    for (byte[] bytes : malformed) {
      byte[] header =
          ByteBuffer.allocate(bytes.length + 6)
              .put("{\"".getBytes(StandardCharsets.UTF_8))
              .put(bytes)
              .array();
      String message = messageOf(SafetensorsReaderTest.file(header, new byte[0]));
      assertEquals("m.st: the header is not valid UTF-8 at byte 2 of the header", message);
    }
    byte[] cut = {'{', '"', (byte) 0xe2, (byte) 0x82};
    assertEquals(
        "m.st: the header is not valid UTF-8 at byte 2 of the header",
        messageOf(SafetensorsReaderTest.file(cut, new byte[0])));
  }

  @Test
  void json() {
    String prefix = "m.st: the header is not valid JSON: ";
    assertEquals(
        prefix + "the text ends, needs a key in double quotes, at character 1", messageOf("{", 0));
    assertEquals(
        prefix + "key 'x' appears twice in one object, at character 53",
        messageOf("{" + tensor("x", "U8", "[0]", 0, 0) + "," + tensor("x", "U8", "[0]", 0, 0), 0));
    assertEquals(
        prefix + "key '__metadata__' appears twice in one object, at character 19",
        messageOf("{\"__metadata__\":{},\"__metadata__\":{}}", 0));
    assertEquals(
        prefix + "nested deeper than 64 levels, at character 320",
        messageOf("{\"a\":".repeat(100_000), 0));
    assertEquals(
        prefix + "more than 1000000 values, at character 3000000",
        messageOf("{\"a\":[" + "[],".repeat(2_000_000), 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"__metadata__\":[]} | __metadata__ is an array, needs an object",
        "{\"__metadata__\":null} | __metadata__ is null, needs an object",
        "{\"__metadata__\":{\"k\":1}} | __metadata__ entry 'k' is a number, needs a string",
        "{\"x\":3} | tensor 'x' is a number, needs an object",
        "{\"x\":{}} | tensor 'x': has no 'dtype', needs dtype, shape and data_offsets",
        "{\"x\":{\"dtype\":\"F32\"}} | tensor 'x': has no 'shape', needs dtype,",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[]}} | tensor 'x': has no 'data_offsets', needs",
        "{\"x\":{\"dtype\":32,\"shape\":[],\"data_offsets\":[0,4]}}"
            + " | tensor 'x': dtype is a number, needs a string",
        "{\"x\":{\"dtype\":\"f32\",\"shape\":[],\"data_offsets\":[0,4]}}"
            + " | tensor 'x': unknown dtype 'f32', needs one of [F64, F32, F16, BF16, I64,",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}}"
            + " | tensor 'x': shape is a number, needs an array",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":{}}}"
            + " | tensor 'x': data_offsets is an object, needs an array",
      })
  void structure(String header, String message) {
    String found = messageOf(header, 4);
    assertTrue(found.startsWith("m.st: " + message), found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[-1]    | shape[0] is -1, needs a whole number from 0 to 2147483647",
        "[1,-0]  | shape[1] is -0, needs a whole number from 0 to 2147483647",
        "[1.0]   | shape[0] is 1.0, needs a whole number from 0 to 2147483647",
        "[1e0]   | shape[0] is 1e0, needs a whole number from 0 to 2147483647",
        "[1e999999999] | shape[0] is 1e999999999, needs a whole number from 0 to 2147483647",
        "[2147483648]  | shape[0] is 2147483648, needs a whole number from 0 to 2147483647",
        "[18446744073709551617] | shape[0] is 18446744073709551617, needs a whole number",
        "[\"1\"] | shape[0] is a string, needs a whole number",
        "[null]  | shape[0] is null, needs a whole number",
        "[[1]]   | shape[0] is an array, needs a whole number",
        "[536870912] | F32 [536870912] needs more than 2147483647 bytes",
        "[65536,65536] | F32 [65536, 65536] needs more than 2147483647 bytes",
        "[2147483647,2147483647,2147483647] | needs more than 2147483647 bytes",
        "[65536,65536,0] | F32 [65536, 65536, 0] needs more than 2147483647 bytes",
        "[2,2,2,2,2,2,2,2,2,2] | F32 [2, 2, 2, 2, 2, 2, 2, 2, ...] (10 dimensions) needs 4096",
        "[]      | data_offsets [0, 8] hold 8 bytes, F32 [] needs 4",
        "[3]     | data_offsets [0, 8] hold 8 bytes, F32 [3] needs 12",
        "[0]     | data_offsets [0, 8] hold 8 bytes, F32 [0] needs 0",
        "[1,1]   | data_offsets [0, 8] hold 8 bytes, F32 [1, 1] needs 4",
      })
  void shape(String shape, String message) {
    String found = messageOf("{" + tensor("x", "F32", shape, 0, 8) + "}", 8);
    assertTrue(found.startsWith("m.st: tensor 'x': "), found);
    assertTrue(found.contains(message), found);
  }

  /** Of these only bytes can be so many, and are not, in a file of eight. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[2147483647]   | hold 8 bytes, U8 [2147483647] needs 2147483647",
        "[1073741824,2] | U8 [1073741824, 2] needs more than 2147483647 bytes",
      })
  void largestShape(String shape, String message) {
    String found = messageOf("{" + tensor("x", "U8", shape, 0, 8) + "}", 8);
    assertTrue(found.contains(message), found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]      | data_offsets has 0 numbers, needs 2 (begin and end)",
        "[0]     | data_offsets has 1 numbers, needs 2 (begin and end)",
        "[0,8,8] | data_offsets has 3 numbers, needs 2 (begin and end)",
        "[8,0]   | data_offsets [8, 0] end before they begin",
        "[0,9]   | data_offsets[1] is 9, needs a whole number from 0 to 8, the bytes behind the header; is the file cut off?",
        "[-8,0]  | data_offsets[0] is -8, needs a whole number from 0 to 8",
        "[9,17]  | data_offsets[0] is 9, needs a whole number from 0 to 8",
        "[0,9223372036854775807] | data_offsets[1] is 9223372036854775807, needs a whole",
        "[0,18446744073709551624] | data_offsets[1] is 18446744073709551624, needs a whole",
        "[0,4294967304] | data_offsets[1] is 4294967304, needs a whole number from 0 to 8",
        "[0,8.0] | data_offsets[1] is 8.0, needs a whole number from 0 to 8",
        "[\"0\",8] | data_offsets[0] is a string, needs a whole number",
      })
  void offsets(String offsets, String message) {
    String entry = "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":" + offsets + "}";
    String found = messageOf("{\"x\":" + entry + "}", 8);
    assertTrue(found.startsWith("m.st: tensor 'x': " + message), found);
  }

  private static String two(int begin1, int end1, int begin2, int end2, int dataLength) {
    String first = tensor("a", "U8", "[" + (end1 - begin1) + "]", begin1, end1);
    String second = tensor("b", "U8", "[" + (end2 - begin2) + "]", begin2, end2);
    return messageOf("{" + first + "," + second + "}", dataLength);
  }

  @Test
  void tiling() {
    assertEquals(
        "m.st: tensor 'b': overlaps tensor 'a' (begins at byte 3, needs 4)", two(0, 4, 3, 8, 8));
    assertEquals(
        "m.st: tensor 'a': overlaps tensor 'b' (begins at byte 3, needs 4)", two(3, 8, 0, 4, 8));
    assertEquals(
        "m.st: tensor 'b': overlaps tensor 'a' (begins at byte 0, needs 8)", two(0, 8, 0, 8, 8));
    // An empty tensor must stand between others too.
    assertEquals(
        "m.st: tensor 'b': overlaps tensor 'a' (begins at byte 3, needs 8)", two(0, 8, 3, 3, 8));
    assertEquals(
        "m.st: tensor 'b': leaves a hole after tensor 'a' (begins at byte 5, needs 4)",
        two(0, 4, 5, 8, 8));
    assertEquals(
        "m.st: tensor 'a': leaves a hole after the start of the data (begins at byte 1, needs 0)",
        two(1, 4, 4, 8, 8));
    assertEquals(
        "m.st: 2 bytes after tensor 'b' belong to no tensor, needs none", two(0, 4, 4, 8, 10));
    assertEquals(
        "m.st: 1 bytes after the start of the data belong to no tensor, needs none",
        messageOf("{}", 1));
  }

  @Test
  void emptyTensorsMayStandAnywhereBetweenOthers() throws ModelFormatException {
    Safetensors file =
        read(
            "{"
                + tensor("end", "F32", "[0]", 4, 4)
                + ","
                + tensor("all", "F32", "[1]", 0, 4)
                + ","
                + tensor("start", "F64", "[0,2147483647]", 0, 0)
                + ","
                + tensor("start2", "I8", "[3,0]", 0, 0)
                + "}",
            4);
    assertEquals(List.of("end", "all", "start", "start2"), file.names());
    assertArrayEquals(new int[] {0, Integer.MAX_VALUE}, file.get("start").shape());
    assertEquals(0, file.get("start").elementCount());
  }

  @Test
  void unknownKeysOfATensorAreIgnored() throws ModelFormatException {
    String entry = "{\"extra\":{\"a\":[1]},\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}";
    assertEquals(1, read("{\"x\":" + entry + "}", 1).get("x").elementCount());
  }

  @Test
  void anyTextIsAName() throws ModelFormatException {
    assertEquals(
        List.of("", "a\nb"),
        read(
                "{"
                    + tensor("", "U8", "[1]", 0, 1)
                    + ","
                    + tensor("a\\nb", "U8", "[1]", 1, 2)
                    + "}",
                2)
            .names());
  }

  @Test
  void messagesAreShortAndSafeToLog() {
    String name = "x\\n\\u001b[31m\\u202e" + "y".repeat(1_000_000);
    String message = messageOf("{" + tensor(name, "U8", "[1]", 0, 0) + "}", 0);
    assertTrue(message.length() < 300, message);
    assertTrue(message.startsWith("m.st: tensor 'x\\u000a\\u001b[31m\\u202eyyy"), message);
    String shape = "[" + "1,".repeat(10_000) + "1" + "0".repeat(10_000) + "]";
    message = messageOf("{" + tensor("x", "U8", shape, 0, 0) + "}", 0);
    assertTrue(message.length() < 300, message);
    message = messageOf("{" + tensor("x", "Z".repeat(10_000), "[]", 0, 0) + "}", 0);
    assertTrue(message.length() < 400, message);
  }
}
