package io.vecurrent.kernels;

import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.kernels.spi.Bfloat16;

/** Weights of 16 bits, see {@link Bfloat16}. */
final class Bfloat16Panels extends PanelStorage {
  private final int[] panels;
  private final int first;

  Bfloat16Panels(int rows, int cols) {
    this(
        rows,
        cols,
        Slab.INTS.allocate(Checks.size(padded(rows) / 2, cols, "pairs of rows * cols")));
  }

  private Bfloat16Panels(int rows, int cols, Slab.Place<int[]> place) {
    this(rows, cols, place.array(), place.first());
  }

  private Bfloat16Panels(int rows, int cols, int[] panels, int first) {
    super(rows, cols);
    this.panels = panels;
    this.first = first;
  }

  /** Does not overflow: the rows fit an array, which ends 64 before the largest int. */
  private static int padded(int rows) {
    return (rows + Bfloat16.HEIGHT - 1) & -Bfloat16.HEIGHT;
  }

  @Override
  Precision precision() {
    return Precision.BFLOAT16;
  }

  @Override
  int height() {
    return Bfloat16.HEIGHT;
  }

  @Override
  PanelStorage slice(int from, int to) {
    return new Bfloat16Panels(to - from, cols, panels, first + from / 2 * cols);
  }

  private int index(int row, int col) {
    int panel = row / Bfloat16.HEIGHT;
    return first + (panel * cols + col) * Bfloat16.WIDTH + row % Bfloat16.WIDTH;
  }

  private static boolean isHigh(int row) {
    return (row & Bfloat16.WIDTH) != 0;
  }

  @Override
  float get(int row, int col) {
    int pair = panels[index(row, col)];
    return Bfloat16.toFloat(isHigh(row) ? pair >>> 16 : pair);
  }

  private void set(int row, int col, float value) {
    int half = Bfloat16.round(value);
    int index = index(row, col);
    int pair = panels[index];
    boolean high = isHigh(row);
    panels[index] = high ? (half << 16) | (pair & ~Bfloat16.HIGH) : (pair & Bfloat16.HIGH) | half;
  }

  @Override
  void set(int row, int col, float[] src, int offset, int stride, int blockRows, int blockCols) {
    for (int i = 0; i < blockRows; i++) {
      for (int j = 0; j < blockCols; j++) {
        set(row + i, col + j, src[offset + i * stride + j]);
      }
    }
  }

  @Override
  void setTransposed(
      int row, int col, float[] src, int offset, int stride, int srcRows, int srcCols) {
    for (int i = 0; i < srcRows; i++) {
      for (int j = 0; j < srcCols; j++) {
        set(row + j, col + i, src[offset + i * stride + j]);
      }
    }
  }

  @Override
  void gemm(
      int count,
      float[] x,
      int xOffset,
      int xStride,
      float[] start,
      int startOffset,
      int startStride,
      float[] y,
      int yOffset,
      int yStride) {
    KERNELS.gemm(
        panels,
        first,
        rows,
        cols,
        count,
        x,
        xOffset,
        xStride,
        start,
        startOffset,
        startStride,
        y,
        yOffset,
        yStride);
  }
}
