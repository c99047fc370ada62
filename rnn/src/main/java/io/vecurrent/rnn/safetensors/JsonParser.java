package io.vecurrent.rnn.safetensors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A strict JSON parser (RFC 8259) for hostile text.
 *
 * <p>Values become {@code Map<String, Object>} (in the order of the text), {@code List<Object>},
 * {@code String}, {@link JsonNumber}, {@code Boolean} and {@link #NULL}.
 *
 * <p>Stricter than the RFC demands: a key may stand only once in an object, and a string must be
 * well-formed Unicode (no half of a surrogate pair, escaped or not). Two limits keep the cost of a
 * text proportional to its length: {@link #MAX_DEPTH} bounds the stack, {@link #MAX_VALUES} bounds
 * the heap, as an empty object takes many times the two characters that it is written with.
 */
final class JsonParser {
  /** Objects and arrays may be nested this deep. */
  static final int MAX_DEPTH = 64;

  /** A text may hold this many values, counting objects, arrays and what they contain. */
  static final int MAX_VALUES = 1_000_000;

  /** The value {@code null}. */
  static final Object NULL =
      new Object() {
        @Override
        public String toString() {
          return "null";
        }
      };

  private static final int END = -1;

  private final String text;
  private int position;
  private int depth;
  private int values;

  private JsonParser(String text) {
    this.text = text;
  }

  /**
   * Parses a whole text: one value, with white space around it.
   *
   * @throws JsonException if the text is not valid or beyond a limit; the message holds the
   *     position
   */
  static Object parse(String text) throws JsonException {
    JsonParser parser = new JsonParser(text);
    Object value = parser.value();
    parser.skipSpace();
    if (parser.peek() != END) {
      throw parser.found("needs nothing but white space after the JSON value");
    }
    return value;
  }

  /** What kind of value this is, for messages: "a string", "an object". */
  static String kind(Object value) {
    if (value instanceof Map) {
      return "an object";
    }
    if (value instanceof List) {
      return "an array";
    }
    if (value instanceof String) {
      return "a string";
    }
    if (value instanceof JsonNumber) {
      return "a number";
    }
    return String.valueOf(value);
  }

  private Object value() throws JsonException {
    if (++values > MAX_VALUES) {
      throw new JsonException("more than " + MAX_VALUES + " values", position);
    }
    skipSpace();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw found("needs a value");
    };
  }

  private Map<String, Object> object() throws JsonException {
    enter();
    Map<String, Object> members = new LinkedHashMap<>();
    skipSpace();
    if (!accept('}')) {
      do {
        member(members);
        skipSpace();
      } while (accept(','));
      expect('}', "needs ',' or '}'");
    }
    depth--;
    return members;
  }

  private void member(Map<String, Object> members) throws JsonException {
    skipSpace();
    int start = position;
    if (peek() != '"') {
      throw found("needs a key in double quotes");
    }
    String key = string();
    if (members.containsKey(key)) {
      throw new JsonException("key " + Text.quote(key) + " appears twice in one object", start);
    }
    skipSpace();
    expect(':', "needs ':'");
    members.put(key, value());
  }

  private List<Object> array() throws JsonException {
    enter();
    List<Object> items = new ArrayList<>();
    skipSpace();
    if (!accept(']')) {
      do {
        items.add(value());
        skipSpace();
      } while (accept(','));
      expect(']', "needs ',' or ']'");
    }
    depth--;
    return items;
  }

  private void enter() throws JsonException {
    if (++depth > MAX_DEPTH) {
      throw new JsonException("nested deeper than " + MAX_DEPTH + " levels", position);
    }
    position++;
  }

  private Object word(String word, Object value) throws JsonException {
    if (!text.startsWith(word, position)) {
      throw found("needs a value");
    }
    position += word.length();
    return value;
  }

  private JsonNumber number() throws JsonException {
    final int start = position;
    accept('-');
    if (!accept('0')) {
      digits();
    } else if (isDigit(peek())) {
      throw new JsonException("a number must not start with 0 and go on with digits", start);
    }
    if (accept('.')) {
      digits();
    }
    if (accept('e') || accept('E')) {
      if (!accept('+')) {
        accept('-');
      }
      digits();
    }
    return new JsonNumber(text.substring(start, position));
  }

  private void digits() throws JsonException {
    if (!isDigit(peek())) {
      throw found("needs a digit");
    }
    while (isDigit(peek())) {
      position++;
    }
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private String string() throws JsonException {
    int start = ++position;
    skipPlain();
    if (accept('"')) {
      return text.substring(start, position - 1);
    }
    StringBuilder out = new StringBuilder(text.substring(start, position));
    while (!accept('"')) {
      expect('\\', "needs '\"' at the end of a string, and control characters escaped");
      escape(out);
      int plain = position;
      skipPlain();
      out.append(text, plain, position);
    }
    return out.toString();
  }

  /** Skips what stands for itself in a string, up to a quote, a backslash or an error. */
  private void skipPlain() throws JsonException {
    for (int c = peek(); c >= ' ' && c != '"' && c != '\\'; c = peek()) {
      if (Character.isSurrogate((char) c)) {
        skipPair();
      } else {
        position++;
      }
    }
  }

  private void skipPair() throws JsonException {
    if (!Character.isSupplementaryCodePoint(text.codePointAt(position))) {
      throw new JsonException("half of a surrogate pair in a string", position);
    }
    position += 2;
  }

  private void escape(StringBuilder out) throws JsonException {
    int c = peek();
    switch (c) {
      case '"', '\\', '/' -> out.append((char) c);
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'u' -> {
        unicodeEscape(out);
        return;
      }
      default -> throw found("needs one of \" \\ / b f n r t u after a backslash");
    }
    position++;
  }

  private void unicodeEscape(StringBuilder out) throws JsonException {
    int start = position - 1;
    char unit = fourHexDigits();
    out.append(unit);
    if (!Character.isSurrogate(unit)) {
      return;
    }
    if (Character.isHighSurrogate(unit) && text.startsWith("\\u", position)) {
      position++;
      char low = fourHexDigits();
      if (Character.isLowSurrogate(low)) {
        out.append(low);
        return;
      }
    }
    throw new JsonException("half of a surrogate pair in a string", start);
  }

  /** Reads the digits of an escape; the position is at the 'u'. */
  private char fourHexDigits() throws JsonException {
    int unit = 0;
    position++;
    for (int end = position + 4; position < end; position++) {
      int c = peek();
      // Character.digit alone would take digits of other scripts too.
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw found("needs 4 hexadecimal digits after \\u");
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  private void skipSpace() {
    for (int c = peek(); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = peek()) {
      position++;
    }
  }

  private int peek() {
    return position < text.length() ? text.charAt(position) : END;
  }

  private boolean accept(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    position++;
    return true;
  }

  private void expect(char wanted, String need) throws JsonException {
    if (!accept(wanted)) {
      throw found(need);
    }
  }

  private JsonException found(String need) {
    int c = peek();
    String what = c == END ? "the text ends" : "found " + Text.quote(String.valueOf((char) c));
    return new JsonException(what + ", " + need, position);
  }
}
