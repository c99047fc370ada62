package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.scalar.ScalarMatrix;
import io.vecurrent.kernels.spi.Bfloat16;

/** Cuts products with weights of 16 bits into tiles. */
final class Bfloat16Matrix {
  private static final ScalarMatrix SCALAR = new ScalarMatrix();

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
    int tiled = paired == 0 ? 0 : count - count % Bfloat16Tile.HEIGHT;
    if (tiled > 0) {
      strips(w, wo, paired, cols, tiled, x, xo, xs, s, so, ss, y, yo, ys);
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

  private static void strips(
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
    for (int i = 0; i * 2 * Lanes.COUNT < rows; i++) {
      int p = wo + Lanes.weight(i, Bfloat16.WIDTH * cols);
      int row = Lanes.lowRow(i);
      Bfloat16Tile.strip(w, p, cols, count, x, xo, xs, s, so + row, ss, y, yo + row, ys);
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
    for (; row + 8 * Lanes.COUNT <= rows; row += 8 * Lanes.COUNT) {
      Bfloat16Tile.eight(w, wo + row / 2 * cols, cols, x, xo, s, so + row, y, yo + row);
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
