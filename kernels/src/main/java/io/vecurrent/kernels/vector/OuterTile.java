package io.vecurrent.kernels.vector;

import jdk.incubator.vector.FloatVector;

/**
 * C += A^T B in tiles of six rows by two vectors of C, which stay in registers while k runs: twelve
 * accumulators, two vectors of b and two broadcasts of a fill the 16 registers of a 256-bit
 * machine. a and b stand in {@link Scratch}.
 *
 * <p>All tiles of six rows stand in one method. Alone, a tile of 32 steps spent more than a third
 * of its time on addresses and checks before and after them (29 instead of 37 G multiply-adds a
 * second of 51 at 256 x 256, JDK 25), and with a distance between the two vectors of columns that
 * was no constant 5 % of the rest. The loop within a loop boxes nothing, on JDK 17 and 25.
 */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class OuterTile extends NotInlined {
  /** Rows of C in a tile. */
  static final int HEIGHT = 6;

  /** Columns of C in a tile: floats from one row of b in the scratch to the next. */
  static final int WIDTH = 2 * Lanes.COUNT;

  /** Floats from one row of a in the scratch to the next: two vectors, side by side like b's. */
  static final int STRIDE = 2 * Lanes.COUNT;

  private OuterTile() {}

  /**
   * Copies two vectors of each row to the scratch, side by side there, the second one {@code
   * second} floats behind the first here.
   */
  static void copy(
      int count, float[] x, int xo, int xs, int second, float[] t, int to, int stride) {
    int i = xo;
    for (int k = 0; k < count; k++) {
      FloatVector.fromArray(Lanes.SPECIES, x, i).intoArray(t, to + k * stride);
      FloatVector.fromArray(Lanes.SPECIES, x, i + second)
          .intoArray(t, to + k * stride + Lanes.COUNT);
      i += xs;
    }
  }

  /** The way back from {@link #copy}. */
  static void copyBack(int count, float[] t, int from, float[] x, int xo, int xs, int second) {
    int i = xo;
    for (int k = 0; k < count; k++) {
      FloatVector.fromArray(Lanes.SPECIES, t, from + k * WIDTH).intoArray(x, i);
      FloatVector.fromArray(Lanes.SPECIES, t, from + k * WIDTH + Lanes.COUNT)
          .intoArray(x, i + second);
      i += xs;
    }
  }

  /**
   * The tiles of the same rows of C, side by side.
   *
   * @param a the first row's place in the scratch
   * @param b the first columns' place in the scratch
   * @param last the last row; missing ones repeat it there and here, and so write the same bits
   */
  static void row(
      int tiles, int count, float[] t, int a, int b, int last, float[] c, int co, int cs) {
    int panel = count * WIDTH;
    for (int tile = 0; tile < tiles; tile++) {
      int p = b + tile * panel;
      int i0 = co + tile * WIDTH;
      int i1 = co + Math.min(1, last) * cs + tile * WIDTH;
      int i2 = co + Math.min(2, last) * cs + tile * WIDTH;
      int i3 = co + Math.min(3, last) * cs + tile * WIDTH;
      int i4 = co + Math.min(4, last) * cs + tile * WIDTH;
      int i5 = co + Math.min(5, last) * cs + tile * WIDTH;
      FloatVector c00 = FloatVector.fromArray(Lanes.SPECIES, c, i0);
      FloatVector c01 = FloatVector.fromArray(Lanes.SPECIES, c, i0 + Lanes.COUNT);
      FloatVector c10 = FloatVector.fromArray(Lanes.SPECIES, c, i1);
      FloatVector c11 = FloatVector.fromArray(Lanes.SPECIES, c, i1 + Lanes.COUNT);
      FloatVector c20 = FloatVector.fromArray(Lanes.SPECIES, c, i2);
      FloatVector c21 = FloatVector.fromArray(Lanes.SPECIES, c, i2 + Lanes.COUNT);
      FloatVector c30 = FloatVector.fromArray(Lanes.SPECIES, c, i3);
      FloatVector c31 = FloatVector.fromArray(Lanes.SPECIES, c, i3 + Lanes.COUNT);
      FloatVector c40 = FloatVector.fromArray(Lanes.SPECIES, c, i4);
      FloatVector c41 = FloatVector.fromArray(Lanes.SPECIES, c, i4 + Lanes.COUNT);
      FloatVector c50 = FloatVector.fromArray(Lanes.SPECIES, c, i5);
      FloatVector c51 = FloatVector.fromArray(Lanes.SPECIES, c, i5 + Lanes.COUNT);
      for (int k = 0; k < count; k++) {
        FloatVector b0 = FloatVector.fromArray(Lanes.SPECIES, t, p + k * WIDTH);
        FloatVector b1 = FloatVector.fromArray(Lanes.SPECIES, t, p + k * WIDTH + Lanes.COUNT);
        FloatVector v = FloatVector.broadcast(Lanes.SPECIES, t[a + k * STRIDE]);
        c00 = b0.fma(v, c00);
        c01 = b1.fma(v, c01);
        v = FloatVector.broadcast(Lanes.SPECIES, t[a + k * STRIDE + 1]);
        c10 = b0.fma(v, c10);
        c11 = b1.fma(v, c11);
        ((FloatVector) c11.reinterpretShape(FloatVector.SPECIES_64, 0)).intoArray(t, Scratch.PARK);
        v = FloatVector.broadcast(Lanes.SPECIES, t[a + k * STRIDE + 2]);
        c20 = b0.fma(v, c20);
        c21 = b1.fma(v, c21);
        v = FloatVector.broadcast(Lanes.SPECIES, t[a + k * STRIDE + 3]);
        c30 = b0.fma(v, c30);
        c31 = b1.fma(v, c31);
        v = FloatVector.broadcast(Lanes.SPECIES, t[a + k * STRIDE + 4]);
        c40 = b0.fma(v, c40);
        c41 = b1.fma(v, c41);
        v = FloatVector.broadcast(Lanes.SPECIES, t[a + k * STRIDE + 5]);
        c50 = b0.fma(v, c50);
        c51 = b1.fma(v, c51);
      }
      Lanes.CLASS.cast(c00).intoArray(c, i0);
      Lanes.CLASS.cast(c01).intoArray(c, i0 + Lanes.COUNT);
      Lanes.CLASS.cast(c10).intoArray(c, i1);
      Lanes.CLASS.cast(c11).intoArray(c, i1 + Lanes.COUNT);
      Lanes.CLASS.cast(c20).intoArray(c, i2);
      Lanes.CLASS.cast(c21).intoArray(c, i2 + Lanes.COUNT);
      Lanes.CLASS.cast(c30).intoArray(c, i3);
      Lanes.CLASS.cast(c31).intoArray(c, i3 + Lanes.COUNT);
      Lanes.CLASS.cast(c40).intoArray(c, i4);
      Lanes.CLASS.cast(c41).intoArray(c, i4 + Lanes.COUNT);
      Lanes.CLASS.cast(c50).intoArray(c, i5);
      Lanes.CLASS.cast(c51).intoArray(c, i5 + Lanes.COUNT);
    }
  }
}
