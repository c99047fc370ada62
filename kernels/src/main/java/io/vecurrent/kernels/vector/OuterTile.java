package io.vecurrent.kernels.vector;

import jdk.incubator.vector.FloatVector;

/**
 * C += A^T B in tiles of six rows by two vectors of C, which stay in registers while k runs: twelve
 * accumulators, two vectors of b and one broadcast of a fill the 16 registers of a 256-bit machine.
 *
 * <p>The places in a and b go on by a stride, {@code i += as}: computed as {@code ao + k * as} they
 * cost half the speed (21 instead of 41 G multiply-adds a second on JDK 25, 35 and 37 on JDK 17).
 */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class OuterTile extends NotInlined {
  /** Rows of C in a tile. */
  static final int HEIGHT = 6;

  private OuterTile() {}

  /**
   * All tiles of two vectors of columns, the second one {@code second} columns behind the first, or
   * of the first alone where that is 0.
   */
  static void strip(
      int count,
      float[] a,
      int ao,
      int as,
      int rows,
      float[] b,
      int bo,
      int bs,
      int second,
      float[] c,
      int co,
      int cs) {
    for (int i = 0; i < rows; i += HEIGHT) {
      int last = Math.min(HEIGHT, rows - i) - 1;
      int ci = co + i * cs;
      if (second == 0) {
        one(count, a, ao + i, as, last, b, bo, bs, c, ci, cs);
      } else if (last < HEIGHT - 1 || second < Lanes.COUNT) {
        partial(count, a, ao + i, as, last, b, bo, bs, second, c, ci, cs);
      } else {
        two(count, a, ao + i, as, b, bo, bs, c, ci, cs);
      }
    }
  }

  /** Six rows by two vectors. */
  private static void two(
      int count, float[] a, int ao, int as, float[] b, int bo, int bs, float[] c, int co, int cs) {
    int n = Lanes.COUNT;
    FloatVector c00 = FloatVector.fromArray(Lanes.SPECIES, c, co);
    FloatVector c01 = FloatVector.fromArray(Lanes.SPECIES, c, co + n);
    FloatVector c10 = FloatVector.fromArray(Lanes.SPECIES, c, co + cs);
    FloatVector c11 = FloatVector.fromArray(Lanes.SPECIES, c, co + cs + n);
    FloatVector c20 = FloatVector.fromArray(Lanes.SPECIES, c, co + 2 * cs);
    FloatVector c21 = FloatVector.fromArray(Lanes.SPECIES, c, co + 2 * cs + n);
    FloatVector c30 = FloatVector.fromArray(Lanes.SPECIES, c, co + 3 * cs);
    FloatVector c31 = FloatVector.fromArray(Lanes.SPECIES, c, co + 3 * cs + n);
    FloatVector c40 = FloatVector.fromArray(Lanes.SPECIES, c, co + 4 * cs);
    FloatVector c41 = FloatVector.fromArray(Lanes.SPECIES, c, co + 4 * cs + n);
    FloatVector c50 = FloatVector.fromArray(Lanes.SPECIES, c, co + 5 * cs);
    FloatVector c51 = FloatVector.fromArray(Lanes.SPECIES, c, co + 5 * cs + n);
    int i = ao;
    int j = bo;
    for (int k = 0; k < count; k++) {
      FloatVector b0 = FloatVector.fromArray(Lanes.SPECIES, b, j);
      FloatVector b1 = FloatVector.fromArray(Lanes.SPECIES, b, j + n);
      FloatVector v = FloatVector.broadcast(Lanes.SPECIES, a[i]);
      c00 = b0.fma(v, c00);
      c01 = b1.fma(v, c01);
      v = FloatVector.broadcast(Lanes.SPECIES, a[i + 1]);
      c10 = b0.fma(v, c10);
      c11 = b1.fma(v, c11);
      v = FloatVector.broadcast(Lanes.SPECIES, a[i + 2]);
      c20 = b0.fma(v, c20);
      c21 = b1.fma(v, c21);
      v = FloatVector.broadcast(Lanes.SPECIES, a[i + 3]);
      c30 = b0.fma(v, c30);
      c31 = b1.fma(v, c31);
      v = FloatVector.broadcast(Lanes.SPECIES, a[i + 4]);
      c40 = b0.fma(v, c40);
      c41 = b1.fma(v, c41);
      v = FloatVector.broadcast(Lanes.SPECIES, a[i + 5]);
      c50 = b0.fma(v, c50);
      c51 = b1.fma(v, c51);
      i += as;
      j += bs;
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + n);
    c10.intoArray(c, co + cs);
    c11.intoArray(c, co + cs + n);
    c20.intoArray(c, co + 2 * cs);
    c21.intoArray(c, co + 2 * cs + n);
    c30.intoArray(c, co + 3 * cs);
    c31.intoArray(c, co + 3 * cs + n);
    c40.intoArray(c, co + 4 * cs);
    c41.intoArray(c, co + 4 * cs + n);
    c50.intoArray(c, co + 5 * cs);
    c51.intoArray(c, co + 5 * cs + n);
  }

  /**
   * Rows 0 to {@code last}, missing rows repeat the last one, as in {@link GemmTile}; the second
   * vector n columns behind the first.
   */
  private static void partial(
      int count,
      float[] a,
      int ao,
      int as,
      int last,
      float[] b,
      int bo,
      int bs,
      int n,
      float[] c,
      int co,
      int cs) {
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
    int i = ao;
    int j = bo;
    for (int k = 0; k < count; k++) {
      FloatVector b0 = FloatVector.fromArray(Lanes.SPECIES, b, j);
      FloatVector b1 = FloatVector.fromArray(Lanes.SPECIES, b, j + n);
      FloatVector v = FloatVector.broadcast(Lanes.SPECIES, a[i]);
      c00 = b0.fma(v, c00);
      c01 = b1.fma(v, c01);
      v = FloatVector.broadcast(Lanes.SPECIES, a[i + r1]);
      c10 = b0.fma(v, c10);
      c11 = b1.fma(v, c11);
      v = FloatVector.broadcast(Lanes.SPECIES, a[i + r2]);
      c20 = b0.fma(v, c20);
      c21 = b1.fma(v, c21);
      v = FloatVector.broadcast(Lanes.SPECIES, a[i + r3]);
      c30 = b0.fma(v, c30);
      c31 = b1.fma(v, c31);
      v = FloatVector.broadcast(Lanes.SPECIES, a[i + r4]);
      c40 = b0.fma(v, c40);
      c41 = b1.fma(v, c41);
      v = FloatVector.broadcast(Lanes.SPECIES, a[i + last]);
      c50 = b0.fma(v, c50);
      c51 = b1.fma(v, c51);
      i += as;
      j += bs;
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

  /** The same with one vector. */
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
    int i = ao;
    int j = bo;
    for (int k = 0; k < count; k++) {
      FloatVector b0 = FloatVector.fromArray(Lanes.SPECIES, b, j);
      FloatVector v = FloatVector.broadcast(Lanes.SPECIES, a[i]);
      c0 = b0.fma(v, c0);
      v = FloatVector.broadcast(Lanes.SPECIES, a[i + r1]);
      c1 = b0.fma(v, c1);
      v = FloatVector.broadcast(Lanes.SPECIES, a[i + r2]);
      c2 = b0.fma(v, c2);
      v = FloatVector.broadcast(Lanes.SPECIES, a[i + r3]);
      c3 = b0.fma(v, c3);
      v = FloatVector.broadcast(Lanes.SPECIES, a[i + r4]);
      c4 = b0.fma(v, c4);
      v = FloatVector.broadcast(Lanes.SPECIES, a[i + last]);
      c5 = b0.fma(v, c5);
      i += as;
      j += bs;
    }
    c0.intoArray(c, co);
    c1.intoArray(c, co + r1 * cs);
    c2.intoArray(c, co + r2 * cs);
    c3.intoArray(c, co + r3 * cs);
    c4.intoArray(c, co + r4 * cs);
    c5.intoArray(c, co + last * cs);
  }
}
