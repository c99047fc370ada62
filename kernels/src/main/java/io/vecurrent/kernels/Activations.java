package io.vecurrent.kernels;

import static io.vecurrent.kernels.internal.Checks.notNegative;
import static io.vecurrent.kernels.internal.Checks.range;
import static io.vecurrent.kernels.internal.Checks.sameOrApart;

import io.vecurrent.kernels.spi.ActivationKernels;

/**
 * Element-wise functions on flat arrays, and their derivatives as the backward pass needs them:
 * from the output.
 *
 * <p>Every method reads {@code length} floats of each input from its offset and writes as many.
 * Source and destination may be the same range (in place) or ranges that do not overlap. NaN gives
 * NaN. All back ends and vector widths give the same bits. The largest error of exp, log, tanh and
 * sigmoid is stated in units in the last place (ulp), measured over all 2^32 floats.
 *
 * <p>Nothing is allocated, but for 160 KiB that a thread keeps from its first call of {@code log};
 * the methods hold no state and may be called from many threads. Arguments are checked before
 * anything is written: null is a {@link NullPointerException}, a negative length or offset, a range
 * outside its array, or a partial overlap an {@link IllegalArgumentException}.
 */
public final class Activations {
  private static final ActivationKernels KERNELS = Backend.kernels().activations();

  private Activations() {}

  /** {@code dst = e^src}, largest error 1.02 ulp; overflows to infinity, underflows gradually. */
  public static void exp(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    check(src, srcOffset, dst, dstOffset, length);
    KERNELS.exp(src, srcOffset, dst, dstOffset, length);
  }

  /** {@code dst = ln src}, largest error 0.84 ulp; 0 gives -infinity, a negative number NaN. */
  public static void log(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    check(src, srcOffset, dst, dstOffset, length);
    KERNELS.log(src, srcOffset, dst, dstOffset, length);
  }

  /** {@code dst = tanh src}, largest error 1.94 ulp; odd, and never beyond 1 in size. */
  public static void tanh(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    check(src, srcOffset, dst, dstOffset, length);
    KERNELS.tanh(src, srcOffset, dst, dstOffset, length, 0f);
  }

  /**
   * As {@link #tanh(float[], int, float[], int, int)}, and results below {@code threshold} in size
   * become +0: {@link Arithmetic#flushBelow} in the same pass.
   *
   * @param threshold at least 0, finite
   */
  public static void tanh(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length, float threshold) {
    notNegative(threshold, "threshold");
    check(src, srcOffset, dst, dstOffset, length);
    KERNELS.tanh(src, srcOffset, dst, dstOffset, length, threshold);
  }

  /** {@code dst = 1 / (1 + e^-src)}, largest error 1.70 ulp. */
  public static void sigmoid(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    check(src, srcOffset, dst, dstOffset, length);
    KERNELS.sigmoid(src, srcOffset, dst, dstOffset, length);
  }

  /** {@code dst = max(src, 0)}, exact; a zero of either sign gives +0. */
  public static void relu(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    check(src, srcOffset, dst, dstOffset, length);
    KERNELS.relu(src, srcOffset, dst, dstOffset, length, 0f);
  }

  /**
   * As {@link #relu(float[], int, float[], int, int)}, and results below {@code threshold} become
   * +0: {@link Arithmetic#flushBelow} in the same pass.
   *
   * @param threshold at least 0, finite
   */
  public static void relu(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length, float threshold) {
    notNegative(threshold, "threshold");
    check(src, srcOffset, dst, dstOffset, length);
    KERNELS.relu(src, srcOffset, dst, dstOffset, length, threshold);
  }

  /** {@code dst = gradient (1 - y^2)} with y = tanh x; dst may be y or gradient itself. */
  public static void tanhGradient(
      float[] y,
      int yOffset,
      float[] gradient,
      int gradientOffset,
      float[] dst,
      int dstOffset,
      int length) {
    check(y, yOffset, gradient, gradientOffset, dst, dstOffset, length);
    KERNELS.tanhGradient(y, yOffset, gradient, gradientOffset, dst, dstOffset, length, 0f);
  }

  /**
   * As {@link #tanhGradient(float[], int, float[], int, float[], int, int)}, and results below
   * {@code threshold} in size become +0: {@link Arithmetic#flushBelow} in the same pass.
   *
   * @param threshold at least 0, finite
   */
  public static void tanhGradient(
      float[] y,
      int yOffset,
      float[] gradient,
      int gradientOffset,
      float[] dst,
      int dstOffset,
      int length,
      float threshold) {
    notNegative(threshold, "threshold");
    check(y, yOffset, gradient, gradientOffset, dst, dstOffset, length);
    KERNELS.tanhGradient(y, yOffset, gradient, gradientOffset, dst, dstOffset, length, threshold);
  }

  /** {@code dst = gradient y (1 - y)} with y = sigmoid x; dst may be y or gradient itself. */
  public static void sigmoidGradient(
      float[] y,
      int yOffset,
      float[] gradient,
      int gradientOffset,
      float[] dst,
      int dstOffset,
      int length) {
    check(y, yOffset, gradient, gradientOffset, dst, dstOffset, length);
    KERNELS.sigmoidGradient(y, yOffset, gradient, gradientOffset, dst, dstOffset, length);
  }

  /**
   * {@code dst = gradient} where {@code y > 0} and 0 where {@code y <= 0}, with y = relu x; a NaN
   * in y lets the gradient pass, as PyTorch does; dst may be y or gradient itself.
   */
  public static void reluGradient(
      float[] y,
      int yOffset,
      float[] gradient,
      int gradientOffset,
      float[] dst,
      int dstOffset,
      int length) {
    check(y, yOffset, gradient, gradientOffset, dst, dstOffset, length);
    KERNELS.reluGradient(y, yOffset, gradient, gradientOffset, dst, dstOffset, length, 0f);
  }

  /**
   * As {@link #reluGradient(float[], int, float[], int, float[], int, int)}, and results below
   * {@code threshold} in size become +0: {@link Arithmetic#flushBelow} in the same pass.
   *
   * @param threshold at least 0, finite
   */
  public static void reluGradient(
      float[] y,
      int yOffset,
      float[] gradient,
      int gradientOffset,
      float[] dst,
      int dstOffset,
      int length,
      float threshold) {
    notNegative(threshold, "threshold");
    check(y, yOffset, gradient, gradientOffset, dst, dstOffset, length);
    KERNELS.reluGradient(y, yOffset, gradient, gradientOffset, dst, dstOffset, length, threshold);
  }

  private static void check(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    range(src, srcOffset, length, "src");
    range(dst, dstOffset, length, "dst");
    sameOrApart(src, srcOffset, "src", dst, dstOffset, "dst", length);
  }

  private static void check(
      float[] y,
      int yOffset,
      float[] gradient,
      int gradientOffset,
      float[] dst,
      int dstOffset,
      int length) {
    range(y, yOffset, length, "y");
    range(gradient, gradientOffset, length, "gradient");
    range(dst, dstOffset, length, "dst");
    sameOrApart(y, yOffset, "y", dst, dstOffset, "dst", length);
    sameOrApart(gradient, gradientOffset, "gradient", dst, dstOffset, "dst", length);
  }
}
