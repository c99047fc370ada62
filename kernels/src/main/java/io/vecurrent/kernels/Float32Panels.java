package io.vecurrent.kernels;

import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.kernels.spi.Panels;

/** Weights of 32 bits, see {@link Panels}. */
final class Float32Panels extends PanelStorage {
  private final float[] panels;

  /** Where the whole matrix begins. */
  private final int first;

  /** Where this slice begins in the whole matrix, and the rows of that. */
  private final int top;

  private final int wholeRows;

  Float32Panels(int rows, int cols) {
    this(
        rows,
        cols,
        Slab.FLOATS.allocate(Checks.size(padded(rows), cols, "padded rows * cols")),
        0,
        rows);
  }

  private Float32Panels(int rows, int cols, Slab.Place<float[]> place, int top, int wholeRows) {
    this(rows, cols, place.array(), place.first(), top, wholeRows);
  }

  private Float32Panels(int rows, int cols, float[] panels, int first, int top, int wholeRows) {
    super(rows, cols);
    this.panels = panels;
    this.first = first;
    this.top = top;
    this.wholeRows = wholeRows;
  }

  /** Does not overflow: the rows fit an array, which ends 64 before the largest int. */
  private static int padded(int rows) {
    return (rows + Panels.HEIGHT - 1) & -Panels.HEIGHT;
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
    return new Float32Panels(to - from, cols, panels, first, top + from, wholeRows);
  }

  /** Where the columns of this panel of the whole matrix begin. */
  private int panel(int index) {
    return first + index * Panels.HEIGHT * cols;
  }

  @Override
  float get(int row, int col) {
    int panel = (top + row) / Panels.HEIGHT;
    int lane = top + row - Panels.start(panel, wholeRows);
    return panels[panel(panel) + col * Panels.HEIGHT + lane];
  }

  /** In every panel of the whole matrix: the last one may repeat rows of this slice. */
  @Override
  void set(int row, int col, float[] src, int offset, int stride, int blockRows, int blockCols) {
    int begin = top + row;
    for (int panel = begin / Panels.HEIGHT; panel < Panels.count(wholeRows); panel++) {
      int start = Panels.start(panel, wholeRows);
      int to = panel(panel) + col * Panels.HEIGHT - start;
      int end = Math.min(begin + blockRows, start + Panels.HEIGHT);
      for (int i = Math.max(begin, start); i < end; i++) {
        scatter(src, offset + (i - begin) * stride, blockCols, to + i);
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
    int begin = top + row;
    for (int panel = begin / Panels.HEIGHT; panel < Panels.count(wholeRows); panel++) {
      int start = Panels.start(panel, wholeRows);
      int from = Math.max(begin, start);
      int count = Math.min(begin + srcCols, start + Panels.HEIGHT) - from;
      int to = panel(panel) + col * Panels.HEIGHT + from - start;
      for (int i = 0; i < srcRows && count > 0; i++) {
        int at = offset + i * stride + from - begin;
        System.arraycopy(src, at, panels, to + i * Panels.HEIGHT, count);
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
        first + top * cols,
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
