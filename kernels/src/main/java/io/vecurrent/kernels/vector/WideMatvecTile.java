package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.spi.Panels;
import jdk.incubator.vector.FloatVector;

/**
 * The tile of {@link MatvecTile} for machines of 512 bits, where eight vectors are eight panels:
 * one index each, more than there are registers. With four columns in a round they cost a quarter,
 * and four lines of a panel are read in a row: 256 x 256 takes 1,690 ns instead of 1,900, where
 * only reading the weights takes 1,500 (JDK 25, Intel Xeon, Sapphire Rapids or later; JDK 17: 1,780
 * instead of 2,075). With 256 bits, the sixteen registers do not suffice (2,600 instead of 2,300).
 */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class WideMatvecTile extends NotInlined {
  /** Columns in a round. */
  static final int COLUMNS = 4;

  /** Fewer columns are no faster here. */
  private static final int LEAST = 64;

  private WideMatvecTile() {}

  /** How many of {@code cols} columns it takes. */
  static int columns(int cols) {
    return Lanes.WIDE && cols >= LEAST ? cols / COLUMNS * COLUMNS : 0;
  }

  /** See {@link MatvecTile#eight}; {@code cols} are {@link #columns}. */
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
    for (int j = 0; j < cols; j += COLUMNS) {
      FloatVector xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j]);
      a0 = FloatVector.fromArray(Lanes.SPECIES, w, p + j * Panels.HEIGHT).fma(xj, a0);
      a1 = FloatVector.fromArray(Lanes.SPECIES, w, p1 + j * Panels.HEIGHT).fma(xj, a1);
      a2 = FloatVector.fromArray(Lanes.SPECIES, w, p2 + j * Panels.HEIGHT).fma(xj, a2);
      a3 = FloatVector.fromArray(Lanes.SPECIES, w, p3 + j * Panels.HEIGHT).fma(xj, a3);
      a4 = FloatVector.fromArray(Lanes.SPECIES, w, p4 + j * Panels.HEIGHT).fma(xj, a4);
      a5 = FloatVector.fromArray(Lanes.SPECIES, w, p5 + j * Panels.HEIGHT).fma(xj, a5);
      a6 = FloatVector.fromArray(Lanes.SPECIES, w, p6 + j * Panels.HEIGHT).fma(xj, a6);
      a7 = FloatVector.fromArray(Lanes.SPECIES, w, p7 + j * Panels.HEIGHT).fma(xj, a7);
      xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j + 1]);
      a0 =
          FloatVector.fromArray(Lanes.SPECIES, w, p + j * Panels.HEIGHT + Panels.HEIGHT)
              .fma(xj, a0);
      a1 =
          FloatVector.fromArray(Lanes.SPECIES, w, p1 + j * Panels.HEIGHT + Panels.HEIGHT)
              .fma(xj, a1);
      a2 =
          FloatVector.fromArray(Lanes.SPECIES, w, p2 + j * Panels.HEIGHT + Panels.HEIGHT)
              .fma(xj, a2);
      a3 =
          FloatVector.fromArray(Lanes.SPECIES, w, p3 + j * Panels.HEIGHT + Panels.HEIGHT)
              .fma(xj, a3);
      a4 =
          FloatVector.fromArray(Lanes.SPECIES, w, p4 + j * Panels.HEIGHT + Panels.HEIGHT)
              .fma(xj, a4);
      a5 =
          FloatVector.fromArray(Lanes.SPECIES, w, p5 + j * Panels.HEIGHT + Panels.HEIGHT)
              .fma(xj, a5);
      a6 =
          FloatVector.fromArray(Lanes.SPECIES, w, p6 + j * Panels.HEIGHT + Panels.HEIGHT)
              .fma(xj, a6);
      a7 =
          FloatVector.fromArray(Lanes.SPECIES, w, p7 + j * Panels.HEIGHT + Panels.HEIGHT)
              .fma(xj, a7);
      xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j + 2]);
      a0 =
          FloatVector.fromArray(Lanes.SPECIES, w, p + j * Panels.HEIGHT + 2 * Panels.HEIGHT)
              .fma(xj, a0);
      a1 =
          FloatVector.fromArray(Lanes.SPECIES, w, p1 + j * Panels.HEIGHT + 2 * Panels.HEIGHT)
              .fma(xj, a1);
      a2 =
          FloatVector.fromArray(Lanes.SPECIES, w, p2 + j * Panels.HEIGHT + 2 * Panels.HEIGHT)
              .fma(xj, a2);
      a3 =
          FloatVector.fromArray(Lanes.SPECIES, w, p3 + j * Panels.HEIGHT + 2 * Panels.HEIGHT)
              .fma(xj, a3);
      a4 =
          FloatVector.fromArray(Lanes.SPECIES, w, p4 + j * Panels.HEIGHT + 2 * Panels.HEIGHT)
              .fma(xj, a4);
      a5 =
          FloatVector.fromArray(Lanes.SPECIES, w, p5 + j * Panels.HEIGHT + 2 * Panels.HEIGHT)
              .fma(xj, a5);
      a6 =
          FloatVector.fromArray(Lanes.SPECIES, w, p6 + j * Panels.HEIGHT + 2 * Panels.HEIGHT)
              .fma(xj, a6);
      a7 =
          FloatVector.fromArray(Lanes.SPECIES, w, p7 + j * Panels.HEIGHT + 2 * Panels.HEIGHT)
              .fma(xj, a7);
      xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j + 3]);
      a0 =
          FloatVector.fromArray(Lanes.SPECIES, w, p + j * Panels.HEIGHT + 3 * Panels.HEIGHT)
              .fma(xj, a0);
      a1 =
          FloatVector.fromArray(Lanes.SPECIES, w, p1 + j * Panels.HEIGHT + 3 * Panels.HEIGHT)
              .fma(xj, a1);
      a2 =
          FloatVector.fromArray(Lanes.SPECIES, w, p2 + j * Panels.HEIGHT + 3 * Panels.HEIGHT)
              .fma(xj, a2);
      a3 =
          FloatVector.fromArray(Lanes.SPECIES, w, p3 + j * Panels.HEIGHT + 3 * Panels.HEIGHT)
              .fma(xj, a3);
      a4 =
          FloatVector.fromArray(Lanes.SPECIES, w, p4 + j * Panels.HEIGHT + 3 * Panels.HEIGHT)
              .fma(xj, a4);
      a5 =
          FloatVector.fromArray(Lanes.SPECIES, w, p5 + j * Panels.HEIGHT + 3 * Panels.HEIGHT)
              .fma(xj, a5);
      a6 =
          FloatVector.fromArray(Lanes.SPECIES, w, p6 + j * Panels.HEIGHT + 3 * Panels.HEIGHT)
              .fma(xj, a6);
      a7 =
          FloatVector.fromArray(Lanes.SPECIES, w, p7 + j * Panels.HEIGHT + 3 * Panels.HEIGHT)
              .fma(xj, a7);
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
}
