package io.vecurrent.kernels.scalar;

import static io.vecurrent.kernels.scalar.Fma.fma;

import io.vecurrent.kernels.spi.Bfloat16;
import io.vecurrent.kernels.spi.MatrixKernels;
import io.vecurrent.kernels.spi.Panels;

/** Matrix products without the Vector API. */
public final class ScalarMatrix implements MatrixKernels {
  /** Rows of a block: half a panel. */
  private static final int BLOCK = 8;

  @Override
  public void gemm(
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
      int yStride) {
    for (int m = 0; m < count; m++) {
      matvecFrom(
          0,
          panels,
          panelsOffset,
          rows,
          cols,
          x,
          xOffset + m * xStride,
          start,
          startOffset + m * startStride,
          y,
          yOffset + m * yStride);
    }
  }

  /** The rows of W from {@code first} on: what is left when whole vectors of rows are done. */
  public void matvecFrom(
      int first,
      float[] panels,
      int panelsOffset,
      int rows,
      int cols,
      float[] x,
      int xOffset,
      float[] start,
      int startOffset,
      float[] y,
      int yOffset) {
    for (int panel = first / Panels.HEIGHT; panel < Panels.count(rows); panel++) {
      int top = Panels.start(panel, rows);
      // What the panel before has done is not done again: its results may be the start.
      int from = Math.max(first, panel * Panels.HEIGHT) - top;
      for (int block = from & -BLOCK; block < Math.min(Panels.HEIGHT, rows - top); block += BLOCK) {
        eightRows(
            panels,
            panelsOffset + panel * Panels.HEIGHT * cols + block,
            Math.max(0, from - block),
            rows - top - block,
            cols,
            x,
            xOffset,
            start,
            startOffset + top + block,
            y,
            yOffset + top + block);
      }
    }
  }

  /**
   * The rows {@code from} to 7 of a block as far as there are any, a sum in a register each: eight
   * chains run at once, where a loop over rows would go through memory in every step. Rows are
   * padded with zeros, so that eight can always be read; what was not asked for is dropped.
   */
  private static void eightRows(
      float[] w,
      int p,
      int from,
      int end,
      int cols,
      float[] x,
      int xo,
      float[] s,
      int so,
      float[] y,
      int yo) {
    float a0 = from == 0 ? s[so] : 0;
    float a1 = from <= 1 && 1 < end ? s[so + 1] : 0;
    float a2 = from <= 2 && 2 < end ? s[so + 2] : 0;
    float a3 = from <= 3 && 3 < end ? s[so + 3] : 0;
    float a4 = from <= 4 && 4 < end ? s[so + 4] : 0;
    float a5 = from <= 5 && 5 < end ? s[so + 5] : 0;
    float a6 = from <= 6 && 6 < end ? s[so + 6] : 0;
    float a7 = 7 < end ? s[so + 7] : 0;
    for (int j = 0; j < cols; j++) {
      float xj = x[xo + j];
      a0 = fma(w[p + j * Panels.HEIGHT], xj, a0);
      a1 = fma(w[p + j * Panels.HEIGHT + 1], xj, a1);
      a2 = fma(w[p + j * Panels.HEIGHT + 2], xj, a2);
      a3 = fma(w[p + j * Panels.HEIGHT + 3], xj, a3);
      a4 = fma(w[p + j * Panels.HEIGHT + 4], xj, a4);
      a5 = fma(w[p + j * Panels.HEIGHT + 5], xj, a5);
      a6 = fma(w[p + j * Panels.HEIGHT + 6], xj, a6);
      a7 = fma(w[p + j * Panels.HEIGHT + 7], xj, a7);
    }
    if (from == 0) y[yo] = a0;
    if (from <= 1 && 1 < end) y[yo + 1] = a1;
    if (from <= 2 && 2 < end) y[yo + 2] = a2;
    if (from <= 3 && 3 < end) y[yo + 3] = a3;
    if (from <= 4 && 4 < end) y[yo + 4] = a4;
    if (from <= 5 && 5 < end) y[yo + 5] = a5;
    if (from <= 6 && 6 < end) y[yo + 6] = a6;
    if (7 < end) y[yo + 7] = a7;
  }

  @Override
  public void gemm(
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
      int yStride) {
    for (int row = 0; row < rows; row++) {
      int panel = row / Bfloat16.HEIGHT;
      int p = panelsOffset + panel * cols * Bfloat16.WIDTH + row % Bfloat16.WIDTH;
      // Brings the row's half of a pair up, and leaves nothing below it.
      int shift = (row & Bfloat16.WIDTH) == 0 ? 16 : 0;
      for (int m = 0; m < count; m++) {
        float sum = start[startOffset + m * startStride + row];
        for (int j = 0; j < cols; j++) {
          int bits = (panels[p + j * Bfloat16.WIDTH] << shift) & Bfloat16.HIGH;
          sum = fma(Float.intBitsToFloat(bits), x[xOffset + m * xStride + j], sum);
        }
        y[yOffset + m * yStride + row] = sum;
      }
    }
  }

  @Override
  public void outerProduct(
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
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < count; k++) {
        float scale = a[aOffset + k * aStride + i];
        addScaled(scale, b, bOffset + k * bStride, c, cOffset + i * cStride, cols);
      }
    }
  }

  /** y = fma(x, scale, y): C2 turns this loop into vector instructions by itself. */
  private static void addScaled(
      float scale, float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = fma(x[xOffset + i], scale, y[yOffset + i]);
    }
  }

  @Override
  public void sumRows(
      int count, float[] x, int xOffset, int xStride, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      float sum = 0;
      for (int k = 0; k < count; k++) {
        sum += x[xOffset + k * xStride + i];
      }
      y[yOffset + i] = sum;
    }
  }
}
