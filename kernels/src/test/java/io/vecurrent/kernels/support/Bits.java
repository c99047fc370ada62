package io.vecurrent.kernels.support;

import org.junit.jupiter.api.Assertions;

/** Comparison of floats bit by bit; every NaN counts as the same. */
public final class Bits {
  private Bits() {}

  public static boolean same(float a, float b) {
    return Float.floatToIntBits(a) == Float.floatToIntBits(b);
  }

  public static void assertSame(float expected, float actual, String context) {
    if (!same(expected, actual)) {
      Assertions.fail(context + ": " + difference(expected, actual));
    }
  }

  public static void assertSame(float[] expected, float[] actual, String context) {
    if (expected.length != actual.length) {
      Assertions.fail(context + ": length " + actual.length + ", expected " + expected.length);
    }
    for (int i = 0; i < expected.length; i++) {
      if (!same(expected[i], actual[i])) {
        Assertions.fail(context + ": [" + i + "] " + difference(expected[i], actual[i]));
      }
    }
  }

  /** Distance in units in the last place of the exact value. */
  public static double ulps(float actual, double exact) {
    if (Float.isNaN(actual) || Double.isNaN(exact)) {
      return Float.isNaN(actual) && Double.isNaN(exact) ? 0 : Double.POSITIVE_INFINITY;
    }
    return actual == (float) exact ? 0 : Math.abs(actual - exact) / Math.ulp((float) exact);
  }

  private static String difference(float expected, float actual) {
    return "expected " + hex(expected) + ", was " + hex(actual);
  }

  static String hex(float value) {
    return String.format("0x%08x (%s)", Float.floatToRawIntBits(value), value);
  }
}
