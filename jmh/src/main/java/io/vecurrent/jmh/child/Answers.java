package io.vecurrent.jmh.child;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a child JVM has found out: lines {@code answer name value} among whatever else it prints.
 */
public final class Answers {
  private static final String ANSWER = "answer ";

  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> others = new ArrayList<>();

  private Answers() {}

  /** Prints an answer; a child JVM's main method calls it. */
  public static void print(String name, Object value) {
    System.out.println(ANSWER + name + " " + value);
  }

  /** Reads all that a child JVM has printed. */
  public static Answers parse(List<String> lines) {
    Answers answers = new Answers();
    for (String line : lines) {
      String[] words = line.startsWith(ANSWER) ? line.split(" ", 3) : new String[0];
      if (words.length == 3) {
        answers.values.put(words[1], words[2]);
      } else {
        answers.others.add(line);
      }
    }
    return answers;
  }

  /** A value as it was printed. */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "no answer '" + name + "' from the child JVM, which printed " + values + " " + others);
    }
    return value;
  }

  /** A number. */
  public double number(String name) {
    String value = text(name);
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "answer '" + name + "': must be a number, was '" + value + "'", e);
    }
  }

  /** Whether there is such an answer. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The other lines: warnings of the JVM, mostly. */
  public List<String> others() {
    return List.copyOf(others);
  }
}
