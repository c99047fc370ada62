package io.vecurrent.jmh.peers;

import java.util.Map;

/** A figure counts only if both sides computed the same. */
final class Agreement {
  /**
   * Relative to the largest number of a result: outputs of tanh reach 1, gradients what they may.
   */
  static final double TOLERANCE = 1e-4;

  private Agreement() {}

  /**
   * Compares every result that a peer has with the expected one of the same name.
   *
   * @param who names the peer and the sizes, for the message
   * @throws IllegalStateException if one differs too much
   */
  static void require(String who, Map<String, float[]> expected, Map<String, float[]> actual) {
    if (!expected.keySet().equals(actual.keySet())) {
      throw new IllegalStateException(
          who + " computes " + actual.keySet() + ", expected " + expected.keySet());
    }
    expected.forEach((name, values) -> require(who + ": " + name, values, actual.get(name)));
  }

  private static void require(String what, float[] expected, float[] actual) {
    if (expected.length != actual.length) {
      throw new IllegalStateException(
          what + " has " + actual.length + " floats, expected " + expected.length);
    }
    double scale = 0;
    for (float value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      // NaN is the largest of all.
      largest = Math.max(largest, Math.abs((double) expected[i] - actual[i]));
    }
    if (!(largest <= TOLERANCE * scale)) {
      throw new IllegalStateException(
          what
              + " differs by up to "
              + (float) largest
              + " from this library's, allowed are "
              + (float) (TOLERANCE * scale));
    }
  }
}
