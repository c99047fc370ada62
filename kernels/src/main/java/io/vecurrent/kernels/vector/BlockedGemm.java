package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.spi.Panels;

/**
 * Y = start + X W^T, cut so that what the tiles share stays in the first caches: {@link #ROWS} rows
 * of X at a time, copied to the thread's {@link Scratch}, and of those {@link GemmTile#DEPTH}
 * columns at a time. The chains go on from Y where the columns do.
 */
final class BlockedGemm {
  /**
   * Rows of X at a time: whole tiles (512 bits, 60 x 256 x 256: 85 G instead of 77 in 48 and 12).
   */
  static final int ROWS = Lanes.WIDE ? 60 : 48;

  /** From here on any number of rows is made up of tiles. */
  private static final int ALWAYS = 20;

  /** In the scratch: where the rows of the last panel are computed if it repeats some. */
  private static final int EDGE = Scratch.ROWS + ROWS * GemmTile.STRIDE;

  /** In the scratch: what this class leaves free. */
  static final int END = EDGE + ROWS * Panels.HEIGHT;

  private BlockedGemm() {}

  /** How many of {@code count} rows {@link #multiply} takes; it leaves four at most. */
  static int rows(int count) {
    int rows = count;
    while (!GemmTile.fits(rows)) {
      rows--;
    }
    return rows;
  }

  /** How many of {@code left} rows, which {@link #rows} allows, the next block takes. */
  static int next(int left) {
    int some = Math.min(ROWS, left);
    // 64 rows: 40 and 24, not 60 and four without a tile.
    return GemmTile.fits(left - some) ? some : some - ALWAYS;
  }

  /** For {@link #rows} rows of X, and at least one panel of W. */
  static void multiply(
      float[] w,
      int wo,
      int rows,
      int cols,
      int count,
      float[] x,
      int xo,
      int xs,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    float[] t = Scratch.get();
    int some;
    for (int m = 0; m < count; m += some) {
      some = next(count - m);
      int sm = so + m * ss;
      block(w, wo, rows, cols, some, t, x, xo + m * xs, xs, s, sm, ss, y, yo + m * ys, ys);
    }
  }

  /**
   * One block of rows of X. The last panel, where it repeats rows of the one before, would add to
   * them again: it is computed aside.
   */
  private static void block(
      float[] w,
      int wo,
      int rows,
      int cols,
      int count,
      float[] t,
      float[] x,
      int xo,
      int xs,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    int height = Panels.HEIGHT;
    int whole = rows / height * height;
    int edge = rows - height;
    if (whole < rows) {
      ArithmeticLoops.copyRows(count, height, s, so + edge, ss, t, EDGE, height);
    }
    for (int j = 0; j < cols; j += GemmTile.DEPTH) {
      int depth = Math.min(GemmTile.DEPTH, cols - j);
      ArithmeticLoops.copyRows(count, depth, x, xo + j, xs, t, Scratch.ROWS, GemmTile.STRIDE);
      int p = wo + j * height;
      if (j == 0) {
        strips(w, p, whole, cols, depth, count, t, s, so, ss, y, yo, ys);
      } else {
        strips(w, p, whole, cols, depth, count, t, y, yo, ys, y, yo, ys);
      }
      if (whole < rows) {
        int last = p + whole * cols;
        strips(w, last, height, cols, depth, count, t, t, EDGE, height, t, EDGE, height);
      }
    }
    if (whole < rows) {
      ArithmeticLoops.copyRows(count, height, t, EDGE, height, y, yo + edge, ys);
    }
  }

  /** Two vectors of rows at a time: those of one panel or, where each fills one, of two. */
  static void strips(
      float[] w,
      int wo,
      int rows,
      int cols,
      int depth,
      int count,
      float[] t,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    int height = Panels.HEIGHT;
    for (int row = 0; row < rows; row += 2 * Lanes.COUNT) {
      int p = wo + row / height * height * cols + row % height;
      // A panel that is left alone is taken twice: both results are the same bits.
      int second = Math.min(Lanes.COUNT, rows - Lanes.COUNT - row);
      int step = second * cols;
      GemmTile.strip(w, p, step, depth, count, t, second, s, so + row, ss, y, yo + row, ys);
    }
  }
}
