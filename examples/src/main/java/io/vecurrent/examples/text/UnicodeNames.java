package io.vecurrent.examples.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The names of the Unicode characters that this JDK knows: a text of some 30,000 lines that needs
 * no download. Which names there are depends on the JDK's Unicode version.
 */
public final class UnicodeNames {
  private UnicodeNames() {}

  /** One name a line, in an order drawn from the seed. */
  public static String text(long seed) {
    List<String> names = names();
    Collections.shuffle(names, new Random(seed));
    return String.join("\n", names) + "\n";
  }

  /** All names that somebody gave, by code point; a new list. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (isNamed(codePoint)) {
        String name = Character.getName(codePoint);
        if (!isMadeUp(name, codePoint)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** Control characters have no names in Unicode, only aliases. */
  private static boolean isNamed(int codePoint) {
    int type = Character.getType(codePoint);
    return type != Character.UNASSIGNED
        && type != Character.PRIVATE_USE
        && type != Character.SURROGATE
        && type != Character.CONTROL;
  }

  /**
   * Names that end in the code point were put together by a rule: CJK UNIFIED IDEOGRAPH-4E00, or,
   * by Java, HANGUL SYLLABLES AC00.
   */
  private static boolean isMadeUp(String name, int codePoint) {
    String hex = Integer.toHexString(codePoint).toUpperCase(Locale.ROOT);
    return name.endsWith(" " + hex) || name.endsWith("-" + hex);
  }
}
