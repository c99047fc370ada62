package io.vecurrent.kernels;

import static io.vecurrent.kernels.internal.Checks.atLeast;
import static io.vecurrent.kernels.internal.Checks.range;
import static io.vecurrent.kernels.internal.Checks.sameOrApart;

import io.vecurrent.kernels.scalar.ScalarMath;
import io.vecurrent.kernels.spi.ArithmeticKernels;
import io.vecurrent.kernels.spi.SoftmaxKernels;

/**
 * Softmax, log-softmax and the cross-entropy of one row of logits. Logarithms are natural: losses
 * are in nats.
 *
 * <p>The maximum is subtracted first, so that no finite logits overflow, and the cross-entropy is
 * computed from logits. The denominator is summed in one fixed order (256 elements at a time in
 * float: whole blocks of 16 in 16 lanes, the lanes in a tree, the remaining elements one by one;
 * these sums in double), so that every back end and vector width gives the same bits, and
 * probabilities sum to one within {@code 2 log2(n)} units in the last place of 1. A row with a NaN
 * or a +infinity, or with nothing but -infinity, has no softmax: all results are NaN, as in
 * PyTorch.
 *
 * <p>Nothing is allocated, but for 160 KiB that a thread keeps from its first call of log-softmax,
 * log-sum-exp or cross-entropy; the methods hold no state and may be called from many threads.
 * Arguments are checked before anything is written: null is a {@link NullPointerException},
 * anything else an {@link IllegalArgumentException}. Source and destination may be the same range,
 * or ranges that do not overlap.
 */
public final class Softmax {
  private static final SoftmaxKernels KERNELS = Backend.kernels().softmax();
  private static final ArithmeticKernels ARITHMETIC = Backend.kernels().arithmetic();

  private Softmax() {}

  /** {@code dst[i] = e^src[i] / sum over j of e^src[j]} for {@code length >= 1} logits. */
  public static void softmax(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    check(src, srcOffset, dst, dstOffset, length);
    float max = KERNELS.max(src, srcOffset, length);
    float factor;
    if (length <= SoftmaxKernels.SUM_BLOCK) {
      // The bits of a division in double, rounded: a double has more than twice the digits. 1.3 of
      // 36 ns less for 64 classes.
      factor = 1 / KERNELS.expShifted(src, srcOffset, max, dst, dstOffset, length);
    } else {
      factor = (float) (1 / expShifted(src, srcOffset, max, dst, dstOffset, length));
    }
    ARITHMETIC.scale(factor, dst, dstOffset, length);
  }

  /** {@code dst[i] = src[i] - ln(sum over j of e^src[j])} for {@code length >= 1} logits. */
  public static void logSoftmax(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    check(src, srcOffset, dst, dstOffset, length);
    float max = KERNELS.max(src, srcOffset, length);
    float logSum = logSumExpShifted(src, srcOffset, max, length);
    KERNELS.subtractTwice(src, srcOffset, max, logSum, dst, dstOffset, length);
  }

  /** {@code ln(sum over j of e^src[j])} of {@code length >= 1} logits. */
  public static float logSumExp(float[] src, int srcOffset, int length) {
    range(src, srcOffset, atLeast(length, 1, "length"), "src");
    float max = KERNELS.max(src, srcOffset, length);
    return max + logSumExpShifted(src, srcOffset, max, length);
  }

  /**
   * The cross-entropy {@code -ln softmax(logits)[target]}, in nats.
   *
   * @param logits {@code classes} floats from {@code offset}
   * @param target the right class, 0 to {@code classes - 1}
   */
  public static float crossEntropy(float[] logits, int offset, int classes, int target) {
    range(logits, offset, atLeast(classes, 1, "classes"), "logits");
    checkTarget(target, classes);
    float max = KERNELS.max(logits, offset, classes);
    float logSum = logSumExpShifted(logits, offset, max, classes);
    return logSum - (logits[offset + target] - max);
  }

  /**
   * The cross-entropy of one row and its gradient {@code scale (softmax(logits) - onehot(target))}
   * with respect to the logits.
   *
   * @param scale multiplies the gradient, not the result: 1 / batch for a mean over the batch
   * @param gradient {@code classes} floats from {@code gradientOffset}; may be the logits' own
   *     range
   * @return {@code -ln softmax(logits)[target]}, in nats
   */
  public static float crossEntropyGradient(
      float[] logits,
      int offset,
      int classes,
      int target,
      float scale,
      float[] gradient,
      int gradientOffset) {
    range(logits, offset, atLeast(classes, 1, "classes"), "logits");
    range(gradient, gradientOffset, classes, "gradient");
    sameOrApart(logits, offset, "logits", gradient, gradientOffset, "gradient", classes);
    checkTarget(target, classes);
    float max = KERNELS.max(logits, offset, classes);
    float shifted = logits[offset + target] - max;
    double sum = expShifted(logits, offset, max, gradient, gradientOffset, classes);
    ARITHMETIC.scale((float) (scale / sum), gradient, gradientOffset, classes);
    gradient[gradientOffset + target] -= scale;
    return ScalarMath.log((float) sum) - shifted;
  }

  /** {@code dst = e^(src - shift)}; returns the sum. */
  private static double expShifted(
      float[] src, int srcOffset, float shift, float[] dst, int dstOffset, int length) {
    double sum = 0;
    for (int i = 0, n; i < length; i += n) {
      n = Math.min(SoftmaxKernels.SUM_BLOCK, length - i);
      sum += KERNELS.expShifted(src, srcOffset + i, shift, dst, dstOffset + i, n);
    }
    return sum;
  }

  private static float logSumExpShifted(float[] src, int offset, float shift, int length) {
    double sum = 0;
    for (int i = 0, n; i < length; i += n) {
      n = Math.min(SoftmaxKernels.SUM_BLOCK, length - i);
      sum += KERNELS.sumExpShifted(src, offset + i, shift, n);
    }
    return ScalarMath.log((float) sum);
  }

  private static void check(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    range(src, srcOffset, atLeast(length, 1, "length"), "src");
    range(dst, dstOffset, length, "dst");
    sameOrApart(src, srcOffset, "src", dst, dstOffset, "dst", length);
  }

  private static void checkTarget(int target, int classes) {
    if (target < 0 || target >= classes) {
      throw new IllegalArgumentException(
          "target: must be from 0 to " + (classes - 1) + ", was " + target);
    }
  }
}
