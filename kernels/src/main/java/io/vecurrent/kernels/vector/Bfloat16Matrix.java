package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.spi.Bfloat16;

/**
 * Cuts products with weights of 16 bits into tiles. Where the last panel is not full, its tile
 * works on copies of the outputs in the thread's {@link Scratch}: 255 x 255 in 776 ns instead of
 * 4,700 with the last 31 rows one by one, 32 rows against it in 20 us instead of 136 (Zen 5, JDK
 * 25).
 */
final class Bfloat16Matrix {
  /** In the scratch: where a panel's weights stand as floats. */
  private static final int WIDE = BlockedGemm.END;

  /** In the scratch: where the rows of tiles with the last panel are computed if it is not full. */
  private static final int EDGE = WIDE + Bfloat16.HEIGHT * GemmTile.DEPTH;

  /** Rows of the largest tile. */
  private static final int LARGEST = 8 * Lanes.COUNT;

  private Bfloat16Matrix() {}

  /** See {@link io.vecurrent.kernels.spi.MatrixKernels}. */
  static void gemm(
      int[] w,
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
    int tiled = rows == Bfloat16.WIDTH ? 0 : BlockedGemm.rows(count);
    if (tiled > 0) {
      blocks(w, wo, rows, cols, tiled, x, xo, xs, s, so, ss, y, yo, ys);
    }
    for (int m = tiled; m < count; m++) {
      row(w, wo, rows, cols, x, xo + m * xs, s, so + m * ss, y, yo + m * ys);
    }
  }

  /** One row of X. */
  private static void row(
      int[] w,
      int wo,
      int rows,
      int cols,
      float[] x,
      int xo,
      float[] s,
      int so,
      float[] y,
      int yo) {
    if (rows % Bfloat16.HEIGHT == 0) {
      matvec(w, wo, rows, cols, x, xo, s, so, y, yo);
      return;
    }
    if (rows == Bfloat16.WIDTH) { // 19 ns, as half of a panel 34
      for (int row = 0; row < rows; row += Lanes.COUNT) {
        Bfloat16Tile.low(w, wo + row, cols, x, xo, s, so + row, y, yo + row);
      }
      return;
    }
    int whole = rows / LARGEST * LARGEST;
    if (whole > 0) {
      matvec(w, wo, whole, cols, x, xo, s, so, y, yo);
    }
    int rest = rows - whole;
    float[] t = Scratch.get();
    System.arraycopy(s, so + whole, t, EDGE, rest);
    int padded = Bfloat16.count(rest) * Bfloat16.HEIGHT;
    matvec(w, wo + whole / 2 * cols, padded, cols, x, xo, t, EDGE, t, EDGE);
    System.arraycopy(t, EDGE, y, yo + whole, rest);
  }

  /**
   * Blocks of rows of X as {@link BlockedGemm} has them. Each panel is widened to floats once a
   * block, in the scratch: 32 rows by 256 x 256 take 48 us; with tiles that widen what they read,
   * 95.
   */
  private static void blocks(
      int[] w,
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
    int whole = rows / Bfloat16.HEIGHT * Bfloat16.HEIGHT;
    int rest = rows - whole;
    int some;
    for (int m = 0; m < count; m += some) {
      some = BlockedGemm.next(count - m);
      int sm = so + m * ss;
      int ym = yo + m * ys;
      if (rest > 0) {
        ArithmeticLoops.copyRows(some, rest, s, sm + whole, ss, t, EDGE, Bfloat16.HEIGHT);
      }
      for (int j = 0; j < cols; j += GemmTile.DEPTH) {
        int depth = Math.min(GemmTile.DEPTH, cols - j);
        int p = wo + j * Bfloat16.WIDTH;
        int xm = xo + m * xs + j;
        ArithmeticLoops.copyRows(some, depth, x, xm, xs, t, Scratch.ROWS, GemmTile.STRIDE);
        if (j == 0) {
          panels(w, p, whole, cols, depth, some, t, s, sm, ss, y, ym, ys);
        } else {
          panels(w, p, whole, cols, depth, some, t, y, ym, ys, y, ym, ys);
        }
        if (rest > 0) {
          int last = p + whole / 2 * cols;
          int edge = Bfloat16.HEIGHT;
          panels(w, last, edge, cols, depth, some, t, t, EDGE, edge, t, EDGE, edge);
        }
      }
      if (rest > 0) {
        ArithmeticLoops.copyRows(some, rest, t, EDGE, Bfloat16.HEIGHT, y, ym + whole, ys);
      }
    }
  }

  /** Full panels. */
  private static void panels(
      int[] w,
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
    int height = Bfloat16.HEIGHT;
    for (int row = 0; row < rows; row += height) {
      Bfloat16Tile.widen(w, wo + row / 2 * cols, depth, t, WIDE);
      BlockedGemm.strips(t, WIDE, height, depth, depth, count, t, s, so + row, ss, y, yo + row, ys);
    }
  }

  /** A multiple of 32 rows. */
  private static void matvec(
      int[] w,
      int wo,
      int rows,
      int cols,
      float[] x,
      int xo,
      float[] s,
      int so,
      float[] y,
      int yo) {
    int row = 0;
    int[] parked = Bfloat16Tile.PARKS ? Scratch.ints() : null;
    for (; row + 8 * Lanes.COUNT <= rows; row += 8 * Lanes.COUNT) {
      Bfloat16Tile.eight(w, wo + row / 2 * cols, cols, x, xo, s, so + row, y, yo + row, parked);
    }
    if (row + 4 * Lanes.COUNT <= rows) {
      Bfloat16Tile.four(w, wo + row / 2 * cols, cols, x, xo, s, so + row, y, yo + row);
      row += 4 * Lanes.COUNT;
    }
    if (row + 2 * Lanes.COUNT <= rows) {
      Bfloat16Tile.two(w, wo + row / 2 * cols, cols, x, xo, s, so + row, y, yo + row);
    }
  }
}
