package io.vecurrent.kernels.scalar;

import static io.vecurrent.kernels.scalar.Fma.fma;

import io.vecurrent.kernels.spi.MatrixKernels;
import io.vecurrent.kernels.spi.Panels;

/** Matrix products without the Vector API; the inner loops run over rows, without a carried sum. */
public final class ScalarMatrix implements MatrixKernels {

  @Override
  public void gemm(
      float[] panels,
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
    gemmFrom(
        0,
        panels,
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

  /** The rows of W from {@code first} on: what is left when whole vectors of rows are done. */
  public void gemmFrom(
      int first,
      float[] panels,
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
      int yRow = yOffset + m * yStride;
      int startRow = startOffset + m * startStride;
      System.arraycopy(start, startRow + first, y, yRow + first, rows - first);
      matvec(first, panels, rows, cols, x, xOffset + m * xStride, y, yRow);
    }
  }

  private static void matvec(
      int first,
      float[] panels,
      int rows,
      int cols,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset) {
    int padded = Panels.padded(rows);
    for (int row = first; row < rows; row = (row & -Panels.HEIGHT) + Panels.HEIGHT) {
      int height = Panels.height(row, padded);
      int used = Math.min(rows, (row & -Panels.HEIGHT) + Panels.HEIGHT) - row;
      int weights = Panels.offset(row, cols);
      for (int j = 0; j < cols; j++) {
        addScaled(x[xOffset + j], panels, weights + j * height, y, yOffset + row, used);
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
}
