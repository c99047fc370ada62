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

  private final int scratchSize;

  /** Allocated by the first backward pass that needs it: steppers never do. */
  private float[] scratch;

  /** For matrices of at most {@code rows} rows. */
  WeightGradients(int rows) {
    scratchSize = Checks.size(rows, NARROW, "weight rows * padded columns");
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
    if (cols >= NARROW) {
      Arrays.fill(gradients, offset, offset + rows * cols, 0f);
      OuterProduct.accumulate(
          count, dz, dzOffset, dzStride, rows, x, xOffset, xStride, cols, gradients, offset, cols);
      return;
    }
    // Columns that fill no vector would be summed one by one: sum padded rows, drop the padding.
    if (scratch == null) {
      scratch = new float[scratchSize];
    }
    Arrays.fill(scratch, 0f);
    OuterProduct.accumulate(
        count, dz, dzOffset, dzStride, rows, x, xOffset, xStride, NARROW, scratch, 0, NARROW);
    Padding.copyRows(rows, cols, scratch, 0, NARROW, gradients, offset, cols);
  }

  /** {@code db[i] = sum over k of dz[k][i]}. */
  void bias(
      int count, float[] dz, int dzOffset, int dzStride, int rows, float[] gradients, int offset) {
    Arithmetic.sumRows(count, dz, dzOffset, dzStride, gradients, offset, rows);
  }
}
