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
  /** Rows of X in a tile of a gemm. */
  static final int HEIGHT = 6;

  private Bfloat16Tile() {}

  static void eight(
      int[] w, int p, int cols, float[] x, int xo, float[] s, int so, float[] y, int yo) {
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

  /** All tiles of six rows of X that use one vector of pairs. */
  static void strip(
      int[] w,
      int p,
      int cols,
      int count,
      float[] x,
      int xo,
      int xs,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    for (int m = 0; m + HEIGHT <= count; m += HEIGHT) {
      six(w, p, cols, x, xo + m * xs, xs, s, so + m * ss, ss, y, yo + m * ys, ys);
    }
  }

  /** Six rows of X by the two vectors of rows in one vector of pairs. */
  private static void six(
      int[] w,
      int p,
      int cols,
      float[] x,
      int xo,
      int xs,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    int h = Bfloat16.WIDTH;
    FloatVector a00 = FloatVector.fromArray(Lanes.SPECIES, s, so);
    FloatVector a01 = FloatVector.fromArray(Lanes.SPECIES, s, so + h);
    FloatVector a10 = FloatVector.fromArray(Lanes.SPECIES, s, so + ss);
    FloatVector a11 = FloatVector.fromArray(Lanes.SPECIES, s, so + ss + h);
    FloatVector a20 = FloatVector.fromArray(Lanes.SPECIES, s, so + 2 * ss);
    FloatVector a21 = FloatVector.fromArray(Lanes.SPECIES, s, so + 2 * ss + h);
    FloatVector a30 = FloatVector.fromArray(Lanes.SPECIES, s, so + 3 * ss);
    FloatVector a31 = FloatVector.fromArray(Lanes.SPECIES, s, so + 3 * ss + h);
    FloatVector a40 = FloatVector.fromArray(Lanes.SPECIES, s, so + 4 * ss);
    FloatVector a41 = FloatVector.fromArray(Lanes.SPECIES, s, so + 4 * ss + h);
    FloatVector a50 = FloatVector.fromArray(Lanes.SPECIES, s, so + 5 * ss);
    FloatVector a51 = FloatVector.fromArray(Lanes.SPECIES, s, so + 5 * ss + h);
    int x1 = xo + xs;
    int x2 = xo + 2 * xs;
    int x3 = xo + 3 * xs;
    int x4 = xo + 4 * xs;
    int x5 = xo + 5 * xs;
    for (int j = 0; j < cols; j++) {
      IntVector pair = IntVector.fromArray(Lanes.INTS, w, p + j * Bfloat16.WIDTH);
      FloatVector w0 = pair.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
      FloatVector w1 = pair.and(Bfloat16.HIGH).reinterpretAsFloats();
      FloatVector v = FloatVector.broadcast(Lanes.SPECIES, x[xo + j]);
      a00 = w0.fma(v, a00);
      a01 = w1.fma(v, a01);
      v = FloatVector.broadcast(Lanes.SPECIES, x[x1 + j]);
      a10 = w0.fma(v, a10);
      a11 = w1.fma(v, a11);
      v = FloatVector.broadcast(Lanes.SPECIES, x[x2 + j]);
      a20 = w0.fma(v, a20);
      a21 = w1.fma(v, a21);
      v = FloatVector.broadcast(Lanes.SPECIES, x[x3 + j]);
      a30 = w0.fma(v, a30);
      a31 = w1.fma(v, a31);
      v = FloatVector.broadcast(Lanes.SPECIES, x[x4 + j]);
      a40 = w0.fma(v, a40);
      a41 = w1.fma(v, a41);
      v = FloatVector.broadcast(Lanes.SPECIES, x[x5 + j]);
      a50 = w0.fma(v, a50);
      a51 = w1.fma(v, a51);
    }
    Lanes.CLASS.cast(a00).intoArray(y, yo);
    Lanes.CLASS.cast(a01).intoArray(y, yo + h);
    Lanes.CLASS.cast(a10).intoArray(y, yo + ys);
    Lanes.CLASS.cast(a11).intoArray(y, yo + ys + h);
    Lanes.CLASS.cast(a20).intoArray(y, yo + 2 * ys);
    Lanes.CLASS.cast(a21).intoArray(y, yo + 2 * ys + h);
    Lanes.CLASS.cast(a30).intoArray(y, yo + 3 * ys);
    Lanes.CLASS.cast(a31).intoArray(y, yo + 3 * ys + h);
    Lanes.CLASS.cast(a40).intoArray(y, yo + 4 * ys);
    Lanes.CLASS.cast(a41).intoArray(y, yo + 4 * ys + h);
    Lanes.CLASS.cast(a50).intoArray(y, yo + 5 * ys);
    Lanes.CLASS.cast(a51).intoArray(y, yo + 5 * ys + h);
  }

  /** The lower halves of one vector of pairs, where a matrix ends within a panel. */
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
