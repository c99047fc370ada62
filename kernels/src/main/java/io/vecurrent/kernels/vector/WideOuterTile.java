package io.vecurrent.kernels.vector;

import jdk.incubator.vector.FloatVector;

/**
 * The tiles of {@link OuterTile} for machines of 512 bits: ten rows of C by two vectors, so that a
 * vector of b is loaded half as often.
 *
 * <p>Before it, 32 steps of 256 x 256 ran at 62 G multiply-adds a second of 106 that registers
 * alone reach, 128 steps at 58; with it at 66 and 72 (JDK 25, Intel Xeon, Sapphire Rapids or later;
 * JDK 17: 53, 54 and 63, 68). It parks, as six rows do: twelve without spill six vectors (45 G).
 */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class WideOuterTile extends NotInlined {
  /** Rows of C in a tile. */
  static final int HEIGHT = 10;

  private static final int WIDTH = OuterTile.WIDTH;
  private static final int STRIDE = OuterTile.STRIDE;

  private WideOuterTile() {}

  /** See {@link OuterTile#row}; all ten rows are there. */
  static void row(int tiles, int count, float[] t, int a, int b, float[] c, int co, int cs) {
    int panel = count * WIDTH;
    for (int tile = 0; tile < tiles; tile++) {
      int p = b + tile * panel;
      int i = co + tile * WIDTH;
      FloatVector c00 = FloatVector.fromArray(Lanes.SPECIES, c, i);
      FloatVector c01 = FloatVector.fromArray(Lanes.SPECIES, c, i + Lanes.COUNT);
      FloatVector c10 = FloatVector.fromArray(Lanes.SPECIES, c, i + cs);
      FloatVector c11 = FloatVector.fromArray(Lanes.SPECIES, c, i + cs + Lanes.COUNT);
      FloatVector c20 = FloatVector.fromArray(Lanes.SPECIES, c, i + 2 * cs);
      FloatVector c21 = FloatVector.fromArray(Lanes.SPECIES, c, i + 2 * cs + Lanes.COUNT);
      FloatVector c30 = FloatVector.fromArray(Lanes.SPECIES, c, i + 3 * cs);
      FloatVector c31 = FloatVector.fromArray(Lanes.SPECIES, c, i + 3 * cs + Lanes.COUNT);
      FloatVector c40 = FloatVector.fromArray(Lanes.SPECIES, c, i + 4 * cs);
      FloatVector c41 = FloatVector.fromArray(Lanes.SPECIES, c, i + 4 * cs + Lanes.COUNT);
      FloatVector c50 = FloatVector.fromArray(Lanes.SPECIES, c, i + 5 * cs);
      FloatVector c51 = FloatVector.fromArray(Lanes.SPECIES, c, i + 5 * cs + Lanes.COUNT);
      FloatVector c60 = FloatVector.fromArray(Lanes.SPECIES, c, i + 6 * cs);
      FloatVector c61 = FloatVector.fromArray(Lanes.SPECIES, c, i + 6 * cs + Lanes.COUNT);
      FloatVector c70 = FloatVector.fromArray(Lanes.SPECIES, c, i + 7 * cs);
      FloatVector c71 = FloatVector.fromArray(Lanes.SPECIES, c, i + 7 * cs + Lanes.COUNT);
      FloatVector c80 = FloatVector.fromArray(Lanes.SPECIES, c, i + 8 * cs);
      FloatVector c81 = FloatVector.fromArray(Lanes.SPECIES, c, i + 8 * cs + Lanes.COUNT);
      FloatVector c90 = FloatVector.fromArray(Lanes.SPECIES, c, i + 9 * cs);
      FloatVector c91 = FloatVector.fromArray(Lanes.SPECIES, c, i + 9 * cs + Lanes.COUNT);
      for (int k = 0; k < count; k++) {
        FloatVector b0 = FloatVector.fromArray(Lanes.SPECIES, t, p + k * WIDTH);
        FloatVector b1 = FloatVector.fromArray(Lanes.SPECIES, t, p + k * WIDTH + Lanes.COUNT);
        FloatVector v = FloatVector.broadcast(Lanes.SPECIES, t[a + k * STRIDE]);
        c00 = b0.fma(v, c00);
        c01 = b1.fma(v, c01);
        v = FloatVector.broadcast(Lanes.SPECIES, t[a + k * STRIDE + 1]);
        c10 = b0.fma(v, c10);
        c11 = b1.fma(v, c11);
        v = FloatVector.broadcast(Lanes.SPECIES, t[a + k * STRIDE + 2]);
        c20 = b0.fma(v, c20);
        c21 = b1.fma(v, c21);
        v = FloatVector.broadcast(Lanes.SPECIES, t[a + k * STRIDE + 3]);
        c30 = b0.fma(v, c30);
        c31 = b1.fma(v, c31);
        v = FloatVector.broadcast(Lanes.SPECIES, t[a + k * STRIDE + 4]);
        c40 = b0.fma(v, c40);
        c41 = b1.fma(v, c41);
        ((FloatVector) c41.reinterpretShape(FloatVector.SPECIES_64, 0)).intoArray(t, Scratch.PARK);
        v = FloatVector.broadcast(Lanes.SPECIES, t[a + k * STRIDE + 5]);
        c50 = b0.fma(v, c50);
        c51 = b1.fma(v, c51);
        v = FloatVector.broadcast(Lanes.SPECIES, t[a + k * STRIDE + 6]);
        c60 = b0.fma(v, c60);
        c61 = b1.fma(v, c61);
        v = FloatVector.broadcast(Lanes.SPECIES, t[a + k * STRIDE + 7]);
        c70 = b0.fma(v, c70);
        c71 = b1.fma(v, c71);
        v = FloatVector.broadcast(Lanes.SPECIES, t[a + k * STRIDE + 8]);
        c80 = b0.fma(v, c80);
        c81 = b1.fma(v, c81);
        v = FloatVector.broadcast(Lanes.SPECIES, t[a + k * STRIDE + 9]);
        c90 = b0.fma(v, c90);
        c91 = b1.fma(v, c91);
      }
      Lanes.CLASS.cast(c00).intoArray(c, i);
      Lanes.CLASS.cast(c01).intoArray(c, i + Lanes.COUNT);
      Lanes.CLASS.cast(c10).intoArray(c, i + cs);
      Lanes.CLASS.cast(c11).intoArray(c, i + cs + Lanes.COUNT);
      Lanes.CLASS.cast(c20).intoArray(c, i + 2 * cs);
      Lanes.CLASS.cast(c21).intoArray(c, i + 2 * cs + Lanes.COUNT);
      Lanes.CLASS.cast(c30).intoArray(c, i + 3 * cs);
      Lanes.CLASS.cast(c31).intoArray(c, i + 3 * cs + Lanes.COUNT);
      Lanes.CLASS.cast(c40).intoArray(c, i + 4 * cs);
      Lanes.CLASS.cast(c41).intoArray(c, i + 4 * cs + Lanes.COUNT);
      Lanes.CLASS.cast(c50).intoArray(c, i + 5 * cs);
      Lanes.CLASS.cast(c51).intoArray(c, i + 5 * cs + Lanes.COUNT);
      Lanes.CLASS.cast(c60).intoArray(c, i + 6 * cs);
      Lanes.CLASS.cast(c61).intoArray(c, i + 6 * cs + Lanes.COUNT);
      Lanes.CLASS.cast(c70).intoArray(c, i + 7 * cs);
      Lanes.CLASS.cast(c71).intoArray(c, i + 7 * cs + Lanes.COUNT);
      Lanes.CLASS.cast(c80).intoArray(c, i + 8 * cs);
      Lanes.CLASS.cast(c81).intoArray(c, i + 8 * cs + Lanes.COUNT);
      Lanes.CLASS.cast(c90).intoArray(c, i + 9 * cs);
      Lanes.CLASS.cast(c91).intoArray(c, i + 9 * cs + Lanes.COUNT);
    }
  }
}
