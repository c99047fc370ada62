package io.vecurrent.kernels;

import static io.vecurrent.kernels.internal.Checks.apart;
import static io.vecurrent.kernels.internal.Checks.atLeast;
import static io.vecurrent.kernels.internal.Checks.extent;
import static io.vecurrent.kernels.internal.Checks.range;
import static io.vecurrent.kernels.internal.Checks.sameOrApart;
import static io.vecurrent.kernels.internal.Checks.strided;

import io.vecurrent.kernels.spi.ArithmeticKernels;
import io.vecurrent.kernels.spi.MatrixKernels;

/**
 * Level-1 arithmetic on flat arrays: what clipping, optimisers and gradients are made of.
 *
 * <p>Every method works on {@code length} floats of each array from its offset, allocates nothing,
 * holds no state and may be called from many threads. NaN gives NaN. All back ends and vector
 * widths give the same bits. Arguments are checked before anything is written: null is a {@link
 * NullPointerException}, anything else an {@link IllegalArgumentException}.
 */
public final class Arithmetic {
  private static final ArithmeticKernels KERNELS = Backend.kernels().arithmetic();
  private static final MatrixKernels MATRIX = Backend.kernels().matrix();

  /** Squares are summed in float within blocks of this length, and in double between blocks. */
  private static final int BLOCK = 4096;

  /** From here on the squares that float rounded away, 2^-150 each at most, do not count. */
  private static final double SMALLEST_SUM = 0x1p-95;

  private Arithmetic() {}

  /** {@code y = y + a x}, one fused multiply-add an element; x and y the same range, or apart. */
  public static void axpy(float a, float[] x, int xOffset, float[] y, int yOffset, int length) {
    range(x, xOffset, length, "x");
    range(y, yOffset, length, "y");
    sameOrApart(x, xOffset, "x", y, yOffset, "y", length);
    KERNELS.axpy(a, x, xOffset, y, yOffset, length);
  }

  /**
   * {@code y[i] = sum over k of x[k][i]}: the sum of rows, from 0 in ascending order, whatever y
   * held.
   *
   * @param count rows, at least 0
   * @param x rows of {@code length} floats, {@code xStride} apart, from {@code xOffset}
   * @param y {@code length} floats from {@code yOffset}; must not overlap x
   */
  public static void sumRows(
      int count, float[] x, int xOffset, int xStride, float[] y, int yOffset, int length) {
    atLeast(count, 0, "count");
    atLeast(length, 0, "length");
    strided(x, xOffset, xStride, count, length, "x");
    range(y, yOffset, length, "y");
    apart(x, xOffset, extent(count, xStride, length), "x", y, yOffset, length, "y");
    MATRIX.sumRows(count, x, xOffset, xStride, y, yOffset, length);
  }

  /** {@code x = a x}. */
  public static void scale(float a, float[] x, int xOffset, int length) {
    range(x, xOffset, length, "x");
    KERNELS.scale(a, x, xOffset, length);
  }

  /** Limits every element to {@code low <= x <= high}; neither may be NaN. */
  public static void clamp(float[] x, int xOffset, int length, float low, float high) {
    range(x, xOffset, length, "x");
    if (!(low <= high)) {
      throw new IllegalArgumentException("low: must be at most high, " + high + ", was " + low);
    }
    KERNELS.clamp(x, xOffset, length, low, high);
  }

  /**
   * Replaces every element smaller in size than {@code threshold} by +0. Java cannot make the
   * processor flush denormal numbers, which cost some processors a hundred times the time of normal
   * ones: recurrent states and gradients that decay are flushed before they get there.
   *
   * @param threshold any number: infinity replaces all that is finite, NaN nothing
   */
  public static void flushBelow(float[] x, int xOffset, int length, float threshold) {
    range(x, xOffset, length, "x");
    KERNELS.flushBelow(x, xOffset, length, threshold);
  }

  /**
   * {@code sum over i of x[i] y[i]} in float, fused multiply-adds in one fixed order: whole blocks
   * of 16 elements in 16 lanes, element i in lane i mod 16; the lanes in a tree (l and l + 8, then
   * + 4, + 2, + 1); the remaining elements one by one.
   */
  public static float dot(float[] x, int xOffset, float[] y, int yOffset, int length) {
    range(x, xOffset, length, "x");
    range(y, yOffset, length, "y");
    return KERNELS.dot(x, xOffset, y, yOffset, length);
  }

  /**
   * {@code sum over i of x[i]^2}: {@link #dot} within blocks of 4,096 elements, double between
   * them. Where float squares would overflow or vanish, the whole sum is done again in double,
   * slower.
   */
  public static double sumOfSquares(float[] x, int xOffset, int length) {
    range(x, xOffset, length, "x");
    double sum = 0;
    for (int i = 0; i < length; i += BLOCK) {
      int from = xOffset + i;
      sum += KERNELS.dot(x, from, x, from, Math.min(BLOCK, length - i));
    }
    return sum >= SMALLEST_SUM && sum < Float.MAX_VALUE ? sum : exactSquares(x, xOffset, length);
  }

  private static double exactSquares(float[] x, int offset, int length) {
    double sum = 0;
    for (int i = offset; i < offset + length; i++) {
      sum += (double) x[i] * x[i];
    }
    return sum;
  }
}
