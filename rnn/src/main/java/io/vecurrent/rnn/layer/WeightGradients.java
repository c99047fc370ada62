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
  private final int scratchSize;

  /** Allocated by the first backward pass that needs it: steppers never do. */
  private float[] scratch;

  /** For matrices of at most {@code rows} rows and {@code paddedCols} padded columns. */
  WeightGradients(int rows, int paddedCols) {
    scratchSize = Checks.size(rows, paddedCols, "weight rows * padded columns");
  }

  /**
   * {@code dW[i][j] = sum over k of dz[k][i] x[k][j]}, {@code rows x cols} row-major at {@code
   * offset}.
   */
  void weight(
      int count,
      float[] dz,
      int dzOffset,
      int dzStride,
      int rows,
      float[] x,
      int xOffset,
      int xStride,
      int cols,
      float[] gradients,
      int offset) {
    int padded = Padding.padded(cols);
    if (padded == cols) {
      Arrays.fill(gradients, offset, offset + rows * cols, 0f);
      OuterProduct.accumulate(
          count, dz, dzOffset, dzStride, rows, x, xOffset, xStride, cols, gradients, offset, cols);
      return;
    }
    // Columns that fill no vector would be summed one by one: sum padded rows, then drop the
    // padding.
    if (scratch == null) {
      scratch = new float[scratchSize];
    }
    Arrays.fill(scratch, 0, rows * padded, 0f);
    OuterProduct.accumulate(
        count, dz, dzOffset, dzStride, rows, x, xOffset, xStride, padded, scratch, 0, padded);
    Padding.copyRows(rows, cols, scratch, 0, padded, gradients, offset, cols);
  }

  /** {@code db[i] = sum over k of dz[k][i]}. */
  void bias(
      int count, float[] dz, int dzOffset, int dzStride, int rows, float[] gradients, int offset) {
    Arrays.fill(gradients, offset, offset + rows, 0f);
    for (int k = 0; k < count; k++) {
      Arithmetic.axpy(1f, dz, dzOffset + k * dzStride, gradients, offset, rows);
    }
  }
}
