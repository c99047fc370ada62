package io.vecurrent.kernels;

import static io.vecurrent.kernels.internal.Checks.apart;
import static io.vecurrent.kernels.internal.Checks.atLeast;
import static io.vecurrent.kernels.internal.Checks.extent;
import static io.vecurrent.kernels.internal.Checks.strided;

import io.vecurrent.kernels.spi.MatrixKernels;

/**
 * Sums of outer products: the weight gradients of the backward pass, {@code dW += sum over t of
 * dz[t] x[t]^T}.
 */
public final class OuterProduct {
  private static final MatrixKernels KERNELS = Backend.kernels().matrix();

  private OuterProduct() {}

  /**
   * {@code C[i][j] += sum over k of a[k][i] b[k][j]}, for k from 0 to {@code count - 1}.
   *
   * <p>Each element of C is one chain of fused multiply-adds from its old value through k in
   * ascending order: the same bits in every back end, and in one call or several that split k.
   *
   * <p>Allocates nothing, but for 160 KiB in the first call of a thread, which keeps them; may run
   * on many threads with different C. Arguments are checked before anything is written.
   *
   * @param count how many pairs of rows; 0 does nothing
   * @param a rows of {@code rows} floats, {@code aStride} apart, from {@code aOffset}
   * @param rows rows of C
   * @param b rows of {@code cols} floats, {@code bStride} apart, from {@code bOffset}
   * @param cols columns of C
   * @param c row-major, {@code rows} rows of {@code cols} floats, {@code cStride} apart, from
   *     {@code cOffset}; must not overlap a or b
   * @throws NullPointerException if an array is null
   * @throws IllegalArgumentException if a size, offset or stride does not fit, or c overlaps a or b
   */
  public static void accumulate(
      int count,
      float[] a,
      int aOffset,
      int aStride,
      int rows,
      float[] b,
      int bOffset,
      int bStride,
      int cols,
      float[] c,
      int cOffset,
      int cStride) {
    atLeast(count, 0, "count");
    atLeast(rows, 1, "rows");
    atLeast(cols, 1, "cols");
    strided(a, aOffset, aStride, count, rows, "a");
    strided(b, bOffset, bStride, count, cols, "b");
    strided(c, cOffset, cStride, rows, cols, "c");
    long cCount = extent(rows, cStride, cols);
    apart(a, aOffset, extent(count, aStride, rows), "a", c, cOffset, cCount, "c");
    apart(b, bOffset, extent(count, bStride, cols), "b", c, cOffset, cCount, "c");
    if (count > 0) {
      KERNELS.outerProduct(
          count, a, aOffset, aStride, rows, b, bOffset, bStride, cols, c, cOffset, cStride);
    }
  }
}
