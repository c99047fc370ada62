package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.spi.Panels;
import jdk.incubator.vector.FloatVector;

/**
 * The tile of {@link GemmTile} for machines of 512 bits: ten rows of X by two panels. Twenty
 * accumulators, ten broadcasts and two weights fill their 32 registers, so that nothing need be
 * parked, and a weight is loaded half as often.
 *
 * <p>Before it, a gemm of 32 rows ran at 72, 78, 76 G multiply-adds a second for 64, 256, 512
 * squared, of 106 that registers alone reach; with it at 83, 93, 93 (JDK 25, Intel Xeon, Sapphire
 * Rapids or later; JDK 17: 63, 72, 71 and 71, 81, 81). Twelve rows spill six vectors, and gain
 * nothing more.
 */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class WideGemmTile extends NotInlined {
  /** Rows of X in a tile. */
  static final int HEIGHT = 10;

  private static final int STRIDE = GemmTile.STRIDE;

  private WideGemmTile() {}

  /** See {@link GemmTile#strip}; {@code from} is the first row's place in the scratch. */
  static void ten(
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
    FloatVector a0 = FloatVector.fromArray(Lanes.SPECIES, s, so);
    FloatVector b0 = FloatVector.fromArray(Lanes.SPECIES, s, so + second);
    FloatVector a1 = FloatVector.fromArray(Lanes.SPECIES, s, so + ss);
    FloatVector b1 = FloatVector.fromArray(Lanes.SPECIES, s, so + ss + second);
    FloatVector a2 = FloatVector.fromArray(Lanes.SPECIES, s, so + 2 * ss);
    FloatVector b2 = FloatVector.fromArray(Lanes.SPECIES, s, so + 2 * ss + second);
    FloatVector a3 = FloatVector.fromArray(Lanes.SPECIES, s, so + 3 * ss);
    FloatVector b3 = FloatVector.fromArray(Lanes.SPECIES, s, so + 3 * ss + second);
    FloatVector a4 = FloatVector.fromArray(Lanes.SPECIES, s, so + 4 * ss);
    FloatVector b4 = FloatVector.fromArray(Lanes.SPECIES, s, so + 4 * ss + second);
    FloatVector a5 = FloatVector.fromArray(Lanes.SPECIES, s, so + 5 * ss);
    FloatVector b5 = FloatVector.fromArray(Lanes.SPECIES, s, so + 5 * ss + second);
    FloatVector a6 = FloatVector.fromArray(Lanes.SPECIES, s, so + 6 * ss);
    FloatVector b6 = FloatVector.fromArray(Lanes.SPECIES, s, so + 6 * ss + second);
    FloatVector a7 = FloatVector.fromArray(Lanes.SPECIES, s, so + 7 * ss);
    FloatVector b7 = FloatVector.fromArray(Lanes.SPECIES, s, so + 7 * ss + second);
    FloatVector a8 = FloatVector.fromArray(Lanes.SPECIES, s, so + 8 * ss);
    FloatVector b8 = FloatVector.fromArray(Lanes.SPECIES, s, so + 8 * ss + second);
    FloatVector a9 = FloatVector.fromArray(Lanes.SPECIES, s, so + 9 * ss);
    FloatVector b9 = FloatVector.fromArray(Lanes.SPECIES, s, so + 9 * ss + second);
    int p0 = p - from * Panels.HEIGHT;
    int p1 = p0 + step;
    int to = from + cols;
    for (int j = from; j < to; j++) {
      FloatVector w0 = FloatVector.fromArray(Lanes.SPECIES, w, p0 + j * Panels.HEIGHT);
      FloatVector w1 = FloatVector.fromArray(Lanes.SPECIES, w, p1 + j * Panels.HEIGHT);
      FloatVector v = FloatVector.broadcast(Lanes.SPECIES, t[j]);
      a0 = w0.fma(v, a0);
      b0 = w1.fma(v, b0);
      v = FloatVector.broadcast(Lanes.SPECIES, t[j + STRIDE]);
      a1 = w0.fma(v, a1);
      b1 = w1.fma(v, b1);
      v = FloatVector.broadcast(Lanes.SPECIES, t[j + 2 * STRIDE]);
      a2 = w0.fma(v, a2);
      b2 = w1.fma(v, b2);
      v = FloatVector.broadcast(Lanes.SPECIES, t[j + 3 * STRIDE]);
      a3 = w0.fma(v, a3);
      b3 = w1.fma(v, b3);
      v = FloatVector.broadcast(Lanes.SPECIES, t[j + 4 * STRIDE]);
      a4 = w0.fma(v, a4);
      b4 = w1.fma(v, b4);
      v = FloatVector.broadcast(Lanes.SPECIES, t[j + 5 * STRIDE]);
      a5 = w0.fma(v, a5);
      b5 = w1.fma(v, b5);
      v = FloatVector.broadcast(Lanes.SPECIES, t[j + 6 * STRIDE]);
      a6 = w0.fma(v, a6);
      b6 = w1.fma(v, b6);
      v = FloatVector.broadcast(Lanes.SPECIES, t[j + 7 * STRIDE]);
      a7 = w0.fma(v, a7);
      b7 = w1.fma(v, b7);
      v = FloatVector.broadcast(Lanes.SPECIES, t[j + 8 * STRIDE]);
      a8 = w0.fma(v, a8);
      b8 = w1.fma(v, b8);
      v = FloatVector.broadcast(Lanes.SPECIES, t[j + 9 * STRIDE]);
      a9 = w0.fma(v, a9);
      b9 = w1.fma(v, b9);
    }
    Lanes.CLASS.cast(a0).intoArray(y, yo);
    Lanes.CLASS.cast(b0).intoArray(y, yo + second);
    Lanes.CLASS.cast(a1).intoArray(y, yo + ys);
    Lanes.CLASS.cast(b1).intoArray(y, yo + ys + second);
    Lanes.CLASS.cast(a2).intoArray(y, yo + 2 * ys);
    Lanes.CLASS.cast(b2).intoArray(y, yo + 2 * ys + second);
    Lanes.CLASS.cast(a3).intoArray(y, yo + 3 * ys);
    Lanes.CLASS.cast(b3).intoArray(y, yo + 3 * ys + second);
    Lanes.CLASS.cast(a4).intoArray(y, yo + 4 * ys);
    Lanes.CLASS.cast(b4).intoArray(y, yo + 4 * ys + second);
    Lanes.CLASS.cast(a5).intoArray(y, yo + 5 * ys);
    Lanes.CLASS.cast(b5).intoArray(y, yo + 5 * ys + second);
    Lanes.CLASS.cast(a6).intoArray(y, yo + 6 * ys);
    Lanes.CLASS.cast(b6).intoArray(y, yo + 6 * ys + second);
    Lanes.CLASS.cast(a7).intoArray(y, yo + 7 * ys);
    Lanes.CLASS.cast(b7).intoArray(y, yo + 7 * ys + second);
    Lanes.CLASS.cast(a8).intoArray(y, yo + 8 * ys);
    Lanes.CLASS.cast(b8).intoArray(y, yo + 8 * ys + second);
    Lanes.CLASS.cast(a9).intoArray(y, yo + 9 * ys);
    Lanes.CLASS.cast(b9).intoArray(y, yo + 9 * ys + second);
  }
}
