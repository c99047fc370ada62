package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.scalar.ScalarMatrix;
import io.vecurrent.kernels.spi.Bfloat16;

/** Cuts products with weights of 16 bits into tiles. */
final class Bfloat16Matrix {
  private static final ScalarMatrix SCALAR = new ScalarMatrix();

  /** In the scratch: where a panel's weights stand as floats. */
  private static final int WIDE = BlockedGemm.END;

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
    int paired = rows / Bfloat16.HEIGHT * Bfloat16.HEIGHT;
    int tiled = paired == 0 ? 0 : BlockedGemm.rows(count);
    if (tiled > 0) {
      blocks(w, wo, paired, cols, tiled, x, xo, xs, s, so, ss, y, yo, ys);
    }
    for (int m = tiled; m < count; m++) {
      matvec(w, wo, paired, cols, x, xo + m * xs, s, so + m * ss, y, yo + m * ys);
    }
    int done = paired;
    int lower = Math.min(rows - paired, Bfloat16.WIDTH);
    for (; done + Lanes.COUNT <= paired + lower; done += Lanes.COUNT) {
      int p = wo + paired / 2 * cols + done - paired;
      for (int m = 0; m < count; m++) {
        Bfloat16Tile.low(w, p, cols, x, xo + m * xs, s, so + m * ss + done, y, yo + m * ys + done);
      }
    }
    if (done < rows) {
      SCALAR.gemmFrom(done, w, wo, rows, cols, count, x, xo, xs, s, so, ss, y, yo, ys);
    }
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
    int some;
    for (int m = 0; m < count; m += some) {
      some = BlockedGemm.next(count - m);
      int sm = so + m * ss;
      int ym = yo + m * ys;
      for (int j = 0; j < cols; j += GemmTile.DEPTH) {
        int depth = Math.min(GemmTile.DEPTH, cols - j);
        int p = wo + j * Bfloat16.WIDTH;
        int xm = xo + m * xs + j;
        ArithmeticLoops.copyRows(some, depth, x, xm, xs, t, Scratch.ROWS, GemmTile.STRIDE);
        if (j == 0) {
          panels(w, p, rows, cols, depth, some, t, s, sm, ss, y, ym, ys);
        } else {
          panels(w, p, rows, cols, depth, some, t, y, ym, ys, y, ym, ys);
        }
      }
    }
  }

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
