package io.vecurrent.jmh.coldstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StepsTest {
  /** Each number is the time of all steps of one thousand. */
  private static Steps thousands(int... nanos) {
    int[] steps = new int[1000 * nanos.length + 7];
    for (int i = 0; i < nanos.length; i++) {
      Arrays.fill(steps, 1000 * i, 1000 * (i + 1), nanos[i]);
    }
    return new Steps(steps, 1000 * nanos.length);
  }

  @Test
  void steadyAtTheEndOfTheFirstThousandNearTheLast() {
    Steps steps = thousands(900, 500, 108, 300, 100, 100, 100, 100, 100, 100, 100);
    assertTrue(steps.isSteady());
    assertEquals(100, steps.steadyNanos());
    assertEquals(1000 * (900 + 500 + 108), steps.steadyAfterNanos());
  }

  @Test
  void aPauseIsNoChange() {
    int[] nanos = new int[10_000];
    Arrays.fill(nanos, 100);
    nanos[20] = 1_000_000_000;
    Steps steps = new Steps(nanos, nanos.length);
    assertEquals(100, steps.steadyNanos());
    assertEquals(1_000_000_000L + 99_900, steps.steadyAfterNanos());
  }

  @Test
  void whatStillChangesAtTheEndIsNotSteady() {
    assertFalse(thousands(900, 800, 700, 600, 500, 400, 300, 250, 100, 100).isSteady());
  }

  @Test
  void tooFewStepsAreNotSteady() {
    assertFalse(thousands(100, 100, 100).isSteady());
    assertFalse(new Steps(new int[5], 0).isSteady());
  }

  @Test
  void theFirstStepsAreAddedUp() {
    Steps steps = thousands(2_000_000, 3);
    assertEquals(2_000_000, steps.firstNanos(1));
    assertEquals(2_000_000_000L + 3, steps.firstNanos(1001));
  }
}
