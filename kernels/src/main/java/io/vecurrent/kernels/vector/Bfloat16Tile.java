package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.spi.Bfloat16;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Products with weights of 16 bits: an int of a pair becomes the float of its lower half by a
 * shift, that of its upper half by a mask. Two accumulators a vector of pairs.
 */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class Bfloat16Tile extends NotInlined {
  /**
   * Whether the loop of eight vectors parks two ints of an accumulator halfway, see {@link
   * Scratch}. JDK 17 otherwise loads all weights first and spills an accumulator, a chain of 15
   * cycles a column: 256 x 256 took 4,560 ns, now 2,440. JDK 25 needs no such help: 2,000 ns, with
   * it 3,400. Nor do 32 registers (512 bits, JDK 17: 1,940 ns without it, 2,200 with it). Four
   * columns in a round would take 1,270 ns instead of 1,480 there (JDK 25), but are more than C2
   * inlines without a profile: they then allocate for ever.
   */
  static final boolean PARKS = Runtime.version().feature() < 21 && !Lanes.WIDE;

  private Bfloat16Tile() {}

  /**
   * Eight vectors of rows.
   *
   * @param parked for {@link Scratch#PARK} where {@link #PARKS}
   */
  static void eight(
      int[] w,
      int p,
      int cols,
      float[] x,
      int xo,
      float[] s,
      int so,
      float[] y,
      int yo,
      int[] parked) {
    int panel = Bfloat16.WIDTH * cols;
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
    for (int j = 0; j < cols; j++) {
      FloatVector xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j]);
      IntVector w0 = IntVector.fromArray(Lanes.INTS, w, p + j * Bfloat16.WIDTH);
      a0 = w0.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a0);
      b0 = w0.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b0);
      IntVector w1 = IntVector.fromArray(Lanes.INTS, w, p1 + j * Bfloat16.WIDTH);
      a1 = w1.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a1);
      b1 = w1.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b1);
      if (PARKS) {
        ((IntVector) b1.reinterpretAsInts().reinterpretShape(IntVector.SPECIES_64, 0))
            .intoArray(parked, Scratch.PARK);
      }
      IntVector w2 = IntVector.fromArray(Lanes.INTS, w, p2 + j * Bfloat16.WIDTH);
      a2 = w2.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a2);
      b2 = w2.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b2);
      IntVector w3 = IntVector.fromArray(Lanes.INTS, w, p3 + j * Bfloat16.WIDTH);
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

  static void four(
      int[] w, int p, int cols, float[] x, int xo, float[] s, int so, float[] y, int yo) {
    int panel = Bfloat16.WIDTH * cols;
    int p1 = p + Lanes.weight(1, panel);
    int l0 = Lanes.lowRow(0);
    int h0 = l0 + Bfloat16.WIDTH;
    int l1 = Lanes.lowRow(1);
    int h1 = l1 + Bfloat16.WIDTH;
    FloatVector a0 = FloatVector.fromArray(Lanes.SPECIES, s, so + l0);
    FloatVector b0 = FloatVector.fromArray(Lanes.SPECIES, s, so + h0);
    FloatVector a1 = FloatVector.fromArray(Lanes.SPECIES, s, so + l1);
    FloatVector b1 = FloatVector.fromArray(Lanes.SPECIES, s, so + h1);
    for (int j = 0; j < cols; j++) {
      FloatVector xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j]);
      IntVector w0 = IntVector.fromArray(Lanes.INTS, w, p + j * Bfloat16.WIDTH);
      a0 = w0.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a0);
      b0 = w0.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b0);
      IntVector w1 = IntVector.fromArray(Lanes.INTS, w, p1 + j * Bfloat16.WIDTH);
      a1 = w1.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a1);
      b1 = w1.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b1);
    }
    Lanes.CLASS.cast(a0).intoArray(y, yo + l0);
    Lanes.CLASS.cast(b0).intoArray(y, yo + h0);
    Lanes.CLASS.cast(a1).intoArray(y, yo + l1);
    Lanes.CLASS.cast(b1).intoArray(y, yo + h1);
  }

  static void two(
      int[] w, int p, int cols, float[] x, int xo, float[] s, int so, float[] y, int yo) {
    int l0 = Lanes.lowRow(0);
    int h0 = l0 + Bfloat16.WIDTH;
    FloatVector a0 = FloatVector.fromArray(Lanes.SPECIES, s, so + l0);
    FloatVector b0 = FloatVector.fromArray(Lanes.SPECIES, s, so + h0);
    for (int j = 0; j < cols; j++) {
      FloatVector xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j]);
      IntVector w0 = IntVector.fromArray(Lanes.INTS, w, p + j * Bfloat16.WIDTH);
      a0 = w0.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a0);
      b0 = w0.and(Bfloat16.HIGH).reinterpretAsFloats().fma(xj, b0);
    }
    Lanes.CLASS.cast(a0).intoArray(y, yo + l0);
    Lanes.CLASS.cast(b0).intoArray(y, yo + h0);
  }

  /** Columns of a panel as floats: two panels of floats, one behind the other. */
  static void widen(int[] w, int p, int cols, float[] t, int to) {
    int length = cols * Bfloat16.WIDTH;
    int high = to + length;
    for (int i = 0; i < length; i += Lanes.COUNT) {
      IntVector pair = IntVector.fromArray(Lanes.INTS, w, p + i);
      pair.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().intoArray(t, to + i);
      pair.and(Bfloat16.HIGH).reinterpretAsFloats().intoArray(t, high + i);
    }
  }

  /** The lower halves of one vector of pairs. */
  static void low(
      int[] w, int p, int cols, float[] x, int xo, float[] s, int so, float[] y, int yo) {
    FloatVector a = FloatVector.fromArray(Lanes.SPECIES, s, so);
    for (int j = 0; j < cols; j++) {
      IntVector pair = IntVector.fromArray(Lanes.INTS, w, p + j * Bfloat16.WIDTH);
      FloatVector xj = FloatVector.broadcast(Lanes.SPECIES, x[xo + j]);
      a = pair.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(xj, a);
    }
    Lanes.CLASS.cast(a).intoArray(y, yo);
  }
}
