package io.vecurrent.rnn.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("once")
class JsonParserTest {
  @Test
  void readsEveryKindOfValue() throws JsonException {
    Object value =
        JsonParser.parse(" {\"a\" : [1, -0.5e+3, true, false, null], \"b\":{},\t\"\":[]}\r\n ");
    assertEquals(
        Map.of(
            "a",
            List.of(new JsonNumber("1"), new JsonNumber("-0.5e+3"), true, false, JsonParser.NULL),
            "b",
            Map.of(),
            "",
            List.of()),
        value);
  }

  @Test
  void spaceMayStandBetweenAnyTokens() throws JsonException {
    for (String space : List.of(" ", "\t", "\r", "\n", " \n ")) {
      String text = "~{~\"a\"~:~[~]~,~\"b\"~:~{~}~,~\"c\"~:~[~1~,~null~]~}~";
      assertEquals(
          Map.of("a", List.of(), "b", Map.of(), "c", List.of(new JsonNumber("1"), JsonParser.NULL)),
          JsonParser.parse(text.replace("~", space)));
    }
  }

  @Test
  void keepsTheOrderOfKeys() throws JsonException {
    Map<?, ?> value = (Map<?, ?>) JsonParser.parse("{\"z\":1,\"a\":2,\"m\":3}");
    assertEquals(List.of("z", "a", "m"), List.copyOf(value.keySet()));
  }

