package io.vecurrent.examples.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MarkovModelTest {
  /** No lines: 900 characters to count, "ab" again and again, then 99 more and a line end. */
  private static final Corpus CORPUS = new Corpus("ab", "ab".repeat(500));

  @Test
  void order0IsTheFrequencyOfTheCharacters() {
    // Training: 450 a, 450 b of 900; held out: 50 a, 50 b and one line end, never seen.
    double sum = 900 + 0.1 * 3;
    double nats = -100 * Math.log((450 + 0.1) / sum) - Math.log(0.1 / sum);
    assertEquals(nats / 101 / Math.log(2), new MarkovModel(CORPUS, 0).heldOutBits(), 1e-12);
  }

  @Test
  void order1CountsWhatFollowsACharacter() {
    // a is followed by b 450 times, b by a 449 times; the first character has no context.
    double afterA = Math.log((450 + 0.1) / (450 + 0.1 * 3));
    double afterB = Math.log((449 + 0.1) / (449 + 0.1 * 3));
    double lineEnd = Math.log(0.1 / (449 + 0.1 * 3));
    double nats = -50 * afterA - 50 * afterB - lineEnd;
    assertEquals(nats / 101 / Math.log(2), new MarkovModel(CORPUS, 1).heldOutBits(), 1e-12);
  }

  @Test
  void anUnseenContextKnowsNothing() {
    // The held-out part begins with "cc": context "cc" was never counted, so all are equally
    // likely.
    Corpus corpus = new Corpus("abc", "ab".repeat(450) + "c".repeat(100));
    double bits = new MarkovModel(corpus, 4).heldOutBits();
    assertEquals(Math.log(4) / Math.log(2), bits, 0.2);
  }

  @Test
  void theDefaultTextGivesTheKnownBits() {
    Corpus corpus = new Corpus("names", UnicodeNames.text(1));
    double[] known = {4.41, 3.59, 2.59, 1.67, 1.39};
    for (int order = 0; order < known.length; order++) {
      assertEquals(known[order], new MarkovModel(corpus, order).heldOutBits(), 0.06);
    }
  }

  @Test
  void longContextsDoNotFit() {
    assertThrows(IllegalArgumentException.class, () -> new MarkovModel(CORPUS, 7));
    assertThrows(IllegalArgumentException.class, () -> new MarkovModel(CORPUS, -1));
  }
}
