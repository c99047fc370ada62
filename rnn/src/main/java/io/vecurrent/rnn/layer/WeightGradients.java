package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.kernels.OuterProduct;
import io.vecurrent.kernels.internal.Checks;
import java.util.Arrays;

/**
 * Writes the gradient of a weight matrix or bias from padded rows of output gradients and inputs.
 *
 * <p>Each element is one sum from 0 over the rows in ascending order (time, then batch), the
 * documented order of weight gradients.
 */
final class WeightGradients {
  /** A row that may be narrower than a vector. */
  private static final int NARROW = 16;

  /** Empty where no matrix is narrow. */
  private final float[] scratch;

  /** For matrices of at most {@code rows} rows and at least {@code cols} columns. */
  WeightGradients(int rows, int cols) {
    int size = cols < NARROW ? rows : 0;
    scratch = new float[Checks.size(size, NARROW, "weight rows * padded columns")];
  }

  /**
   * {@code dW[i][j] = sum over k of dz[k][i] x[k][j]}, {@code rows x cols} row-major at {@code
   * offset}.
   *
   * @param first what place {@code rows} have among those that several threads share
   */
  void weight(
      int count,
      float[] dz,
      int dzOffset,
      int dzStride,
      int first,
      int rows,
      float[] x,
      int xOffset,
      int xStride,
      int cols,
      float[] gradients,
      int offset) {
    begin(first, rows, cols, gradients, offset);
    add(count, dz, dzOffset, dzStride, first, rows, x, xOffset, xStride, cols, gradients, offset);
    end(first, rows, cols, gradients, offset);
  }

  /** The sum of no rows. */
  void begin(int first, int rows, int cols, float[] gradients, int offset) {
    if (cols >= NARROW) {
      Arrays.fill(gradients, offset, offset + rows * cols, 0f);
    } else {
      Arrays.fill(scratch, first * NARROW, (first + rows) * NARROW, 0f);
    }
  }

  /** Goes on with the sum where rows before have left it. */
  void add(
      int count,
      float[] dz,
      int dzOffset,
      int dzStride,
      int first,
      int rows,
      float[] x,
      int xOffset,
      int xStride,
      int cols,
      float[] gradients,
      int offset) {
    // Columns that fill no vector would be summed one by one: sum padded rows, drop the padding.
    boolean narrow = cols < NARROW;
    int width = narrow ? NARROW : cols;
    OuterProduct.accumulate(
        count,
        dz,
        dzOffset,
        dzStride,
        rows,
        x,
        xOffset,
        xStride,
        width,
        narrow ? scratch : gradients,
        narrow ? first * NARROW : offset,
        width);
  }

  /** All rows have been added. */
  void end(int first, int rows, int cols, float[] gradients, int offset) {
    if (cols < NARROW) {
      Padding.copyRows(rows, cols, scratch, first * NARROW, NARROW, gradients, offset, cols);
    }
  }

  /** {@code db[i] = sum over k of dz[k][i]}. */
  void bias(
      int count, float[] dz, int dzOffset, int dzStride, int rows, float[] gradients, int offset) {
    Arithmetic.sumRows(count, dz, dzOffset, dzStride, gradients, offset, rows);
  }
}
