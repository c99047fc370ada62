package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.spi.Panels;
import jdk.incubator.vector.FloatVector;

/**
 * y = start + W x for the rows of eight, four, two or one vectors: an accumulator each, so that the
 * fused multiply-adds of several chains are under way at once. Eight chains hide a latency of four
 * cycles at two a cycle.
 */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class MatvecTile extends NotInlined {
  private MatvecTile() {}

  /**
   * Eight vectors of rows; at 16 lanes they span two panels, so two streams of weights are read.
   */
  static void eight(
      float[] w,
      int row,
      int rows,
      int cols,
      float[] x,
      int xo,
      float[] s,
      int so,
      float[] y,
      int yo) {
    int h = Panels.height(row, Panels.padded(rows));
    int p = Panels.offset(row, cols);
    int q = Panels.offset(row + 4 * Lanes.COUNT, cols);
    int n = Lanes.COUNT;
    FloatVector a0 = FloatVector.fromArray(Lanes.SPECIES, s, so);
    FloatVector a1 = FloatVector.fromArray(Lanes.SPECIES, s, so + n);
    FloatVector a2 = FloatVector.fromArray(Lanes.SPECIES, s, so + 2 * n);
    FloatVector a3 = FloatVector.fromArray(Lanes.SPECIES, s, so + 3 * n);
    FloatVector a4 = FloatVector.fromArray(Lanes.SPECIES, s, so + 4 * n);
    FloatVector a5 = FloatVector.fromArray(Lanes.SPECIES, s, so + 5 * n);
    FloatVector a6 = FloatVector.fromArray(Lanes.SPECIES, s, so + 6 * n);
    FloatVector a7 = FloatVector.fromArray(Lanes.SPECIES, s, so + 7 * n);
    for (int j = 0; j < cols; j++) {
      FloatVector xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j]);
      a0 = FloatVector.fromArray(Lanes.SPECIES, w, p).fma(xj, a0);
      a1 = FloatVector.fromArray(Lanes.SPECIES, w, p + n).fma(xj, a1);
      a2 = FloatVector.fromArray(Lanes.SPECIES, w, p + 2 * n).fma(xj, a2);
      a3 = FloatVector.fromArray(Lanes.SPECIES, w, p + 3 * n).fma(xj, a3);
      a4 = FloatVector.fromArray(Lanes.SPECIES, w, q).fma(xj, a4);
      a5 = FloatVector.fromArray(Lanes.SPECIES, w, q + n).fma(xj, a5);
      a6 = FloatVector.fromArray(Lanes.SPECIES, w, q + 2 * n).fma(xj, a6);
      a7 = FloatVector.fromArray(Lanes.SPECIES, w, q + 3 * n).fma(xj, a7);
      p += h;
      q += h;
    }
    a0.intoArray(y, yo);
    a1.intoArray(y, yo + n);
    a2.intoArray(y, yo + 2 * n);
    a3.intoArray(y, yo + 3 * n);
    a4.intoArray(y, yo + 4 * n);
    a5.intoArray(y, yo + 5 * n);
    a6.intoArray(y, yo + 6 * n);
    a7.intoArray(y, yo + 7 * n);
  }

  static void four(
      float[] w,
      int row,
      int rows,
      int cols,
      float[] x,
      int xo,
      float[] s,
      int so,
      float[] y,
      int yo) {
    int h = Panels.height(row, Panels.padded(rows));
    int p = Panels.offset(row, cols);
    int n = Lanes.COUNT;
    FloatVector a0 = FloatVector.fromArray(Lanes.SPECIES, s, so);
    FloatVector a1 = FloatVector.fromArray(Lanes.SPECIES, s, so + n);
    FloatVector a2 = FloatVector.fromArray(Lanes.SPECIES, s, so + 2 * n);
    FloatVector a3 = FloatVector.fromArray(Lanes.SPECIES, s, so + 3 * n);
    for (int j = 0; j < cols; j++) {
      FloatVector xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j]);
      a0 = FloatVector.fromArray(Lanes.SPECIES, w, p).fma(xj, a0);
      a1 = FloatVector.fromArray(Lanes.SPECIES, w, p + n).fma(xj, a1);
      a2 = FloatVector.fromArray(Lanes.SPECIES, w, p + 2 * n).fma(xj, a2);
      a3 = FloatVector.fromArray(Lanes.SPECIES, w, p + 3 * n).fma(xj, a3);
      p += h;
    }
    a0.intoArray(y, yo);
    a1.intoArray(y, yo + n);
    a2.intoArray(y, yo + 2 * n);
    a3.intoArray(y, yo + 3 * n);
  }

  static void two(
      float[] w,
      int row,
      int rows,
      int cols,
      float[] x,
      int xo,
      float[] s,
      int so,
      float[] y,
      int yo) {
    int h = Panels.height(row, Panels.padded(rows));
    int p = Panels.offset(row, cols);
    int n = Lanes.COUNT;
    FloatVector a0 = FloatVector.fromArray(Lanes.SPECIES, s, so);
    FloatVector a1 = FloatVector.fromArray(Lanes.SPECIES, s, so + n);
    for (int j = 0; j < cols; j++) {
      FloatVector xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j]);
      a0 = FloatVector.fromArray(Lanes.SPECIES, w, p).fma(xj, a0);
      a1 = FloatVector.fromArray(Lanes.SPECIES, w, p + n).fma(xj, a1);
      p += h;
    }
    a0.intoArray(y, yo);
    a1.intoArray(y, yo + n);
  }

  static void one(
      float[] w,
      int row,
      int rows,
      int cols,
      float[] x,
      int xo,
      float[] s,
      int so,
      float[] y,
      int yo) {
    int h = Panels.height(row, Panels.padded(rows));
    int p = Panels.offset(row, cols);
    FloatVector a0 = FloatVector.fromArray(Lanes.SPECIES, s, so);
    for (int j = 0; j < cols; j++) {
      a0 =
          FloatVector.fromArray(Lanes.SPECIES, w, p)
              .fma(FloatVector.broadcast(Lanes.SPECIES, x[xo + j]), a0);
      p += h;
    }
    a0.intoArray(y, yo);
  }
}
