package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

/** Comparisons of arrays whose messages name the tensor, the element and both numbers. */
public final class Near {
  private Near() {}

  /** Every element within {@code tolerance}; NaN is near nothing. */
  public static void within(String what, double[] expected, double[] actual, double tolerance) {
    assertEquals(expected.length, actual.length, what + ": elements");
    for (int i = 0; i < expected.length; i++) {
      within(what + " element " + i, expected[i], actual[i], tolerance);
    }
  }

  /** Every element within {@code tolerance}; NaN is near nothing. */
  public static void within(String what, double[] expected, float[] actual, double tolerance) {
    within(what, expected, widen(actual), tolerance);
  }

  /** One number within {@code tolerance}; NaN is near nothing. */
  public static void within(String what, double expected, double actual, double tolerance) {
    if (!(Math.abs(expected - actual) <= tolerance)) {
      fail(what + ": expected " + expected + " within " + tolerance + ", was " + actual);
    }
  }

  /** Within {@code tolerance} times the largest expected element, that being at least 1e-3. */
  public static void relative(String what, double[] expected, float[] actual, double tolerance) {
    within(what, expected, actual, tolerance * Math.max(1e-3, largest(expected)));
  }

  /** Equal bits. */
  public static void bits(String what, float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length, what + ": elements");
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToRawIntBits(expected[i]) != Float.floatToRawIntBits(actual[i])) {
        fail(what + " element " + i + ": expected " + expected[i] + ", was " + actual[i]);
      }
    }
  }

  /** The largest size of an element; fails for NaN. */
  public static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      assertTrue(value == value, "NaN among reference numbers");
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  public static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  public static float[] round(double[] values) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }
}
