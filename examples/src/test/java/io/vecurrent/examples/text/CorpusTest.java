package io.vecurrent.examples.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorpusTest {
  /** 200 lines of 10 characters with their ends. */
  static final String LIST =
      IntStream.range(0, 200)
          .mapToObj(i -> "line " + (1000 + i) + "\n")
          .collect(Collectors.joining());

  @Test
  void theLastTenthOfTheLinesIsHeldOut() {
    Corpus corpus = new Corpus("list", LIST);
    assertTrue(corpus.isList());
    assertEquals("\n", corpus.prompt());
    assertEquals(2000, corpus.length());
    assertEquals(1800, corpus.trainLength());
    assertEquals(200, corpus.heldOutLength());
    assertEquals(200, corpus.lines().size());
    assertEquals(corpus.alphabet().number('l'), corpus.number(1800));
  }

  @Test
  void aMissingLastLineEndIsAdded() {
    assertEquals(2000, new Corpus("list", LIST.substring(0, LIST.length() - 1)).length());
  }

  @Test
  void aTextWithoutLinesIsSplitByCharacters() {
    Corpus corpus = new Corpus("passage", "abcdefghi ".repeat(200));
    assertFalse(corpus.isList());
    assertEquals(40, corpus.prompt().length());
    assertEquals(1800, corpus.trainLength());
  }

  @Test
  void emptyLinesMakeRunningText() {
    assertFalse(new Corpus("prose", LIST + "\n" + LIST).isList());
  }

  @Test
  void textsThatTeachNothingAreRefused() {
    assertError("is empty", "");
    assertError("is empty", "\n\n  \n");
    assertError("at least 1000 characters to learn from, has 3", "abc");
    assertError("one character", "a".repeat(5000));
  }

  @Test
  void charactersBeyondTheBasicPlaneCountAsOne() {
    Corpus corpus = new Corpus("emoji", "🎉😀".repeat(1000));
    assertEquals(2001, corpus.length());
    assertEquals("\n😀🎉".codePointCount(0, 5), corpus.alphabet().size());
  }

  @Test
  void rareCharactersBeyond255ShareOneNumber() {
    String many =
        IntStream.range(0, 400)
            .mapToObj(i -> "" + (char) (0x4E00 + i))
            .collect(Collectors.joining());
    Corpus corpus = new Corpus("many", many.substring(0, 200).repeat(10) + many);
    assertEquals(256, corpus.alphabet().size());
    assertTrue(corpus.alphabet().contains(Alphabet.RARE));
    // 400 characters and the line end, of which 255 have a number of their own.
    assertEquals(146, corpus.replaced());
  }

  @Test
  void anAlphabetSurvivesItsText() {
    Alphabet alphabet = Alphabet.of("hello 🎉\n");
    assertEquals(alphabet.toString(), Alphabet.parse(alphabet.toString()).toString());
    assertThrows(IllegalArgumentException.class, () -> Alphabet.parse("aa"));
    assertThrows(IllegalArgumentException.class, () -> Alphabet.parse(""));
    assertThrows(IllegalArgumentException.class, () -> alphabet.encode("x"));
  }

  private static void assertError(String part, String text) {
    String message = assertThrows(InputException.class, () -> new Corpus("it", text)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
