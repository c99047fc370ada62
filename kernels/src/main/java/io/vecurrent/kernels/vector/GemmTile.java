package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.spi.Panels;
import jdk.incubator.vector.FloatVector;

/**
 * Y = start + X W^T in tiles of six rows of X by two vectors of rows of W: twelve accumulators, two
 * weights and two broadcasts fill the 16 registers of a 256-bit machine. A tile of five rows takes
 * its turn where six do not divide their number, and {@link WideGemmTile} where there are more
 * registers. The rows of X stand in {@link Scratch}.
 *
 * <p>Six rows run at 50 G multiply-adds a second of 51 that registers alone reach, a whole gemm of
 * 32 rows by 256 x 256 at 46 (JDK 25; JDK 17: 44). The loop is sensitive: before it parked two
 * elements ({@link Scratch#PARK}), C2 loaded all broadcasts first and spilled accumulators (21 G).
 * With a few more values to remember for the time after the loop, it moves an address into a vector
 * register and back in each round ({@code vmovq}), a chain of eight cycles (43 G, 28 with four
 * rows).
 */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class GemmTile extends NotInlined {
  /** Columns that the scratch has room for. */
  static final int DEPTH = 256;

  /** Floats from one row of X in the scratch to the next: not all in the same cache sets. */
  static final int STRIDE = DEPTH + 8;

  private GemmTile() {}

  /** Whether tiles of six and five rows make up {@code count} rows. */
  static boolean fits(int count) {
    return count >= 0 && 5 * fives(count) <= count;
  }

  private static int fives(int count) {
    return (6 - count % 6) % 6;
  }

  /**
   * All tiles that use the two vectors of weights at {@code p}; those stay in the first cache.
   *
   * @param step from the first vector of weights to the second, where each fills a panel
   * @param count rows of X that {@link #fits}
   * @param second the second vector's row, counted from the first's, where each fills a panel
   */
  static void strip(
      float[] w,
      int p,
      int step,
      int cols,
      int count,
      float[] t,
      int second,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    int m = 0;
    for (; Lanes.WIDE && fits(count - m - WideGemmTile.HEIGHT); m += WideGemmTile.HEIGHT) {
      int x = Scratch.ROWS + m * STRIDE;
      WideGemmTile.ten(w, p, step, cols, t, x, second, s, so + m * ss, ss, y, yo + m * ys, ys);
    }
    int sixes = count - 5 * fives(count - m);
    for (; m < sixes; m += 6) {
      int x = Scratch.ROWS + m * STRIDE;
      six(w, p, step, cols, t, x, second, s, so + m * ss, ss, y, yo + m * ys, ys);
    }
    for (; m < count; m += 5) {
      int x = Scratch.ROWS + m * STRIDE;
      five(w, p, step, cols, t, x, second, s, so + m * ss, ss, y, yo + m * ys, ys);
    }
  }

  /** Six rows of X. */
  private static void six(
      float[] w,
      int p,
      int step,
      int cols,
      float[] t,
      int from,
      int second,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    int n = Lanes.COUNT < Panels.HEIGHT ? Lanes.COUNT : second;
    FloatVector a00 = FloatVector.fromArray(Lanes.SPECIES, s, so);
    FloatVector a01 = FloatVector.fromArray(Lanes.SPECIES, s, so + n);
    FloatVector a10 = FloatVector.fromArray(Lanes.SPECIES, s, so + ss);
    FloatVector a11 = FloatVector.fromArray(Lanes.SPECIES, s, so + ss + n);
    FloatVector a20 = FloatVector.fromArray(Lanes.SPECIES, s, so + 2 * ss);
    FloatVector a21 = FloatVector.fromArray(Lanes.SPECIES, s, so + 2 * ss + n);
    FloatVector a30 = FloatVector.fromArray(Lanes.SPECIES, s, so + 3 * ss);
    FloatVector a31 = FloatVector.fromArray(Lanes.SPECIES, s, so + 3 * ss + n);
    FloatVector a40 = FloatVector.fromArray(Lanes.SPECIES, s, so + 4 * ss);
    FloatVector a41 = FloatVector.fromArray(Lanes.SPECIES, s, so + 4 * ss + n);
    FloatVector a50 = FloatVector.fromArray(Lanes.SPECIES, s, so + 5 * ss);
    FloatVector a51 = FloatVector.fromArray(Lanes.SPECIES, s, so + 5 * ss + n);
    int p0 = p - from * Panels.HEIGHT;
    int p1 = p0 + (Lanes.COUNT < Panels.HEIGHT ? Lanes.COUNT : step);
    int to = from + cols;
    for (int j = from; j < to; j++) {
      FloatVector w0 = FloatVector.fromArray(Lanes.SPECIES, w, p0 + j * Panels.HEIGHT);
      FloatVector w1 = FloatVector.fromArray(Lanes.SPECIES, w, p1 + j * Panels.HEIGHT);
      FloatVector v = FloatVector.broadcast(Lanes.SPECIES, t[j]);
      a00 = w0.fma(v, a00);
      a01 = w1.fma(v, a01);
      v = FloatVector.broadcast(Lanes.SPECIES, t[j + STRIDE]);
      a10 = w0.fma(v, a10);
      a11 = w1.fma(v, a11);
      ((FloatVector) a11.reinterpretShape(FloatVector.SPECIES_64, 0)).intoArray(t, Scratch.PARK);
      v = FloatVector.broadcast(Lanes.SPECIES, t[j + 2 * STRIDE]);
      a20 = w0.fma(v, a20);
      a21 = w1.fma(v, a21);
      v = FloatVector.broadcast(Lanes.SPECIES, t[j + 3 * STRIDE]);
      a30 = w0.fma(v, a30);
      a31 = w1.fma(v, a31);
      v = FloatVector.broadcast(Lanes.SPECIES, t[j + 4 * STRIDE]);
      a40 = w0.fma(v, a40);
      a41 = w1.fma(v, a41);
      v = FloatVector.broadcast(Lanes.SPECIES, t[j + 5 * STRIDE]);
      a50 = w0.fma(v, a50);
      a51 = w1.fma(v, a51);
    }
    Lanes.CLASS.cast(a00).intoArray(y, yo);
    Lanes.CLASS.cast(a01).intoArray(y, yo + n);
    Lanes.CLASS.cast(a10).intoArray(y, yo + ys);
    Lanes.CLASS.cast(a11).intoArray(y, yo + ys + n);
    Lanes.CLASS.cast(a20).intoArray(y, yo + 2 * ys);
    Lanes.CLASS.cast(a21).intoArray(y, yo + 2 * ys + n);
    Lanes.CLASS.cast(a30).intoArray(y, yo + 3 * ys);
    Lanes.CLASS.cast(a31).intoArray(y, yo + 3 * ys + n);
    Lanes.CLASS.cast(a40).intoArray(y, yo + 4 * ys);
    Lanes.CLASS.cast(a41).intoArray(y, yo + 4 * ys + n);
    Lanes.CLASS.cast(a50).intoArray(y, yo + 5 * ys);
    Lanes.CLASS.cast(a51).intoArray(y, yo + 5 * ys + n);
  }

  /** Five rows of X. */
  private static void five(
      float[] w,
      int p,
      int step,
      int cols,
      float[] t,
      int from,
      int second,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    int n = Lanes.COUNT < Panels.HEIGHT ? Lanes.COUNT : second;
    FloatVector a00 = FloatVector.fromArray(Lanes.SPECIES, s, so);
    FloatVector a01 = FloatVector.fromArray(Lanes.SPECIES, s, so + n);
    FloatVector a10 = FloatVector.fromArray(Lanes.SPECIES, s, so + ss);
    FloatVector a11 = FloatVector.fromArray(Lanes.SPECIES, s, so + ss + n);
    FloatVector a20 = FloatVector.fromArray(Lanes.SPECIES, s, so + 2 * ss);
    FloatVector a21 = FloatVector.fromArray(Lanes.SPECIES, s, so + 2 * ss + n);
    FloatVector a30 = FloatVector.fromArray(Lanes.SPECIES, s, so + 3 * ss);
    FloatVector a31 = FloatVector.fromArray(Lanes.SPECIES, s, so + 3 * ss + n);
    FloatVector a40 = FloatVector.fromArray(Lanes.SPECIES, s, so + 4 * ss);
    FloatVector a41 = FloatVector.fromArray(Lanes.SPECIES, s, so + 4 * ss + n);
    int p0 = p - from * Panels.HEIGHT;
    int p1 = p0 + (Lanes.COUNT < Panels.HEIGHT ? Lanes.COUNT : step);
    int to = from + cols;
    for (int j = from; j < to; j++) {
      FloatVector w0 = FloatVector.fromArray(Lanes.SPECIES, w, p0 + j * Panels.HEIGHT);
      FloatVector w1 = FloatVector.fromArray(Lanes.SPECIES, w, p1 + j * Panels.HEIGHT);
      FloatVector v = FloatVector.broadcast(Lanes.SPECIES, t[j]);
      a00 = w0.fma(v, a00);
      a01 = w1.fma(v, a01);
      v = FloatVector.broadcast(Lanes.SPECIES, t[j + STRIDE]);
      a10 = w0.fma(v, a10);
      a11 = w1.fma(v, a11);
      ((FloatVector) a11.reinterpretShape(FloatVector.SPECIES_64, 0)).intoArray(t, Scratch.PARK);
      v = FloatVector.broadcast(Lanes.SPECIES, t[j + 2 * STRIDE]);
      a20 = w0.fma(v, a20);
      a21 = w1.fma(v, a21);
      v = FloatVector.broadcast(Lanes.SPECIES, t[j + 3 * STRIDE]);
      a30 = w0.fma(v, a30);
      a31 = w1.fma(v, a31);
      v = FloatVector.broadcast(Lanes.SPECIES, t[j + 4 * STRIDE]);
      a40 = w0.fma(v, a40);
      a41 = w1.fma(v, a41);
    }
    Lanes.CLASS.cast(a00).intoArray(y, yo);
    Lanes.CLASS.cast(a01).intoArray(y, yo + n);
    Lanes.CLASS.cast(a10).intoArray(y, yo + ys);
    Lanes.CLASS.cast(a11).intoArray(y, yo + ys + n);
    Lanes.CLASS.cast(a20).intoArray(y, yo + 2 * ys);
    Lanes.CLASS.cast(a21).intoArray(y, yo + 2 * ys + n);
    Lanes.CLASS.cast(a30).intoArray(y, yo + 3 * ys);
    Lanes.CLASS.cast(a31).intoArray(y, yo + 3 * ys + n);
    Lanes.CLASS.cast(a40).intoArray(y, yo + 4 * ys);
    Lanes.CLASS.cast(a41).intoArray(y, yo + 4 * ys + n);
  }
}
