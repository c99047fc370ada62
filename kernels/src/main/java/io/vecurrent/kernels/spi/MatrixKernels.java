package io.vecurrent.kernels.spi;

/** Matrix products on packed panels and flat arrays. Arguments arrive checked. */
public interface MatrixKernels {
  /**
   * For each of {@code count} rows m: {@code y[m] = start[m] + W x[m]}, one fma chain an output
   * element, from the start value through the columns in ascending order.
   *
   * @param panels the packed weights from {@code panelsOffset}, see {@link Panels}
   * @param start where the chains begin; a stride of 0 is a bias shared by all rows; the very range
   *     of {@code y} makes it an accumulating product
   */
  void gemm(
      float[] panels,
      int panelsOffset,
      int rows,
      int cols,
      int count,
      float[] x,
      int xOffset,
      int xStride,
      float[] start,
      int startOffset,
      int startStride,
      float[] y,
      int yOffset,
      int yStride);

  /** The same with weights of 16 bits, see {@link Bfloat16}. */
  void gemm(
      int[] panels,
      int panelsOffset,
      int rows,
      int cols,
      int count,
      float[] x,
      int xOffset,
      int xStride,
      float[] start,
      int startOffset,
      int startStride,
      float[] y,
      int yOffset,
      int yStride);

  /**
   * {@code C += sum over k of a[k] b[k]^T}: one fma chain an element, from the value of C through k
   * in ascending order. C is {@code rows x cols}, its rows {@code cStride} apart.
   */
  void outerProduct(
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
      int cStride);

  /** {@code y = sum of the rows of x}, from 0 and in ascending order; they are a stride apart. */
  void sumRows(int count, float[] x, int xOffset, int xStride, float[] y, int yOffset, int length);
}
