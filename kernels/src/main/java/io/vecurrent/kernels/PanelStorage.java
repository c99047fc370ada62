package io.vecurrent.kernels;

import io.vecurrent.kernels.spi.MatrixKernels;
import io.vecurrent.kernels.spi.Panels;

/** The weights of a {@link PackedMatrix} in one precision. Arguments arrive checked. */
abstract class PanelStorage {
  static final MatrixKernels KERNELS = Backend.kernels().matrix();

  final int rows;
  final int cols;

  PanelStorage(int rows, int cols) {
    this.rows = rows;
    this.cols = cols;
  }

  abstract Precision precision();

  /** Rows of a panel: where a slice may begin. */
  abstract int height();

  /** Whether these rows are panels of their own. */
  final boolean splits(int from, int to) {
    boolean ragged = to % height() != 0;
    return from % height() == 0
        && (!ragged || (to == rows && (from == 0 || to - from >= Panels.HEIGHT)));
  }

  /** The rows from {@code from} on, a multiple of the panels' height, sharing the weights. */
  abstract PanelStorage slice(int from, int to);

  abstract float get(int row, int col);

  /** Element (row + i, col + j) becomes {@code src[offset + i * stride + j]}. */
  abstract void set(
      int row, int col, float[] src, int offset, int stride, int blockRows, int blockCols);

  /** Element (row + j, col + i) becomes {@code src[offset + i * stride + j]}. */
  abstract void setTransposed(
      int row, int col, float[] src, int offset, int stride, int srcRows, int srcCols);

  /** See {@link MatrixKernels}. */
  abstract void gemm(
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
}
