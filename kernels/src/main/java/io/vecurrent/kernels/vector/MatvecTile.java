package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.spi.Panels;
import jdk.incubator.vector.FloatVector;

/**
 * y = start + W x for the rows of eight, four, two or one vectors: an accumulator each, so that the
 * fused multiply-adds of several chains are under way at once. Eight chains hide a latency of four
 * cycles at two a cycle.
 *
 * <p>A tile of eight 256-bit vectors reads four panels side by side. It does so at the speed of a
 * loop that only reads the weights (512 x 512: 13.4 us each; 1024 x 1024: 53.9 and 53.2; JDK 25).
 *
 * <p>{@code p} is the first panel's place in w. The last panel's rows lie {@code repeated} rows
 * before their usual place: it repeats as many of the panel before. Both hold the same bits, and
 * all start values are read before the first result is written.
 */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class MatvecTile extends NotInlined {
  private MatvecTile() {}

  /** {@code panel} floats of w are a panel, {@code cols} of its columns are multiplied. */
  static void eight(
      float[] w,
      int p,
      int panel,
      int cols,
      float[] x,
      int xo,
      int repeated,
      float[] s,
      int so,
      float[] y,
      int yo) {
    int p1 = p + Lanes.weight(1, panel);
    int p2 = p + Lanes.weight(2, panel);
    int p3 = p + Lanes.weight(3, panel);
    int p4 = p + Lanes.weight(4, panel);
    int p5 = p + Lanes.weight(5, panel);
    int p6 = p + Lanes.weight(6, panel);
    int p7 = p + Lanes.weight(7, panel);
    int r1 = Lanes.row(1, 8, repeated);
    int r2 = Lanes.row(2, 8, repeated);
    int r3 = Lanes.row(3, 8, repeated);
    int r4 = Lanes.row(4, 8, repeated);
    int r5 = Lanes.row(5, 8, repeated);
    int r6 = Lanes.row(6, 8, repeated);
    int r7 = Lanes.row(7, 8, repeated);
    FloatVector a0 = FloatVector.fromArray(Lanes.SPECIES, s, so);
    FloatVector a1 = FloatVector.fromArray(Lanes.SPECIES, s, so + r1);
    FloatVector a2 = FloatVector.fromArray(Lanes.SPECIES, s, so + r2);
    FloatVector a3 = FloatVector.fromArray(Lanes.SPECIES, s, so + r3);
    FloatVector a4 = FloatVector.fromArray(Lanes.SPECIES, s, so + r4);
    FloatVector a5 = FloatVector.fromArray(Lanes.SPECIES, s, so + r5);
    FloatVector a6 = FloatVector.fromArray(Lanes.SPECIES, s, so + r6);
    FloatVector a7 = FloatVector.fromArray(Lanes.SPECIES, s, so + r7);
    for (int j = 0; j < cols; j++) {
      FloatVector xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j]);
      a0 = FloatVector.fromArray(Lanes.SPECIES, w, p + j * Panels.HEIGHT).fma(xj, a0);
      a1 = FloatVector.fromArray(Lanes.SPECIES, w, p1 + j * Panels.HEIGHT).fma(xj, a1);
      a2 = FloatVector.fromArray(Lanes.SPECIES, w, p2 + j * Panels.HEIGHT).fma(xj, a2);
      a3 = FloatVector.fromArray(Lanes.SPECIES, w, p3 + j * Panels.HEIGHT).fma(xj, a3);
      a4 = FloatVector.fromArray(Lanes.SPECIES, w, p4 + j * Panels.HEIGHT).fma(xj, a4);
      a5 = FloatVector.fromArray(Lanes.SPECIES, w, p5 + j * Panels.HEIGHT).fma(xj, a5);
      a6 = FloatVector.fromArray(Lanes.SPECIES, w, p6 + j * Panels.HEIGHT).fma(xj, a6);
      a7 = FloatVector.fromArray(Lanes.SPECIES, w, p7 + j * Panels.HEIGHT).fma(xj, a7);
    }
    Lanes.CLASS.cast(a0).intoArray(y, yo);
    Lanes.CLASS.cast(a1).intoArray(y, yo + r1);
    Lanes.CLASS.cast(a2).intoArray(y, yo + r2);
    Lanes.CLASS.cast(a3).intoArray(y, yo + r3);
    Lanes.CLASS.cast(a4).intoArray(y, yo + r4);
    Lanes.CLASS.cast(a5).intoArray(y, yo + r5);
    Lanes.CLASS.cast(a6).intoArray(y, yo + r6);
    Lanes.CLASS.cast(a7).intoArray(y, yo + r7);
  }

  static void four(
      float[] w,
      int p,
      int cols,
      float[] x,
      int xo,
      int repeated,
      float[] s,
      int so,
      float[] y,
      int yo) {
    int panel = Panels.HEIGHT * cols;
    int p1 = p + Lanes.weight(1, panel);
    int p2 = p + Lanes.weight(2, panel);
    int p3 = p + Lanes.weight(3, panel);
    int r1 = Lanes.row(1, 4, repeated);
    int r2 = Lanes.row(2, 4, repeated);
    int r3 = Lanes.row(3, 4, repeated);
    FloatVector a0 = FloatVector.fromArray(Lanes.SPECIES, s, so);
    FloatVector a1 = FloatVector.fromArray(Lanes.SPECIES, s, so + r1);
    FloatVector a2 = FloatVector.fromArray(Lanes.SPECIES, s, so + r2);
    FloatVector a3 = FloatVector.fromArray(Lanes.SPECIES, s, so + r3);
    for (int j = 0; j < cols; j++) {
      FloatVector xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j]);
      a0 = FloatVector.fromArray(Lanes.SPECIES, w, p + j * Panels.HEIGHT).fma(xj, a0);
      a1 = FloatVector.fromArray(Lanes.SPECIES, w, p1 + j * Panels.HEIGHT).fma(xj, a1);
      a2 = FloatVector.fromArray(Lanes.SPECIES, w, p2 + j * Panels.HEIGHT).fma(xj, a2);
      a3 = FloatVector.fromArray(Lanes.SPECIES, w, p3 + j * Panels.HEIGHT).fma(xj, a3);
    }
    Lanes.CLASS.cast(a0).intoArray(y, yo);
    Lanes.CLASS.cast(a1).intoArray(y, yo + r1);
    Lanes.CLASS.cast(a2).intoArray(y, yo + r2);
    Lanes.CLASS.cast(a3).intoArray(y, yo + r3);
  }

  /**
   * With 512 bits only, where a panel is a vector: as fast as one of them, whose chain it waits for
   * (40 x 40: 52 ns, as one and two 73; 100 x 100: 232 and 317; JDK 25).
   */
  static void three(
      float[] w,
      int p,
      int cols,
      float[] x,
      int xo,
      int repeated,
      float[] s,
      int so,
      float[] y,
      int yo) {
    int panel = Panels.HEIGHT * cols;
    int p1 = p + Lanes.weight(1, panel);
    int p2 = p + Lanes.weight(2, panel);
    int r1 = Lanes.row(1, 3, repeated);
    int r2 = Lanes.row(2, 3, repeated);
    FloatVector a0 = FloatVector.fromArray(Lanes.SPECIES, s, so);
    FloatVector a1 = FloatVector.fromArray(Lanes.SPECIES, s, so + r1);
    FloatVector a2 = FloatVector.fromArray(Lanes.SPECIES, s, so + r2);
    for (int j = 0; j < cols; j++) {
      FloatVector xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j]);
      a0 = FloatVector.fromArray(Lanes.SPECIES, w, p + j * Panels.HEIGHT).fma(xj, a0);
      a1 = FloatVector.fromArray(Lanes.SPECIES, w, p1 + j * Panels.HEIGHT).fma(xj, a1);
      a2 = FloatVector.fromArray(Lanes.SPECIES, w, p2 + j * Panels.HEIGHT).fma(xj, a2);
    }
    Lanes.CLASS.cast(a0).intoArray(y, yo);
    Lanes.CLASS.cast(a1).intoArray(y, yo + r1);
    Lanes.CLASS.cast(a2).intoArray(y, yo + r2);
  }

  static void two(
      float[] w,
      int p,
      int cols,
      float[] x,
      int xo,
      int repeated,
      float[] s,
      int so,
      float[] y,
      int yo) {
    int panel = Panels.HEIGHT * cols;
    int p1 = p + Lanes.weight(1, panel);
    int r1 = Lanes.row(1, 2, repeated);
    FloatVector a0 = FloatVector.fromArray(Lanes.SPECIES, s, so);
    FloatVector a1 = FloatVector.fromArray(Lanes.SPECIES, s, so + r1);
    for (int j = 0; j < cols; j++) {
      FloatVector xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j]);
      a0 = FloatVector.fromArray(Lanes.SPECIES, w, p + j * Panels.HEIGHT).fma(xj, a0);
      a1 = FloatVector.fromArray(Lanes.SPECIES, w, p1 + j * Panels.HEIGHT).fma(xj, a1);
    }
    Lanes.CLASS.cast(a0).intoArray(y, yo);
    Lanes.CLASS.cast(a1).intoArray(y, yo + r1);
  }

  static void one(
      float[] w, int p, int cols, float[] x, int xo, float[] s, int so, float[] y, int yo) {
    FloatVector a = FloatVector.fromArray(Lanes.SPECIES, s, so);
    for (int j = 0; j < cols; j++) {
      a =
          FloatVector.fromArray(Lanes.SPECIES, w, p + j * Panels.HEIGHT)
              .fma(FloatVector.broadcast(Lanes.SPECIES, x[xo + j]), a);
    }
    Lanes.CLASS.cast(a).intoArray(y, yo);
  }
}
