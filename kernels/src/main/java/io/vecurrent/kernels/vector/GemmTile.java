package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.spi.Panels;
import jdk.incubator.vector.FloatVector;

/**
 * Y = start + X W^T in tiles of six rows of X by two vectors of rows of W: twelve accumulators, two
 * weights and one broadcast fit the 16 registers of a 256-bit machine.
 */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class GemmTile extends NotInlined {
  /** Rows of X in a tile. */
  static final int HEIGHT = 6;

  /** Rows of W in a tile. */
  static final int WIDTH = 2 * Lanes.COUNT;

  private GemmTile() {}

  /**
   * All tiles that use the weight rows from {@code row}, two vectors of them or, where the rows
   * end, one; the weights stay in the first cache.
   */
  static void strip(
      float[] w,
      int row,
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
    boolean narrow = row + WIDTH > rows;
    for (int m = 0; m < count; m += HEIGHT) {
      int last = Math.min(HEIGHT, count - m) - 1;
      if (narrow) {
        one(w, row, rows, cols, last, x, xo + m * xs, xs, s, so + m * ss, ss, y, yo + m * ys, ys);
      } else {
        two(w, row, rows, cols, last, x, xo + m * xs, xs, s, so + m * ss, ss, y, yo + m * ys, ys);
      }
    }
  }

  /**
   * A tile of rows 0 to {@code last}; missing rows repeat the last one, and so write the same bits
   * to the same place. Every start value is read before the first result is written.
   */
  private static void two(
      float[] w,
      int row,
      int rows,
      int cols,
      int last,
      float[] x,
      int xo,
      int xs,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    int h = Panels.height(row, Panels.padded(rows));
    int p = Panels.offset(row, cols);
    int n = Lanes.COUNT;
    int r1 = Math.min(1, last);
    int r2 = Math.min(2, last);
    int r3 = Math.min(3, last);
    int r4 = Math.min(4, last);
    FloatVector a00 = FloatVector.fromArray(Lanes.SPECIES, s, so);
    FloatVector a01 = FloatVector.fromArray(Lanes.SPECIES, s, so + n);
    FloatVector a10 = FloatVector.fromArray(Lanes.SPECIES, s, so + r1 * ss);
    FloatVector a11 = FloatVector.fromArray(Lanes.SPECIES, s, so + r1 * ss + n);
    FloatVector a20 = FloatVector.fromArray(Lanes.SPECIES, s, so + r2 * ss);
    FloatVector a21 = FloatVector.fromArray(Lanes.SPECIES, s, so + r2 * ss + n);
    FloatVector a30 = FloatVector.fromArray(Lanes.SPECIES, s, so + r3 * ss);
    FloatVector a31 = FloatVector.fromArray(Lanes.SPECIES, s, so + r3 * ss + n);
    FloatVector a40 = FloatVector.fromArray(Lanes.SPECIES, s, so + r4 * ss);
    FloatVector a41 = FloatVector.fromArray(Lanes.SPECIES, s, so + r4 * ss + n);
    FloatVector a50 = FloatVector.fromArray(Lanes.SPECIES, s, so + last * ss);
    FloatVector a51 = FloatVector.fromArray(Lanes.SPECIES, s, so + last * ss + n);
    int x1 = xo + r1 * xs;
    int x2 = xo + r2 * xs;
    int x3 = xo + r3 * xs;
    int x4 = xo + r4 * xs;
    int x5 = xo + last * xs;
    for (int j = 0; j < cols; j++) {
      FloatVector w0 = FloatVector.fromArray(Lanes.SPECIES, w, p);
      FloatVector w1 = FloatVector.fromArray(Lanes.SPECIES, w, p + n);
      FloatVector v = FloatVector.broadcast(Lanes.SPECIES, x[xo + j]);
      a00 = w0.fma(v, a00);
      a01 = w1.fma(v, a01);
      v = FloatVector.broadcast(Lanes.SPECIES, x[x1 + j]);
      a10 = w0.fma(v, a10);
      a11 = w1.fma(v, a11);
      v = FloatVector.broadcast(Lanes.SPECIES, x[x2 + j]);
      a20 = w0.fma(v, a20);
      a21 = w1.fma(v, a21);
      v = FloatVector.broadcast(Lanes.SPECIES, x[x3 + j]);
      a30 = w0.fma(v, a30);
      a31 = w1.fma(v, a31);
      v = FloatVector.broadcast(Lanes.SPECIES, x[x4 + j]);
      a40 = w0.fma(v, a40);
      a41 = w1.fma(v, a41);
      v = FloatVector.broadcast(Lanes.SPECIES, x[x5 + j]);
      a50 = w0.fma(v, a50);
      a51 = w1.fma(v, a51);
      p += h;
    }
    a00.intoArray(y, yo);
    a01.intoArray(y, yo + n);
    a10.intoArray(y, yo + r1 * ys);
    a11.intoArray(y, yo + r1 * ys + n);
    a20.intoArray(y, yo + r2 * ys);
    a21.intoArray(y, yo + r2 * ys + n);
    a30.intoArray(y, yo + r3 * ys);
    a31.intoArray(y, yo + r3 * ys + n);
    a40.intoArray(y, yo + r4 * ys);
    a41.intoArray(y, yo + r4 * ys + n);
    a50.intoArray(y, yo + last * ys);
    a51.intoArray(y, yo + last * ys + n);
  }

  /** The same with one vector of rows of W. */
  private static void one(
      float[] w,
      int row,
      int rows,
      int cols,
      int last,
      float[] x,
      int xo,
      int xs,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    int h = Panels.height(row, Panels.padded(rows));
    int p = Panels.offset(row, cols);
    int r1 = Math.min(1, last);
    int r2 = Math.min(2, last);
    int r3 = Math.min(3, last);
    int r4 = Math.min(4, last);
    FloatVector a0 = FloatVector.fromArray(Lanes.SPECIES, s, so);
    FloatVector a1 = FloatVector.fromArray(Lanes.SPECIES, s, so + r1 * ss);
    FloatVector a2 = FloatVector.fromArray(Lanes.SPECIES, s, so + r2 * ss);
    FloatVector a3 = FloatVector.fromArray(Lanes.SPECIES, s, so + r3 * ss);
    FloatVector a4 = FloatVector.fromArray(Lanes.SPECIES, s, so + r4 * ss);
    FloatVector a5 = FloatVector.fromArray(Lanes.SPECIES, s, so + last * ss);
    int x1 = xo + r1 * xs;
    int x2 = xo + r2 * xs;
    int x3 = xo + r3 * xs;
    int x4 = xo + r4 * xs;
    int x5 = xo + last * xs;
    for (int j = 0; j < cols; j++) {
      FloatVector w0 = FloatVector.fromArray(Lanes.SPECIES, w, p);
      a0 = w0.fma(FloatVector.broadcast(Lanes.SPECIES, x[xo + j]), a0);
      a1 = w0.fma(FloatVector.broadcast(Lanes.SPECIES, x[x1 + j]), a1);
      a2 = w0.fma(FloatVector.broadcast(Lanes.SPECIES, x[x2 + j]), a2);
      a3 = w0.fma(FloatVector.broadcast(Lanes.SPECIES, x[x3 + j]), a3);
      a4 = w0.fma(FloatVector.broadcast(Lanes.SPECIES, x[x4 + j]), a4);
      a5 = w0.fma(FloatVector.broadcast(Lanes.SPECIES, x[x5 + j]), a5);
      p += h;
    }
    a0.intoArray(y, yo);
    a1.intoArray(y, yo + r1 * ys);
    a2.intoArray(y, yo + r2 * ys);
    a3.intoArray(y, yo + r3 * ys);
    a4.intoArray(y, yo + r4 * ys);
    a5.intoArray(y, yo + last * ys);
  }
}
