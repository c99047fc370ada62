package io.vecurrent.examples.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The characters (code points) of a text, numbered from 0. Immutable. */
public final class Alphabet {
  /** So that a character's number fits a byte. */
  public static final int MAX_SIZE = 256;

  /** Stands for all characters that are too rare to have a number of their own. */
  public static final int RARE = 0xFFFD;

  private final int[] codePoints;
  private final Map<Integer, Integer> numbers = new HashMap<>();

  private Alphabet(int[] codePoints) {
    this.codePoints = codePoints;
    for (int i = 0; i < codePoints.length; i++) {
      numbers.put(codePoints[i], i);
    }
  }

  /** The alphabet of a text, by code point; of more than 256 characters, the 255 most frequent. */
  public static Alphabet of(String text) {
    Map<Integer, Integer> counts = new HashMap<>();
    text.codePoints().forEach(c -> counts.merge(c, 1, Integer::sum));
    List<Integer> kept = new ArrayList<>(counts.keySet());
    Collections.sort(kept);
    if (kept.size() > MAX_SIZE) {
      kept.remove((Integer) RARE);
      kept.sort(Comparator.comparing((Integer c) -> -counts.get(c)).thenComparing(c -> c));
      kept = new ArrayList<>(kept.subList(0, MAX_SIZE - 1));
      kept.add(RARE);
      Collections.sort(kept);
    }
    return new Alphabet(kept.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * The inverse of {@link #toString()}.
   *
   * @throws IllegalArgumentException if the characters are none, too many or not all different
   */
  public static Alphabet parse(String characters) {
    int[] codePoints = characters.codePoints().toArray();
    long different = Arrays.stream(codePoints).distinct().count();
    if (codePoints.length == 0 || codePoints.length > MAX_SIZE || different < codePoints.length) {
      throw new IllegalArgumentException(
          "an alphabet has 1 to 256 different characters, not " + codePoints.length);
    }
    return new Alphabet(codePoints);
  }

  /** How many characters there are. */
  public int size() {
    return codePoints.length;
  }

  /** The code point of a number. */
  public int codePoint(int number) {
    return codePoints[number];
  }

  /** Whether the character has a number of its own. */
  public boolean contains(int codePoint) {
    return numbers.containsKey(codePoint);
  }

  /** The number of a character, that of {@link #RARE} for those outside; -1 without such a one. */
  public int number(int codePoint) {
    Integer number = numbers.get(codePoint);
    return number == null ? numbers.getOrDefault(RARE, -1) : number;
  }

  /**
   * The numbers of a text's characters, one (unsigned) byte each.
   *
   * @throws IllegalArgumentException if the alphabet lacks one
   */
  public byte[] encode(String text) {
    byte[] numbers = new byte[text.codePointCount(0, text.length())];
    int count = 0;
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      int number = number(text.codePointAt(i));
      if (number < 0) {
        throw new IllegalArgumentException("character " + i + " is not in the alphabet");
      }
      numbers[count++] = (byte) number;
    }
    return numbers;
  }

  /** All characters, in order. */
  @Override
  public String toString() {
    return new String(codePoints, 0, codePoints.length);
  }
}
