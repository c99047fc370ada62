package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random shapes, offsets, lengths, nulls, states and orders, thrown at networks of every kind: each
 * call is right, or refused by name and number with nothing of the caller's changed.
 */
class RandomSessionTest {
  private static final int SESSIONS = 60;
  private static final int CALLS = 40;

  @ParameterizedTest
  @EnumSource
  void everyCallIsRightOrRefused(Kind kind) {
    int right = 0;
    int refused = 0;
    for (int seed = 0; seed < SESSIONS; seed++) {
      RandomSession session = new RandomSession(kind, seed);
      session.run(CALLS);
      right += session.right;
      refused += session.refused;
    }
    assertEquals(SESSIONS * CALLS, right + refused);
    // Neither outcome is so rare that it would prove nothing.
    assertTrue(Math.min(right, refused) > SESSIONS * CALLS / 5, right + " right, " + refused);
  }

  @Test
  void everyCallWithTokensIsRightOrRefused() {
    int right = 0;
    for (int seed = 0; seed < SESSIONS; seed++) {
      RandomTokens tokens = new RandomTokens(seed);
      for (int call = 0; call < CALLS; call++) {
        right += tokens.call() ? 1 : 0;
      }
    }
    int refused = SESSIONS * CALLS - right;
    assertTrue(Math.min(right, refused) > SESSIONS * CALLS / 5, right + " right, " + refused);
  }

  /** The canaries: wrong refusals, missing ones and changed arrays are found. */
  @Test
  void whatIsWrongIsFound() {
    float[] array = {1, 2};
    assertTrue(new Attempt("good").range(array, 1, 1, "x").run(() -> {}));
    Attempt bad = new Attempt("bad").range(array, 1, 2, "x");
    assertFalse(
        bad.run(
            () -> {
              throw new IllegalArgumentException("x: needs 2, has 1");
            }));
    assertThrows(AssertionError.class, () -> bad.run(() -> {}));
    for (RuntimeException wrong :
        List.of(
            new IllegalArgumentException("y: needs 2, has 1"),
            new IllegalArgumentException("x: is too short"),
            new NullPointerException("x"),
            new IllegalStateException("x: 2"))) {
      assertThrows(AssertionError.class, () -> bad.run(() -> fail(wrong)));
      assertThrows(AssertionError.class, () -> new Attempt("good").run(() -> fail(wrong)));
    }
    assertThrows(
        AssertionError.class,
        () ->
            bad.run(
                () -> {
                  array[0] = 9;
                  throw new IllegalArgumentException("x: needs 2, has 1");
                }));
  }

  private static void fail(RuntimeException e) {
    throw e;
  }
}
