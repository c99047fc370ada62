package io.vecurrent.kernels;

import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.kernels.spi.Panels;

/** Weights of 32 bits, see {@link Panels}. */
final class Float32Panels extends PanelStorage {
  private final float[] panels;
  private final int first;

  Float32Panels(int rows, int cols) {
    this(rows, cols, new float[Checks.size(padded(rows), cols, "padded rows * cols")], 0);
  }

  private Float32Panels(int rows, int cols, float[] panels, int first) {
    super(rows, cols);
    this.panels = panels;
    this.first = first;
  }

  private static int padded(int rows) {
    return Checks.sum(rows, Panels.HEIGHT - 1, "padded rows") & -Panels.HEIGHT;
  }

  @Override
  Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  int height() {
    return Panels.HEIGHT;
  }

  @Override
  PanelStorage slice(int from, int to) {
    return new Float32Panels(to - from, cols, panels, first + from * cols);
  }

  /** Where the columns of this panel begin. */
  private int panel(int index) {
    return first + index * Panels.HEIGHT * cols;
  }

  @Override
  float get(int row, int col) {
    int panel = row / Panels.HEIGHT;
    int lane = row - Panels.start(panel, rows);
    return panels[panel(panel) + col * Panels.HEIGHT + lane];
  }

  @Override
  void set(int row, int col, float[] src, int offset, int stride, int blockRows, int blockCols) {
    for (int panel = row / Panels.HEIGHT; panel < Panels.count(rows); panel++) {
      int start = Panels.start(panel, rows);
      int to = panel(panel) + col * Panels.HEIGHT - start;
      int end = Math.min(row + blockRows, start + Panels.HEIGHT);
      for (int i = Math.max(row, start); i < end; i++) {
        scatter(src, offset + (i - row) * stride, blockCols, to + i);
      }
    }
  }

  private void scatter(float[] src, int from, int count, int to) {
    for (int j = 0; j < count; j++) {
      panels[to + j * Panels.HEIGHT] = src[from + j];
    }
  }

  @Override
  void setTransposed(
      int row, int col, float[] src, int offset, int stride, int srcRows, int srcCols) {
    for (int panel = row / Panels.HEIGHT; panel < Panels.count(rows); panel++) {
      int start = Panels.start(panel, rows);
      int top = Math.max(row, start);
      int count = Math.min(row + srcCols, start + Panels.HEIGHT) - top;
      int to = panel(panel) + col * Panels.HEIGHT + top - start;
      for (int i = 0; i < srcRows && count > 0; i++) {
        int from = offset + i * stride + top - row;
        System.arraycopy(src, from, panels, to + i * Panels.HEIGHT, count);
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
