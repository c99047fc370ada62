package io.vecurrent.jmh;

import io.vecurrent.jmh.report.ActivationError;
import io.vecurrent.jmh.report.Measurement;
import io.vecurrent.jmh.report.Results;
import io.vecurrent.kernels.Activations;
import java.util.function.DoubleUnaryOperator;

/**
 * How far the activations are from the exact results, on floats of every exponent and both signs.
 * All back ends give the same bits, so it does not matter which one runs here.
 */
final class ActivationAccuracy implements Measurement {
  /** Odd: every bit of the mantissa takes part. */
  private static final long QUICK_STRIDE = 4093;

  private static final long LONG_STRIDE = 61;
  private static final int BLOCK = 4096;
  private static final long ALL = 1L << 32;
  private static final int FRACTION_BITS = 23;

  @Override
  public String name() {
    return "ActivationAccuracy";
  }

  @Override
  public double estimatedSeconds(Request request) {
    return request.isLong() ? 20 : 1;
  }

  @Override
  public void measure(Request request, Results.Builder results, Progress progress) {
    long stride = request.isLong() ? LONG_STRIDE : QUICK_STRIDE;
    progress.show("tanh", estimatedSeconds(request));
    results.add(worst("tanh", Activations::tanh, Math::tanh, stride));
    progress.show("sigmoid", estimatedSeconds(request) * 2 / 3);
    results.add(worst("sigmoid", Activations::sigmoid, ActivationAccuracy::sigmoid, stride));
    progress.show("exp", estimatedSeconds(request) / 3);
    results.add(worst("exp", Activations::exp, Math::exp, stride));
  }

  private interface Function {
    void apply(float[] src, int srcOffset, float[] dst, int dstOffset, int length);
  }

  private static ActivationError worst(
      String name, Function function, DoubleUnaryOperator exact, long stride) {
    float[] x = new float[BLOCK];
    float[] y = new float[BLOCK];
    double worst = 0;
    long count = 0;
    for (long bits = 0; bits < ALL; ) {
      int length = 0;
      for (; length < BLOCK && bits < ALL; bits += stride) {
        x[length++] = Float.intBitsToFloat((int) bits);
      }
      function.apply(x, 0, y, 0, length);
      for (int i = 0; i < length; i++) {
        worst = Math.max(worst, ulps(y[i], exact.applyAsDouble(x[i])));
      }
      count += length;
    }
    return new ActivationError(name, Math.round(worst * 1e4) / 1e4, count);
  }

  /** Infinity for a wrong special value. */
  private static double ulps(float actual, double exact) {
    float rounded = (float) exact;
    if (!Float.isFinite(rounded) || !Float.isFinite(actual)) {
      return Float.compare(actual, rounded) == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    int exponent = Math.max(Math.getExponent(exact), Float.MIN_EXPONENT);
    return Math.abs(actual - exact) / Math.scalb(1.0, exponent - FRACTION_BITS);
  }

  private static double sigmoid(double x) {
    double e = Math.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }
}
