package io.vecurrent.examples.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnicodeNamesTest {
  private static final List<String> NAMES = UnicodeNames.names();

  @Test
  void thereAreSomeThirtyThousandDifferentNames() {
    Set<String> different = new HashSet<>(NAMES);
    assertEquals(NAMES.size(), different.size());
    assertTrue(NAMES.size() > 30_000 && NAMES.size() < 60_000, () -> "" + NAMES.size());
  }

  @Test
  void realNamesAreThere() {
    assertTrue(NAMES.contains("LATIN SMALL LETTER A"));
    assertTrue(NAMES.contains("SNOWMAN"));
    assertTrue(NAMES.contains("VARIATION SELECTOR-17"));
  }

  @Test
  void namesMadeUpFromCodePointsAreNot() {
    for (String name : NAMES) {
      assertFalse(name.startsWith("CJK UNIFIED IDEOGRAPH"), name);
      assertFalse(name.startsWith("HANGUL SYLLABLE"), name);
      assertFalse(name.startsWith("TANGUT IDEOGRAPH"), name);
      assertFalse(name.startsWith("NUSHU CHARACTER"), name);
      assertFalse(name.startsWith("KHITAN SMALL SCRIPT CHARACTER"), name);
      assertFalse(name.contains("SURROGATES"), name);
      assertFalse(name.contains("PRIVATE USE"), name);
    }
  }

  @Test
  void theTextHas39DifferentCharacters() {
    assertEquals(
        "\n -0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", Alphabet.of(UnicodeNames.text(1)).toString());
  }

  @Test
  void theSeedDecidesTheOrder() {
    assertEquals(UnicodeNames.text(7), UnicodeNames.text(7));
    assertNotEquals(UnicodeNames.text(7), UnicodeNames.text(8));
    assertEquals(Set.copyOf(NAMES), Set.of(UnicodeNames.text(7).split("\n")));
  }
}
