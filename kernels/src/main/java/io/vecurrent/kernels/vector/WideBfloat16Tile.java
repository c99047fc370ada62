package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.spi.Bfloat16;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The tile of {@link Bfloat16Tile} for machines of 512 bits, with four columns in a round, like
 * {@link WideMatvecTile}: 256 x 256 takes 1,270 ns instead of 1,480, where one shift or mask for
 * each multiply-add takes 1,240 on the two ports that know vectors of 512 bits (JDK 25, Intel Xeon,
 * Sapphire Rapids or later). JDK 17, which there needs to park: 1,470 ns instead of 2,140.
 */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class WideBfloat16Tile extends NotInlined {
  private WideBfloat16Tile() {}

  /** See {@link Bfloat16Tile#eight}; {@code cols} are {@link WideMatvecTile#columns}. */
  static void eight(
      int[] w,
      int p,
      int panel,
      int cols,
      float[] x,
      int xo,
      float[] s,
      int so,
      float[] y,
      int yo) {
    int p1 = p + Lanes.weight(1, panel);
    int p2 = p + Lanes.weight(2, panel);
    int p3 = p + Lanes.weight(3, panel);
    int l0 = Lanes.lowRow(0);
    int h0 = l0 + Bfloat16.WIDTH;
    int l1 = Lanes.lowRow(1);
    int h1 = l1 + Bfloat16.WIDTH;
    int l2 = Lanes.lowRow(2);
    int h2 = l2 + Bfloat16.WIDTH;
    int l3 = Lanes.lowRow(3);
    int h3 = l3 + Bfloat16.WIDTH;
    FloatVector a0 = FloatVector.fromArray(Lanes.SPECIES, s, so + l0);
    FloatVector b0 = FloatVector.fromArray(Lanes.SPECIES, s, so + h0);
    FloatVector a1 = FloatVector.fromArray(Lanes.SPECIES, s, so + l1);
    FloatVector b1 = FloatVector.fromArray(Lanes.SPECIES, s, so + h1);
    FloatVector a2 = FloatVector.fromArray(Lanes.SPECIES, s, so + l2);
    FloatVector b2 = FloatVector.fromArray(Lanes.SPECIES, s, so + h2);
    FloatVector a3 = FloatVector.fromArray(Lanes.SPECIES, s, so + l3);
    FloatVector b3 = FloatVector.fromArray(Lanes.SPECIES, s, so + h3);
    for (int j = 0; j < cols; j += WideMatvecTile.COLUMNS) {
      FloatVector xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j]);
      IntVector w0 = IntVector.fromArray(Lanes.INTS, w, p + j * Bfloat16.WIDTH);
      a0 = w0.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a0);
      b0 = w0.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b0);
      IntVector w1 = IntVector.fromArray(Lanes.INTS, w, p1 + j * Bfloat16.WIDTH);
      a1 = w1.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a1);
      b1 = w1.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b1);
      IntVector w2 = IntVector.fromArray(Lanes.INTS, w, p2 + j * Bfloat16.WIDTH);
      a2 = w2.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a2);
      b2 = w2.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b2);
      IntVector w3 = IntVector.fromArray(Lanes.INTS, w, p3 + j * Bfloat16.WIDTH);
      a3 = w3.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a3);
      b3 = w3.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b3);
      xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j + 1]);
      w0 = IntVector.fromArray(Lanes.INTS, w, p + j * Bfloat16.WIDTH + Bfloat16.WIDTH);
      a0 = w0.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a0);
      b0 = w0.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b0);
      w1 = IntVector.fromArray(Lanes.INTS, w, p1 + j * Bfloat16.WIDTH + Bfloat16.WIDTH);
      a1 = w1.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a1);
      b1 = w1.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b1);
      w2 = IntVector.fromArray(Lanes.INTS, w, p2 + j * Bfloat16.WIDTH + Bfloat16.WIDTH);
      a2 = w2.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a2);
      b2 = w2.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b2);
      w3 = IntVector.fromArray(Lanes.INTS, w, p3 + j * Bfloat16.WIDTH + Bfloat16.WIDTH);
      a3 = w3.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a3);
      b3 = w3.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b3);
      xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j + 2]);
      w0 = IntVector.fromArray(Lanes.INTS, w, p + j * Bfloat16.WIDTH + 2 * Bfloat16.WIDTH);
      a0 = w0.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a0);
      b0 = w0.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b0);
      w1 = IntVector.fromArray(Lanes.INTS, w, p1 + j * Bfloat16.WIDTH + 2 * Bfloat16.WIDTH);
      a1 = w1.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a1);
      b1 = w1.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b1);
      w2 = IntVector.fromArray(Lanes.INTS, w, p2 + j * Bfloat16.WIDTH + 2 * Bfloat16.WIDTH);
      a2 = w2.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a2);
      b2 = w2.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b2);
      w3 = IntVector.fromArray(Lanes.INTS, w, p3 + j * Bfloat16.WIDTH + 2 * Bfloat16.WIDTH);
      a3 = w3.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a3);
      b3 = w3.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b3);
      xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j + 3]);
      w0 = IntVector.fromArray(Lanes.INTS, w, p + j * Bfloat16.WIDTH + 3 * Bfloat16.WIDTH);
      a0 = w0.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a0);
      b0 = w0.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b0);
      w1 = IntVector.fromArray(Lanes.INTS, w, p1 + j * Bfloat16.WIDTH + 3 * Bfloat16.WIDTH);
      a1 = w1.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a1);
      b1 = w1.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b1);
      w2 = IntVector.fromArray(Lanes.INTS, w, p2 + j * Bfloat16.WIDTH + 3 * Bfloat16.WIDTH);
      a2 = w2.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a2);
      b2 = w2.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b2);
      w3 = IntVector.fromArray(Lanes.INTS, w, p3 + j * Bfloat16.WIDTH + 3 * Bfloat16.WIDTH);
      a3 = w3.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a3);
      b3 = w3.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b3);
    }
    Lanes.CLASS.cast(a0).intoArray(y, yo + l0);
    Lanes.CLASS.cast(b0).intoArray(y, yo + h0);
    Lanes.CLASS.cast(a1).intoArray(y, yo + l1);
    Lanes.CLASS.cast(b1).intoArray(y, yo + h1);
    Lanes.CLASS.cast(a2).intoArray(y, yo + l2);
    Lanes.CLASS.cast(b2).intoArray(y, yo + h2);
    Lanes.CLASS.cast(a3).intoArray(y, yo + l3);
    Lanes.CLASS.cast(b3).intoArray(y, yo + h3);
  }
}