  @Test
  void readsEscapes() throws JsonException {
    assertEquals(
        "\"\\/\b\f\n\r\t\u20acA", JsonParser.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20aC\\u0041\""));
    assertEquals("x\ud83d\ude00y", JsonParser.parse("\"x\\ud83d\\uDE00y\""));
    assertEquals("x\ud83d\ude00y\\", JsonParser.parse("\"x\ud83d\ude00y\\\\\""));
    assertEquals("\u0000\u007f", JsonParser.parse("\"\\u0000\u007f\""));
    assertEquals("", JsonParser.parse("\"\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "10",
        "0.0",
        "1E5",
        "1e-5",
        "-12.50E+07",
        "1e999999999",
        "99999999999999999999"
      })
  void keepsNumbersAsWritten(String text) throws JsonException {
    assertEquals(new JsonNumber(text), JsonParser.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "100, 100",
    "101, -1",
    "-0, -1",
    "-1, -1",
    "1.0, -1",
    "1e1, -1",
    "9223372036854775808, -1",
    "18446744073709551617, -1"
  })
  void convertsWholeNumbersUpToALimit(String text, long expected) {
    assertEquals(expected, new JsonNumber(text).wholeNumber(100));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                | the text ends, needs a value, at character 0",
        "{                 | the text ends, needs a key in double quotes, at character 1",
        "{1:2}             | found '1', needs a key in double quotes, at character 1",
        "{'a':2}           | found ''', needs a key in double quotes, at character 1",
        "{\"a\"}           | found '}', needs ':', at character 4",
        "{\"a\":}          | found '}', needs a value, at character 5",
        "{\"a\":1,}        | found '}', needs a key in double quotes, at character 7",
        "{\"a\":1 \"b\":2} | found '\"', needs ',' or '}', at character 7",
        "{\"a\":1,\"a\":2} | key 'a' appears twice in one object, at character 7",
        "{\"a\":1,\"\\u0061\":2} | key 'a' appears twice in one object, at character 7",
        "[1,]              | found ']', needs a value, at character 3",
        "[1 2]             | found '2', needs ',' or ']', at character 3",
        "[1                | the text ends, needs ',' or ']', at character 2",
        "[1}               | found '}', needs ',' or ']', at character 2",
        "1 2               | found '2', needs nothing but white space, at character 2",
        "{}}               | found '}', needs nothing but white space, at character 2",
        "tru               | found 't', needs a value, at character 0",
        "True              | found 'T', needs a value, at character 0",
        "NaN               | found 'N', needs a value, at character 0",
        "nul               | found 'n', needs a value, at character 0",
        "// a              | found '/', needs a value, at character 0",
        "+1                | found '+', needs a value, at character 0",
        ".5                | found '.', needs a value, at character 0",
        "-                 | the text ends, needs a digit, at character 1",
        "-Infinity         | found 'I', needs a digit, at character 1",
        "01                | a number must not start with 0 and go on with digits, at character 0",
        "-01               | a number must not start with 0 and go on with digits, at character 0",
        "1.                | the text ends, needs a digit, at character 2",
        "1.e5              | found 'e', needs a digit, at character 2",
        "1e                | the text ends, needs a digit, at character 2",
        "1e+               | the text ends, needs a digit, at character 3",
        "0x10              | found 'x', needs nothing but white space, at character 1",
        "\"a               | the text ends, needs '\"' at the end of a string",
        "\"a\\             | the text ends, needs one of",
        "\"\\x\"           | found 'x', needs one of",
        "\"\\u12g4\"       | found 'g', needs 4 hexadecimal digits after \\u, at character 5",
        "\"\\u12           | the text ends, needs 4 hexadecimal digits after \\u, at character 5",
        "\"\\u\u0661111\"  | needs 4 hexadecimal digits after \\u, at character 3",
        "\"\\ud83d\"       | half of a surrogate pair in a string, at character 1",
        "\"\\ude00\"       | half of a surrogate pair in a string, at character 1",
        "\"\\ud83d\\ud83d\" | half of a surrogate pair in a string, at character 1",
        "\"\\ud83d\\n\"    | half of a surrogate pair in a string, at character 1",
      })
  void refuses(String text, String message) {
    JsonException e = assertThrows(JsonException.class, () -> JsonParser.parse(text));
    String[] parts = message.split(", at character ");
    assertContains(e, parts[0]);
    if (parts.length > 1) {
      assertContains(e, ", at character " + parts[1]);
    }
  }

  private static void assertContains(JsonException e, String part) {
    if (!e.getMessage().contains(part)) {
      assertEquals(part, e.getMessage());
    }
  }

  @Test
  void refusesWhatATableCannotHold() {
    for (char c = 0; c < ' '; c++) {
      String text = "\"a" + c + "\"";
      JsonException e = assertThrows(JsonException.class, () -> JsonParser.parse(text));
      assertContains(e, String.format(Locale.ROOT, "found '\\u%04x', needs", (int) c));
      assertContains(e, "control characters escaped, at character 2");
    }
    // White space of other kinds is none in JSON.
    for (String space : List.of("\u00a0", "\ufeff", "\f", "\u000b", "\u2028")) {
      assertThrows(JsonException.class, () -> JsonParser.parse(space + "1"));
    }
    assertThrows(JsonException.class, () -> JsonParser.parse("\"\ud83d\""));
    assertThrows(JsonException.class, () -> JsonParser.parse("\"\ude00\""));
    assertThrows(JsonException.class, () -> JsonParser.parse("\"\ud83d"));
  }

  @Test
  void limitsDepth() throws JsonException {
    int max = JsonParser.MAX_DEPTH;
    JsonParser.parse("[".repeat(max) + "]".repeat(max));
    JsonParser.parse("{\"a\":".repeat(max) + "1" + "}".repeat(max));
    // Depth is what is open, not what was.
    JsonParser.parse("[" + "[],".repeat(1000) + "{}]");
    for (String open : List.of("[", "{\"a\":", "[{\"a\":")) {
      JsonException e =
          assertThrows(JsonException.class, () -> JsonParser.parse(open.repeat(1_000_000)));
      assertContains(e, "nested deeper than 64 levels");
    }
  }

  @Test
  void limitsTheNumberOfValues() throws JsonException {
    int max = JsonParser.MAX_VALUES;
    Object value = JsonParser.parse("[" + "0,".repeat(max - 2) + "0]");
    assertEquals(max - 1, ((List<?>) value).size());
    JsonException e =
        assertThrows(
            JsonException.class, () -> JsonParser.parse("[" + "{},".repeat(5 * max) + "0]"));
    assertContains(e, "more than 1000000 values");
  }

  /** Millions of characters: work that grew with their square would not end. */
  @Test
  void readsVeryLongTokens() throws JsonException {
    JsonNumber longest = (JsonNumber) JsonParser.parse("9".repeat(5_000_000));
    assertEquals(-1, longest.wholeNumber(100));
    JsonNumber exponent = (JsonNumber) JsonParser.parse("1e" + "9".repeat(5_000_000));
    assertEquals(-1, exponent.wholeNumber(100));
    assertEquals(
        "A".repeat(1_000_000), JsonParser.parse("\"" + "\\u0041".repeat(1_000_000) + "\""));
    JsonNumber one =
        (JsonNumber) JsonParser.parse(" ".repeat(5_000_000) + "1" + " ".repeat(5_000_000));
    assertEquals(1, one.wholeNumber(100));
  }

  @Test
  void survivesKeysWithOneHash() throws JsonException {
    // "Aa" and "BB" have the same hash code, and so have all their combinations.
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 1 << 14; i++) {
      StringBuilder key = new StringBuilder();
      for (int bit = 0; bit < 14; bit++) {
        key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      text.append(i == 0 ? "\"" : ",\"").append(key).append("\":0");
    }
    String json = text.append('}').toString();
    Map<?, ?> value = (Map<?, ?>) JsonParser.parse(json);
    assertEquals(1 << 14, value.size());
  }

  @Test
  void namesKinds() throws JsonException {
    assertEquals("an object", JsonParser.kind(JsonParser.parse("{}")));
    assertEquals("an array", JsonParser.kind(JsonParser.parse("[]")));
    assertEquals("a string", JsonParser.kind(JsonParser.parse("\"\"")));
    assertEquals("a number", JsonParser.kind(JsonParser.parse("1")));
    assertEquals("true", JsonParser.kind(JsonParser.parse("true")));
    assertEquals("null", JsonParser.kind(JsonParser.parse("null")));
    assertSame(JsonParser.NULL, JsonParser.parse("null"));
  }
}
