package io.vecurrent.kernels.vector;

import jdk.incubator.vector.FloatVector;

/**
 * C += A^T B in tiles of six rows by two vectors of C, which stay in registers while k runs: twelve
 * accumulators, two vectors of b and one broadcast of a fit the 16 registers of a 256-bit machine.
 */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class OuterTile extends NotInlined {
  /** Rows of C in a tile. */
  static final int HEIGHT = 6;

  /** Columns of C in a tile. */
  static final int WIDTH = 2 * Lanes.COUNT;

  private OuterTile() {}

  /** All tiles of the first {@code width} columns: those of two vectors, or of one. */
  static void strip(
      int count,
      float[] a,
      int ao,
      int as,
      int rows,
      float[] b,
      int bo,
      int bs,
      int width,
      float[] c,
      int co,
      int cs) {
    for (int i = 0; i < rows; i += HEIGHT) {
      int last = Math.min(HEIGHT, rows - i) - 1;
      if (width == WIDTH) {
        two(count, a, ao + i, as, last, b, bo, bs, c, co + i * cs, cs);
      } else {
        one(count, a, ao + i, as, last, b, bo, bs, c, co + i * cs, cs);
      }
    }
  }

  /** Rows 0 to {@code last}; missing rows repeat the last one, as in {@link GemmTile}. */
  private static void two(
      int count,
      float[] a,
      int ao,
      int as,
      int last,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs) {
    int n = Lanes.COUNT;
    int r1 = Math.min(1, last);
    int r2 = Math.min(2, last);
    int r3 = Math.min(3, last);
    int r4 = Math.min(4, last);
    FloatVector c00 = FloatVector.fromArray(Lanes.SPECIES, c, co);
    FloatVector c01 = FloatVector.fromArray(Lanes.SPECIES, c, co + n);
    FloatVector c10 = FloatVector.fromArray(Lanes.SPECIES, c, co + r1 * cs);
    FloatVector c11 = FloatVector.fromArray(Lanes.SPECIES, c, co + r1 * cs + n);
    FloatVector c20 = FloatVector.fromArray(Lanes.SPECIES, c, co + r2 * cs);
    FloatVector c21 = FloatVector.fromArray(Lanes.SPECIES, c, co + r2 * cs + n);
    FloatVector c30 = FloatVector.fromArray(Lanes.SPECIES, c, co + r3 * cs);
    FloatVector c31 = FloatVector.fromArray(Lanes.SPECIES, c, co + r3 * cs + n);
    FloatVector c40 = FloatVector.fromArray(Lanes.SPECIES, c, co + r4 * cs);
    FloatVector c41 = FloatVector.fromArray(Lanes.SPECIES, c, co + r4 * cs + n);
    FloatVector c50 = FloatVector.fromArray(Lanes.SPECIES, c, co + last * cs);
    FloatVector c51 = FloatVector.fromArray(Lanes.SPECIES, c, co + last * cs + n);
    for (int k = 0; k < count; k++) {
      int from = ao + k * as;
      FloatVector b0 = FloatVector.fromArray(Lanes.SPECIES, b, bo + k * bs);
      FloatVector b1 = FloatVector.fromArray(Lanes.SPECIES, b, bo + k * bs + n);
      FloatVector v = FloatVector.broadcast(Lanes.SPECIES, a[from]);
      c00 = b0.fma(v, c00);
      c01 = b1.fma(v, c01);
      v = FloatVector.broadcast(Lanes.SPECIES, a[from + r1]);
      c10 = b0.fma(v, c10);
      c11 = b1.fma(v, c11);
      v = FloatVector.broadcast(Lanes.SPECIES, a[from + r2]);
      c20 = b0.fma(v, c20);
      c21 = b1.fma(v, c21);
      v = FloatVector.broadcast(Lanes.SPECIES, a[from + r3]);
      c30 = b0.fma(v, c30);
      c31 = b1.fma(v, c31);
      v = FloatVector.broadcast(Lanes.SPECIES, a[from + r4]);
      c40 = b0.fma(v, c40);
      c41 = b1.fma(v, c41);
      v = FloatVector.broadcast(Lanes.SPECIES, a[from + last]);
      c50 = b0.fma(v, c50);
      c51 = b1.fma(v, c51);
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + n);
    c10.intoArray(c, co + r1 * cs);
    c11.intoArray(c, co + r1 * cs + n);
    c20.intoArray(c, co + r2 * cs);
    c21.intoArray(c, co + r2 * cs + n);
    c30.intoArray(c, co + r3 * cs);
    c31.intoArray(c, co + r3 * cs + n);
    c40.intoArray(c, co + r4 * cs);
    c41.intoArray(c, co + r4 * cs + n);
    c50.intoArray(c, co + last * cs);
    c51.intoArray(c, co + last * cs + n);
  }

  private static void one(
      int count,
      float[] a,
      int ao,
      int as,
      int last,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs) {
    int r1 = Math.min(1, last);
    int r2 = Math.min(2, last);
    int r3 = Math.min(3, last);
    int r4 = Math.min(4, last);
    FloatVector c0 = FloatVector.fromArray(Lanes.SPECIES, c, co);
    FloatVector c1 = FloatVector.fromArray(Lanes.SPECIES, c, co + r1 * cs);
    FloatVector c2 = FloatVector.fromArray(Lanes.SPECIES, c, co + r2 * cs);
    FloatVector c3 = FloatVector.fromArray(Lanes.SPECIES, c, co + r3 * cs);
    FloatVector c4 = FloatVector.fromArray(Lanes.SPECIES, c, co + r4 * cs);
    FloatVector c5 = FloatVector.fromArray(Lanes.SPECIES, c, co + last * cs);
    for (int k = 0; k < count; k++) {
      int from = ao + k * as;
      FloatVector b0 = FloatVector.fromArray(Lanes.SPECIES, b, bo + k * bs);
      c0 = b0.fma(FloatVector.broadcast(Lanes.SPECIES, a[from]), c0);
      c1 = b0.fma(FloatVector.broadcast(Lanes.SPECIES, a[from + r1]), c1);
      c2 = b0.fma(FloatVector.broadcast(Lanes.SPECIES, a[from + r2]), c2);
      c3 = b0.fma(FloatVector.broadcast(Lanes.SPECIES, a[from + r3]), c3);
      c4 = b0.fma(FloatVector.broadcast(Lanes.SPECIES, a[from + r4]), c4);
      c5 = b0.fma(FloatVector.broadcast(Lanes.SPECIES, a[from + last]), c5);
    }
    c0.intoArray(c, co);
    c1.intoArray(c, co + r1 * cs);
    c2.intoArray(c, co + r2 * cs);
    c3.intoArray(c, co + r3 * cs);
    c4.intoArray(c, co + r4 * cs);
    c5.intoArray(c, co + last * cs);
  }
}
