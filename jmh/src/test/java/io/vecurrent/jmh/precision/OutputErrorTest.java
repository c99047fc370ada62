package io.vecurrent.jmh.precision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OutputErrorTest {
  @Test
  void theLargestDifferencesCount() {
    OutputError error = new OutputError();
    float[] exact = {9, 0, 0, 9};
    float[] rounded = {9, (float) Math.log(3), 0, 9};
    error.addLogits(exact, rounded, 1, 2, 0);
    assertEquals(Math.log(3), error.largestLogit(), 1e-6);
    // 1/2 and 1/2 against 3/4 and 1/4.
    assertEquals(0.25, error.largestProbability(), 1e-6);
    assertEquals(1, error.exactBits(), 1e-6);
    assertEquals(Math.log(4 / 3.0) / Math.log(2), error.roundedBits(), 1e-6);
    error.addLogits(exact, exact, 1, 2, 0);
    assertEquals(Math.log(3), error.largestLogit(), 1e-6);
    assertEquals(1, error.exactBits(), 1e-6);
    error.addHidden(new float[] {1, 2, 3}, new float[] {5, 2.5f, 3}, 1, 2);
    assertEquals(0.5, error.largestHidden());
  }

  @Test
  void largeLogitsDoNotOverflow() {
    OutputError error = new OutputError();
    float[] logits = {1000, 1000};
    error.addLogits(logits, logits, 0, 2, 1);
    assertEquals(0, error.largestProbability());
    assertEquals(1, error.exactBits(), 1e-9);
  }

  @Test
  void nanIsTheWorstError() {
    OutputError error = new OutputError();
    error.addHidden(new float[] {1}, new float[] {Float.NaN}, 0, 1);
    assertEquals(Double.POSITIVE_INFINITY, error.largestHidden());
  }
}
