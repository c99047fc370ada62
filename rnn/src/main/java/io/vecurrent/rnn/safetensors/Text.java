package io.vecurrent.rnn.safetensors;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Puts text from files into messages: short, on one line, without control characters. */
public final class Text {
  private static final int MAX_CHARS = 80;
  private static final int MAX_ITEMS = 8;
  private static final int MAX_LISTED = 12;

  private Text() {}

  /** The text in single quotes, cut after 80 characters, with anything invisible escaped. */
  public static String quote(String text) {
    return "'" + visible(text) + "'";
  }

  /** Some texts in single quotes, up to 12 of them. */
  public static String list(Collection<String> texts) {
    return list(texts, MAX_LISTED);
  }

  /** Some texts in single quotes, up to {@code most} of them. */
  public static String list(Collection<String> texts, int most) {
    if (texts.isEmpty()) {
      return "none";
    }
    String listed = texts.stream().limit(most).map(Text::quote).collect(Collectors.joining(", "));
    int more = texts.size() - most;
    return more > 0 ? listed + " and " + more + " more" : listed;
  }

  /** Like {@link #quote}, without the quotes. */
  public static String visible(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), MAX_CHARS); i++) {
      char c = text.charAt(i);
      if (isVisible(c)) {
        out.append(c);
      } else {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return text.length() > MAX_CHARS ? out.append("...").toString() : out.toString();
  }

  private static boolean isVisible(char c) {
    // FORMAT holds the characters that reverse the direction of writing, SURROGATE any half pair.
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** A shape such as {@code [2, 3]}, cut after 8 dimensions. */
  public static String shape(int[] shape) {
    if (shape.length <= MAX_ITEMS) {
      return Arrays.toString(shape);
    }
    String start = Arrays.toString(Arrays.copyOf(shape, MAX_ITEMS));
    return start.substring(0, start.length() - 1) + ", ...] (" + shape.length + " dimensions)";
  }
}
