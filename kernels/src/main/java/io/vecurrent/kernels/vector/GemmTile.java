package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.spi.Panels;
import jdk.incubator.vector.FloatVector;

/**
 * Y = start + X W^T in tiles of six rows of X by two vectors of rows of W: twelve accumulators, two
 * weights and one broadcast fill the 16 registers of a 256-bit machine. 48 G multiply-adds a second
 * of 51 that registers alone reach (JDK 25).
 *
 * <p>Before JDK 25, C2 loads all six broadcasts first, and spills accumulators for them: 20 G. It
 * has registers for four rows: 38 G (JDK 17). JDK 25 in turn keeps addresses in vector registers
 * that are left, with four rows, and slows down to 28 G.
 */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class GemmTile extends NotInlined {
  /** Rows of X in a tile. */
  static final int HEIGHT = Runtime.version().feature() >= 25 ? 6 : 4;

  /** From this many rows left over on, a tile with repeated rows beats single matvecs. */
  private static final int WORTH = 4;

  private GemmTile() {}

  /** How many of {@code count} rows {@link #strip} should take; single matvecs take the others. */
  static int rows(int count) {
    int left = count % HEIGHT;
    return left >= WORTH ? count : count - left;
  }

  /**
   * All tiles that use the two vectors of weights at {@code p}; those stay in the first cache.
   *
   * @param step from the first vector of weights to the second, where each fills a panel
   * @param second the second vector's row, counted from the first's
   */
  static void strip(
      float[] w,
      int p,
      int step,
      int cols,
      int count,
      float[] x,
      int xo,
      int xs,
      int second,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    int m = 0;
    for (; m + HEIGHT <= count; m += HEIGHT) {
      int xm = xo + m * xs;
      int sm = so + m * ss;
      int ym = yo + m * ys;
      if (HEIGHT == 6) {
        six(w, p, step, cols, x, xm, xs, second, s, sm, ss, y, ym, ys);
      } else {
        four(w, p, step, cols, x, xm, xs, second, s, sm, ss, y, ym, ys);
      }
    }
    if (m < count) {
      int xm = xo + m * xs;
      int sm = so + m * ss;
      int ym = yo + m * ys;
      partial(w, p, step, cols, count - m - 1, x, xm, xs, second, s, sm, ss, y, ym, ys);
    }
  }

  /** Six rows of X. */
  private static void six(
      float[] w,
      int p,
      int step,
      int cols,
      float[] x,
      int xo,
      int xs,
      int second,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    int q = p + (Lanes.COUNT < Panels.HEIGHT ? Lanes.COUNT : step);
    FloatVector a00 = FloatVector.fromArray(Lanes.SPECIES, s, so);
    FloatVector a01 = FloatVector.fromArray(Lanes.SPECIES, s, so + second);
    FloatVector a10 = FloatVector.fromArray(Lanes.SPECIES, s, so + ss);
    FloatVector a11 = FloatVector.fromArray(Lanes.SPECIES, s, so + ss + second);
    FloatVector a20 = FloatVector.fromArray(Lanes.SPECIES, s, so + 2 * ss);
    FloatVector a21 = FloatVector.fromArray(Lanes.SPECIES, s, so + 2 * ss + second);
    FloatVector a30 = FloatVector.fromArray(Lanes.SPECIES, s, so + 3 * ss);
    FloatVector a31 = FloatVector.fromArray(Lanes.SPECIES, s, so + 3 * ss + second);
    FloatVector a40 = FloatVector.fromArray(Lanes.SPECIES, s, so + 4 * ss);
    FloatVector a41 = FloatVector.fromArray(Lanes.SPECIES, s, so + 4 * ss + second);
    FloatVector a50 = FloatVector.fromArray(Lanes.SPECIES, s, so + 5 * ss);
    FloatVector a51 = FloatVector.fromArray(Lanes.SPECIES, s, so + 5 * ss + second);
    int x1 = xo + xs;
    int x2 = xo + 2 * xs;
    int x3 = xo + 3 * xs;
    int x4 = xo + 4 * xs;
    int x5 = xo + 5 * xs;
    for (int j = 0; j < cols; j++) {
      FloatVector w0 = FloatVector.fromArray(Lanes.SPECIES, w, p + j * Panels.HEIGHT);
      FloatVector w1 = FloatVector.fromArray(Lanes.SPECIES, w, q + j * Panels.HEIGHT);
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
    }
    a00.intoArray(y, yo);
    a01.intoArray(y, yo + second);
    a10.intoArray(y, yo + ys);
    a11.intoArray(y, yo + ys + second);
    a20.intoArray(y, yo + 2 * ys);
    a21.intoArray(y, yo + 2 * ys + second);
    a30.intoArray(y, yo + 3 * ys);
    a31.intoArray(y, yo + 3 * ys + second);
    a40.intoArray(y, yo + 4 * ys);
    a41.intoArray(y, yo + 4 * ys + second);
    a50.intoArray(y, yo + 5 * ys);
    a51.intoArray(y, yo + 5 * ys + second);
  }

  /** Four rows of X. */
  private static void four(
      float[] w,
      int p,
      int step,
      int cols,
      float[] x,
      int xo,
      int xs,
      int second,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    int q = p + (Lanes.COUNT < Panels.HEIGHT ? Lanes.COUNT : step);
    FloatVector a00 = FloatVector.fromArray(Lanes.SPECIES, s, so);
    FloatVector a01 = FloatVector.fromArray(Lanes.SPECIES, s, so + second);
    FloatVector a10 = FloatVector.fromArray(Lanes.SPECIES, s, so + ss);
    FloatVector a11 = FloatVector.fromArray(Lanes.SPECIES, s, so + ss + second);
    FloatVector a20 = FloatVector.fromArray(Lanes.SPECIES, s, so + 2 * ss);
    FloatVector a21 = FloatVector.fromArray(Lanes.SPECIES, s, so + 2 * ss + second);
    FloatVector a30 = FloatVector.fromArray(Lanes.SPECIES, s, so + 3 * ss);
    FloatVector a31 = FloatVector.fromArray(Lanes.SPECIES, s, so + 3 * ss + second);
    int x1 = xo + xs;
    int x2 = xo + 2 * xs;
    int x3 = xo + 3 * xs;
    for (int j = 0; j < cols; j++) {
      FloatVector w0 = FloatVector.fromArray(Lanes.SPECIES, w, p + j * Panels.HEIGHT);
      FloatVector w1 = FloatVector.fromArray(Lanes.SPECIES, w, q + j * Panels.HEIGHT);
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
    }
    a00.intoArray(y, yo);
    a01.intoArray(y, yo + second);
    a10.intoArray(y, yo + ys);
    a11.intoArray(y, yo + ys + second);
    a20.intoArray(y, yo + 2 * ys);
    a21.intoArray(y, yo + 2 * ys + second);
    a30.intoArray(y, yo + 3 * ys);
    a31.intoArray(y, yo + 3 * ys + second);
  }

  /**
   * Rows 0 to {@code last}; missing rows repeat the last one, and so write the same bits to the
   * same place. Every start value is read before the first result is written.
   */
  private static void partial(
      float[] w,
      int p,
      int step,
      int cols,
      int last,
      float[] x,
      int xo,
      int xs,
      int second,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    int q = p + (Lanes.COUNT < Panels.HEIGHT ? Lanes.COUNT : step);
    int r1 = Math.min(1, last);
    int r2 = Math.min(2, last);
    int r3 = Math.min(3, last);
    int r4 = Math.min(4, last);
    FloatVector a00 = FloatVector.fromArray(Lanes.SPECIES, s, so);
    FloatVector a01 = FloatVector.fromArray(Lanes.SPECIES, s, so + second);
    FloatVector a10 = FloatVector.fromArray(Lanes.SPECIES, s, so + r1 * ss);
    FloatVector a11 = FloatVector.fromArray(Lanes.SPECIES, s, so + r1 * ss + second);
    FloatVector a20 = FloatVector.fromArray(Lanes.SPECIES, s, so + r2 * ss);
    FloatVector a21 = FloatVector.fromArray(Lanes.SPECIES, s, so + r2 * ss + second);
    FloatVector a30 = FloatVector.fromArray(Lanes.SPECIES, s, so + r3 * ss);
    FloatVector a31 = FloatVector.fromArray(Lanes.SPECIES, s, so + r3 * ss + second);
    FloatVector a40 = FloatVector.fromArray(Lanes.SPECIES, s, so + r4 * ss);
    FloatVector a41 = FloatVector.fromArray(Lanes.SPECIES, s, so + r4 * ss + second);
    FloatVector a50 = FloatVector.fromArray(Lanes.SPECIES, s, so + last * ss);
    FloatVector a51 = FloatVector.fromArray(Lanes.SPECIES, s, so + last * ss + second);
    int x1 = xo + r1 * xs;
    int x2 = xo + r2 * xs;
    int x3 = xo + r3 * xs;
    int x4 = xo + r4 * xs;
    int x5 = xo + last * xs;
    for (int j = 0; j < cols; j++) {
      FloatVector w0 = FloatVector.fromArray(Lanes.SPECIES, w, p + j * Panels.HEIGHT);
      FloatVector w1 = FloatVector.fromArray(Lanes.SPECIES, w, q + j * Panels.HEIGHT);
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
    }
    a00.intoArray(y, yo);
    a01.intoArray(y, yo + second);
    a10.intoArray(y, yo + r1 * ys);
    a11.intoArray(y, yo + r1 * ys + second);
    a20.intoArray(y, yo + r2 * ys);
    a21.intoArray(y, yo + r2 * ys + second);
    a30.intoArray(y, yo + r3 * ys);
    a31.intoArray(y, yo + r3 * ys + second);
    a40.intoArray(y, yo + r4 * ys);
    a41.intoArray(y, yo + r4 * ys + second);
    a50.intoArray(y, yo + last * ys);
    a51.intoArray(y, yo + last * ys + second);
  }
}
