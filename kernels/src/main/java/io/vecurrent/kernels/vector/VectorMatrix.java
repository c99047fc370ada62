package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.scalar.ScalarMatrix;
import io.vecurrent.kernels.spi.MatrixKernels;
import io.vecurrent.kernels.spi.Panels;

/** Cuts matrix products into tiles whose accumulators fit the registers. */
final class VectorMatrix implements MatrixKernels {
  /** Panels that a tile of eight vectors covers; at least one of 16 lanes. */
  private static final int EIGHT = 8 * Lanes.COUNT / Panels.HEIGHT;

  private static final ScalarMatrix SCALAR = new ScalarMatrix();

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
    int tiled = rows < Panels.HEIGHT ? 0 : BlockedGemm.rows(count);
    if (tiled > 0) {
      BlockedGemm.multiply(
          panels,
          panelsOffset,
          rows,
          cols,
          tiled,
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
    int m = tiled;
    // Pairs of the last two panels would each add to rows that both hold.
    boolean addsTwice = start == y && Panels.repeated(rows) > 0;
    for (; m + 1 < count && !addsTwice; m += 2) {
      int sm = startOffset + m * startStride;
      int ym = yOffset + m * yStride;
      pair(
          panels,
          panelsOffset,
          rows,
          cols,
          x,
          xOffset + m * xStride,
          xStride,
          start,
          sm,
          startStride,
          y,
          ym,
          yStride);
    }
    for (; m < count; m++) {
      row(
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

  /** Two rows of X: four vectors of rows of W at a time, the rest of W row by row of X. */
  private static void pair(
      float[] w,
      int wo,
      int rows,
      int cols,
      float[] x,
      int xo,
      int xs,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    int height = 4 * Lanes.COUNT;
    int row = 0;
    // What remains must be nothing, or have a whole last panel.
    for (; rows - row == height || rows - row >= height + Panels.HEIGHT; row += height) {
      PairTile.four(w, wo + row * cols, cols, x, xo, xs, s, so + row, ss, y, yo + row, ys);
    }
    if (row < rows) {
      int p = wo + row * cols;
      row(w, p, rows - row, cols, x, xo, s, so + row, y, yo + row);
      row(w, p, rows - row, cols, x, xo + xs, s, so + ss + row, y, yo + ys + row);
    }
  }

  /** One row of X. */
  private static void row(
      float[] w,
      int wo,
      int rows,
      int cols,
      float[] x,
      int xo,
      float[] s,
      int so,
      float[] y,
      int yo) {
    if (rows < Panels.HEIGHT) {
      lowMatvec(w, wo, rows, cols, x, xo, s, so, y, yo);
    } else {
      matvec(w, wo, rows, cols, x, xo, s, so, y, yo);
    }
  }

  /**
   * The largest tiles come last: the last panel must be in one tile with the one whose rows it
   * repeats, so that both read their start values before either writes.
   */
  private static void matvec(
      float[] w,
      int wo,
      int rows,
      int cols,
      float[] x,
      int xo,
      float[] s,
      int so,
      float[] y,
      int yo) {
    int size = Panels.HEIGHT * cols;
    int panels = Panels.count(rows);
    int repeated = Panels.repeated(rows);
    int vectors = panels % EIGHT * Panels.HEIGHT / Lanes.COUNT;
    int row = 0;
    int p = wo;
    if ((vectors & 3) == 3) {
      int r = 3 * Lanes.COUNT < rows ? 0 : repeated;
      MatvecTile.three(w, p, cols, x, xo, r, s, so, y, yo);
    } else if ((vectors & 1) != 0) {
      MatvecTile.one(w, p, cols, x, xo, s, so, y, yo);
    } else if ((vectors & 2) != 0) {
      int r = 2 * Lanes.COUNT < rows ? 0 : repeated;
      MatvecTile.two(w, p, cols, x, xo, r, s, so, y, yo);
    }
    row += (vectors & 3) * Lanes.COUNT;
    p += (vectors & 3) * Lanes.COUNT * cols;
    if ((vectors & 4) != 0) {
      int r = row + 4 * Lanes.COUNT < rows ? 0 : repeated;
      MatvecTile.four(w, p, cols, x, xo, r, s, so + row, y, yo + row);
      row += 4 * Lanes.COUNT;
      p = wo + row * cols;
    }
    for (; row < rows; row += 8 * Lanes.COUNT) {
      int r = row + 8 * Lanes.COUNT < rows ? 0 : repeated;
      MatvecTile.eight(w, p, size, cols, x, xo, r, s, so + row, y, yo + row);
      p += EIGHT * size;
    }
  }

  /** Less than one panel: whole vectors, then row by row. */
  private static void lowMatvec(
      float[] w,
      int wo,
      int rows,
      int cols,
      float[] x,
      int xo,
      float[] s,
      int so,
      float[] y,
      int yo) {
    int whole = Lanes.SPECIES.loopBound(rows);
    for (int row = 0; row < whole; row += Lanes.COUNT) {
      MatvecTile.one(w, wo + row, cols, x, xo, s, so + row, y, yo + row);
    }
    if (whole < rows) {
      SCALAR.matvecFrom(whole, w, wo, rows, cols, x, xo, s, so, y, yo);
    }
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
    Bfloat16Matrix.gemm(
        panels,
        panelsOffset,
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
    if (cols < Lanes.COUNT) {
      SCALAR.outerProduct(
          count, a, aOffset, aStride, rows, b, bOffset, bStride, cols, c, cOffset, cStride);
      return;
    }
    OuterBlocks.accumulate(
        count, a, aOffset, aStride, rows, b, bOffset, bStride, cols, c, cOffset, cStride);
  }

  @Override
  public void sumRows(
      int count, float[] x, int xOffset, int xStride, float[] y, int yOffset, int length) {
    if (length < Lanes.COUNT) {
      SCALAR.sumRows(count, x, xOffset, xStride, y, yOffset, length);
      return;
    }
    // The last vector ends with the row, and so may repeat what the one before wrote.
    int last = length - Lanes.COUNT;
    int i = 0;
    for (; i + 4 * Lanes.COUNT <= length; i += 4 * Lanes.COUNT) {
      ArithmeticLoops.sumFourColumns(count, x, xOffset + i, xStride, y, yOffset + i);
    }
    for (; i < length; i += Lanes.COUNT) {
      int at = Math.min(i, last);
      ArithmeticLoops.sumColumn(count, x, xOffset + at, xStride, y, yOffset + at);
    }
  }
}
