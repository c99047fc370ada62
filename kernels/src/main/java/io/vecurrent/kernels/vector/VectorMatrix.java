package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.scalar.ScalarMatrix;
import io.vecurrent.kernels.spi.MatrixKernels;

/** Cuts matrix products into tiles whose accumulators fit the registers. */
final class VectorMatrix implements MatrixKernels {
  /**
   * From this many rows left over on, a tile of six with repeated rows beats single matvecs: a tile
   * costs about as much as three of them.
   */
  private static final int TILE_WORTH = 3;

  /**
   * Rows of a and b that an outer product takes at a time, so that they stay in the first caches
   * while all tiles pass. A chain goes on from C: the bits are those of one pass.
   */
  private static final int DEPTH = 64;

  private static final ScalarMatrix SCALAR = new ScalarMatrix();

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
    int whole = Lanes.SPECIES.loopBound(rows);
    int left = count % GemmTile.HEIGHT;
    int tiled = left >= TILE_WORTH ? count : count - left;
    if (tiled > 0) {
      for (int row = 0; row < whole; row += GemmTile.WIDTH) {
        GemmTile.strip(
            panels,
            row,
            rows,
            cols,
            tiled,
            x,
            xOffset,
            xStride,
            start,
            startOffset + row,
            startStride,
            y,
            yOffset + row,
            yStride);
      }
    }
    for (int m = tiled; m < count; m++) {
      matvec(
          panels,
          rows,
          cols,
          x,
          xOffset + m * xStride,
          start,
          startOffset + m * startStride,
          y,
          yOffset + m * yStride);
    }
    if (whole < rows) {
      SCALAR.gemmFrom(
          whole,
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
  }

  private static void matvec(
      float[] w, int rows, int cols, float[] x, int xo, float[] start, int so, float[] y, int yo) {
    int row = 0;
    for (; row + 8 * Lanes.COUNT <= rows; row += 8 * Lanes.COUNT) {
      MatvecTile.eight(w, row, rows, cols, x, xo, start, so + row, y, yo + row);
    }
    if (row + 4 * Lanes.COUNT <= rows) {
      MatvecTile.four(w, row, rows, cols, x, xo, start, so + row, y, yo + row);
      row += 4 * Lanes.COUNT;
    }
    if (row + 2 * Lanes.COUNT <= rows) {
      MatvecTile.two(w, row, rows, cols, x, xo, start, so + row, y, yo + row);
      row += 2 * Lanes.COUNT;
    }
    if (row + Lanes.COUNT <= rows) {
      MatvecTile.one(w, row, rows, cols, x, xo, start, so + row, y, yo + row);
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
    for (int k = 0; k < count; k += DEPTH) {
      outerBlock(
          Math.min(DEPTH, count - k),
          a,
          aOffset + k * aStride,
          aStride,
          rows,
          b,
          bOffset + k * bStride,
          bStride,
          cols,
          c,
          cOffset,
          cStride);
    }
  }

  private static void outerBlock(
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
    int whole = Lanes.SPECIES.loopBound(cols);
    for (int col = 0; col < whole; col += OuterTile.WIDTH) {
      int width = Math.min(OuterTile.WIDTH, whole - col);
      OuterTile.strip(
          count,
          a,
          aOffset,
          aStride,
          rows,
          b,
          bOffset + col,
          bStride,
          width,
          c,
          cOffset + col,
          cStride);
    }
    if (whole < cols) {
      SCALAR.outerProduct(
          count,
          a,
          aOffset,
          aStride,
          rows,
          b,
          bOffset + whole,
          bStride,
          cols - whole,
          c,
          cOffset + whole,
          cStride);
    }
  }
}
