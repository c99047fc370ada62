package io.vecurrent.rnn.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.Activations;
import io.vecurrent.rnn.Near;

/** exp, log, tanh and sigmoid against exact values, in units in the last place. */
final class KernelGolden {
  private static final double ULPS = 2;

  private interface Kernel {
    void apply(float[] src, int srcOffset, float[] dst, int dstOffset, int length);
  }

  private KernelGolden() {}

  static void checkExp(GoldenFile file) {
    check(file, Activations::exp);
  }

  static void checkLog(GoldenFile file) {
    check(file, Activations::log);
  }

  static void checkTanh(GoldenFile file) {
    check(file, Activations::tanh);
  }

  static void checkSigmoid(GoldenFile file) {
    check(file, Activations::sigmoid);
  }

  private static void check(GoldenFile file, Kernel kernel) {
    float[] x = file.floats("in.x");
    float[] rounded = file.floats("out.f32");
    double[] exact = file.doubles("out.f64");
    assertEquals(x.length, rounded.length, file.at("out.f32"));
    assertEquals(x.length, exact.length, file.at("out.f64"));
    float[] y = new float[x.length];
    kernel.apply(x, 0, y, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      String what = file.at("x = " + x[i] + " (element " + i + ")");
      assertConsistent(what, rounded[i], exact[i]);
      assertNear(what, rounded[i], exact[i], y[i]);
    }
    float[] inPlace = x.clone();
    kernel.apply(inPlace, 0, inPlace, 0, inPlace.length);
    Near.bits(file.at("in place"), y, inPlace);
    file.requireAllUsed();
  }

  /** Both forms of the file's result are the same number. */
  private static void assertConsistent(String what, float rounded, double exact) {
    float once = (float) exact;
    boolean same = Float.compare(once, rounded) == 0 || Math.abs(once - rounded) <= ulp(exact);
    assertTrue(same, what + ": out.f32 " + rounded + " and out.f64 " + exact);
  }

  private static void assertNear(String what, float rounded, double exact, float y) {
    boolean special = Float.isNaN(rounded) || Float.isInfinite(rounded) || exact == 0;
    if (special) {
      // Signs of zeros and infinities too.
      assertEquals(Float.floatToIntBits(rounded), Float.floatToIntBits(y), what + ", was " + y);
    } else {
      Near.within(what, exact, y, ULPS * ulp(exact));
    }
  }

  private static double ulp(double exact) {
    return Math.ulp((float) exact);
  }
}
