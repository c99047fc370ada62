package io.vecurrent.examples.text;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A text as numbers, split into a part to train on and the last tenth, which is held out. */
public final class Corpus {
  static final int MIN_CHARACTERS = 1000;
  private static final int MIN_LINES = 100;
  private static final int MAX_LINE = 200;
  private static final int PROMPT = 40;

  private final Alphabet alphabet;
  private final byte[] numbers;
  private final int trainLength;
  private final Set<String> lines;
  private final String prompt;
  private final boolean list;

  /**
   * Splits a text.
   *
   * @param name of the text, for messages
   * @param text with line ends as {@code \n}
   * @throws InputException if it is too short to learn anything from
   */
  public Corpus(String name, String text) {
    String body = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    requireEnough(name, text);
    List<String> all = Arrays.asList(body.substring(0, body.length() - 1).split("\n", -1));
    this.alphabet = Alphabet.of(body);
    this.numbers = alphabet.encode(body);
    this.lines = all.stream().collect(Collectors.toUnmodifiableSet());
    this.list = isList(all);
    int split =
        all.size() >= MIN_LINES
            ? startOfLastTenth(all)
            : body.offsetByCodePoints(0, body.codePointCount(0, body.length()) / 10 * 9);
    this.trainLength = body.codePointCount(0, split);
    if (trainLength < MIN_CHARACTERS / 2 || heldOutLength() < MIN_CHARACTERS / 20) {
      throw new InputException(
          name
              + ": the last tenth of the lines is held out; that leaves "
              + trainLength
              + " characters to train on and "
              + heldOutLength()
              + " to test on, and "
              + MIN_CHARACTERS / 2
              + " and "
              + MIN_CHARACTERS / 20
              + " are needed");
    }
    this.prompt = list ? "\n" : heldOutBegin();
  }

  private static void requireEnough(String name, String text) {
    if (text.isBlank()) {
      throw new InputException(name + ": is empty");
    }
    int length = text.codePointCount(0, text.length());
    if (length < MIN_CHARACTERS) {
      throw new InputException(
          name + ": needs at least " + MIN_CHARACTERS + " characters to learn from, has " + length);
    }
    if (text.codePoints().distinct().limit(2).count() < 2) {
      throw new InputException(name + ": is one character, repeated: nothing to learn");
    }
  }

  /** Short lines and no empty one: names, words, verses; otherwise running text. */
  private static boolean isList(List<String> lines) {
    return lines.size() >= MIN_LINES
        && lines.stream().allMatch(line -> !line.isBlank() && line.length() <= MAX_LINE);
  }

  private static int startOfLastTenth(List<String> lines) {
    int count = lines.size() - lines.size() / 10;
    return lines.stream().limit(count).mapToInt(line -> line.length() + 1).sum();
  }

  private String heldOutBegin() {
    StringBuilder text = new StringBuilder();
    for (int i = trainLength; i < Math.min(numbers.length, trainLength + PROMPT); i++) {
      text.appendCodePoint(alphabet.codePoint(number(i)));
    }
    return text.toString();
  }

  /** The different characters. */
  public Alphabet alphabet() {
    return alphabet;
  }

  /** The character at a position, as its number in the alphabet. */
  public int number(int position) {
    return numbers[position] & 0xFF;
  }

  /** Characters, training part and held-out part. */
  public int length() {
    return numbers.length;
  }

  /** Characters of the training part, which comes first. */
  public int trainLength() {
    return trainLength;
  }

  /** Characters of the held-out part. */
  public int heldOutLength() {
    return numbers.length - trainLength;
  }

  /** All different lines, of both parts. */
  public Set<String> lines() {
    return lines;
  }

  /** Whether this is a list of short lines, names for instance, and not running text. */
  public boolean isList() {
    return list;
  }

  /**
   * What to feed the network before it goes on by itself: a line end, or the first held-out words.
   */
  public String prompt() {
    return prompt;
  }

  /** How many characters of the text were too rare for the alphabet. */
  public int replaced() {
    int rare = alphabet.contains(Alphabet.RARE) ? alphabet.number(Alphabet.RARE) : -1;
    int count = 0;
    for (byte number : numbers) {
      count += (number & 0xFF) == rare ? 1 : 0;
    }
    return count;
  }
}
