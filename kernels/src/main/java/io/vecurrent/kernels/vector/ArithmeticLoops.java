package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.scalar.ScalarMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Level-1 arithmetic and update rules on a positive multiple of {@link Lanes#COUNT} elements.
 *
 * <p>Sums are {@code next.add(sum)}: of what calls C2 must know the class, see {@link Lanes#CLASS}.
 *
 * <p>Moments that would be denormal become 0.
 */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class ArithmeticLoops extends NotInlined {
  /** Denormal numbers are up to here, as bits: {@link Lanes#cut}. */
  private static final int TINY = Lanes.cut(Float.MIN_NORMAL);

  private ArithmeticLoops() {}

  static void axpy(float a, float[] x, int xOffset, float[] y, int yOffset, int length) {
    FloatVector s = FloatVector.broadcast(Lanes.SPECIES, a);
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.SPECIES, x, xOffset + i);
      FloatVector w = FloatVector.fromArray(Lanes.SPECIES, y, yOffset + i);
      v.fma(s, w).intoArray(y, yOffset + i);
    }
  }

  /** The sum of the rows of four vectors of columns: four chains at once. */
  static void sumFourColumns(int count, float[] x, int xo, int xs, float[] y, int yo) {
    int n = Lanes.COUNT;
    FloatVector a0 = FloatVector.zero(Lanes.SPECIES);
    FloatVector a1 = FloatVector.zero(Lanes.SPECIES);
    FloatVector a2 = FloatVector.zero(Lanes.SPECIES);
    FloatVector a3 = FloatVector.zero(Lanes.SPECIES);
    int i = xo;
    for (int k = 0; k < count; k++) {
      a0 = FloatVector.fromArray(Lanes.SPECIES, x, i).add(a0);
      a1 = FloatVector.fromArray(Lanes.SPECIES, x, i + n).add(a1);
      a2 = FloatVector.fromArray(Lanes.SPECIES, x, i + 2 * n).add(a2);
      a3 = FloatVector.fromArray(Lanes.SPECIES, x, i + 3 * n).add(a3);
      i += xs;
    }
    Lanes.CLASS.cast(a0).intoArray(y, yo);
    Lanes.CLASS.cast(a1).intoArray(y, yo + n);
    Lanes.CLASS.cast(a2).intoArray(y, yo + 2 * n);
    Lanes.CLASS.cast(a3).intoArray(y, yo + 3 * n);
  }

  static void sumColumn(int count, float[] x, int xo, int xs, float[] y, int yo) {
    FloatVector a = FloatVector.zero(Lanes.SPECIES);
    int i = xo;
    for (int k = 0; k < count; k++) {
      a = FloatVector.fromArray(Lanes.SPECIES, x, i).add(a);
      i += xs;
    }
    Lanes.CLASS.cast(a).intoArray(y, yo);
  }

  static void scale(float a, float[] x, int xOffset, int length) {
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.SPECIES, x, xOffset + i).mul(a).intoArray(x, xOffset + i);
    }
  }

  static void clamp(float[] x, int xOffset, int length, float low, float high) {
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.SPECIES, x, xOffset + i);
      v.max(low).min(high).intoArray(x, xOffset + i);
    }
  }

  static void flushBelow(float[] x, int xOffset, int length, float threshold) {
    IntVector cut = IntVector.broadcast(Lanes.INTS, Lanes.cut(threshold));
    for (int i = 0; i < length; i += Lanes.COUNT) {
      IntVector bits = FloatVector.fromArray(Lanes.SPECIES, x, xOffset + i).reinterpretAsInts();
      IntVector stays = cut.sub(bits.and(Integer.MAX_VALUE)).lanewise(VectorOperators.ASHR, 31);
      bits.and(stays).reinterpretAsFloats().intoArray(x, xOffset + i);
    }
  }

  static void momentum(
      float rate, float momentum, float[] g, float[] buffer, float[] w, int offset, int length) {
    FloatVector mu = FloatVector.broadcast(Lanes.SPECIES, momentum);
    FloatVector step = FloatVector.broadcast(Lanes.SPECIES, -rate);
    IntVector tiny = IntVector.broadcast(Lanes.INTS, TINY);
    for (int i = offset; i < offset + length; i += Lanes.COUNT) {
      FloatVector old = FloatVector.fromArray(Lanes.SPECIES, buffer, i);
      FloatVector b = mu.fma(old, FloatVector.fromArray(Lanes.SPECIES, g, i));
      IntVector bits = b.reinterpretAsInts();
      IntVector stays = tiny.sub(bits.and(Integer.MAX_VALUE)).lanewise(VectorOperators.ASHR, 31);
      b = bits.and(stays).reinterpretAsFloats();
      b.intoArray(buffer, i);
      step.fma(b, FloatVector.fromArray(Lanes.SPECIES, w, i)).intoArray(w, i);
    }
  }

  static void rmsProp(
      float rate,
      float decay,
      float epsilon,
      float[] g,
      float[] v,
      float[] w,
      int offset,
      int length) {
    FloatVector keep = FloatVector.broadcast(Lanes.SPECIES, decay);
    FloatVector step = FloatVector.broadcast(Lanes.SPECIES, -rate);
    IntVector tiny = IntVector.broadcast(Lanes.INTS, TINY);
    IntVector cut = IntVector.broadcast(Lanes.INTS, Lanes.cut(ScalarMath.leastToSquare(decay)));
    for (int i = offset; i < offset + length; i += Lanes.COUNT) {
      FloatVector gradient = FloatVector.fromArray(Lanes.SPECIES, g, i);
      IntVector bits = gradient.reinterpretAsInts();
      IntVector stays = cut.sub(bits.and(Integer.MAX_VALUE)).lanewise(VectorOperators.ASHR, 31);
      FloatVector squared = bits.and(stays).reinterpretAsFloats();
      FloatVector fresh = squared.mul(1f - decay).mul(squared);
      FloatVector last = FloatVector.fromArray(Lanes.SPECIES, v, i);
      FloatVector square = keep.fma(last, fresh);
      bits = square.reinterpretAsInts();
      stays = tiny.sub(bits.and(Integer.MAX_VALUE)).lanewise(VectorOperators.ASHR, 31);
      square = bits.and(stays).reinterpretAsFloats();
      square.intoArray(v, i);
      FloatVector root = square.lanewise(VectorOperators.SQRT).add(epsilon);
      FloatVector old = FloatVector.fromArray(Lanes.SPECIES, w, i);
      step.fma(gradient.div(root), old).intoArray(w, i);
    }
  }

  static void adam(
      float rate,
      float rootScale,
      float beta1,
      float beta2,
      float epsilon,
      float[] g,
      float[] m,
      float[] v,
      float[] w,
      int offset,
      int length) {
    FloatVector keep1 = FloatVector.broadcast(Lanes.SPECIES, beta1);
    FloatVector keep2 = FloatVector.broadcast(Lanes.SPECIES, beta2);
    FloatVector scale = FloatVector.broadcast(Lanes.SPECIES, rootScale);
    FloatVector eps = FloatVector.broadcast(Lanes.SPECIES, epsilon);
    FloatVector step = FloatVector.broadcast(Lanes.SPECIES, -rate);
    IntVector tiny = IntVector.broadcast(Lanes.INTS, TINY);
    IntVector cut = IntVector.broadcast(Lanes.INTS, Lanes.cut(ScalarMath.leastToSquare(beta2)));
    for (int i = offset; i < offset + length; i += Lanes.COUNT) {
      FloatVector gradient = FloatVector.fromArray(Lanes.SPECIES, g, i);
      FloatVector oldMean = FloatVector.fromArray(Lanes.SPECIES, m, i);
      FloatVector mean = keep1.fma(oldMean, gradient.mul(1f - beta1));
      IntVector bits = mean.reinterpretAsInts();
      IntVector stays = tiny.sub(bits.and(Integer.MAX_VALUE)).lanewise(VectorOperators.ASHR, 31);
      mean = bits.and(stays).reinterpretAsFloats();
      mean.intoArray(m, i);
      bits = gradient.reinterpretAsInts();
      stays = cut.sub(bits.and(Integer.MAX_VALUE)).lanewise(VectorOperators.ASHR, 31);
      FloatVector squared = bits.and(stays).reinterpretAsFloats();
      FloatVector fresh = squared.mul(1f - beta2).mul(squared);
      FloatVector last = FloatVector.fromArray(Lanes.SPECIES, v, i);
      FloatVector square = keep2.fma(last, fresh);
      bits = square.reinterpretAsInts();
      stays = tiny.sub(bits.and(Integer.MAX_VALUE)).lanewise(VectorOperators.ASHR, 31);
      square = bits.and(stays).reinterpretAsFloats();
      square.intoArray(v, i);
      FloatVector root = square.lanewise(VectorOperators.SQRT).fma(scale, eps);
      FloatVector old = FloatVector.fromArray(Lanes.SPECIES, w, i);
      step.fma(mean.div(root), old).intoArray(w, i);
    }
  }

  /** Copies {@code count} rows of {@code length} floats, any number. */
  static void copyRows(
      int count,
      int length,
      float[] from,
      int fromOffset,
      int fromStride,
      float[] to,
      int toOffset,
      int toStride) {
    for (int m = 0; m < count; m++) {
      copy(length, from, fromOffset + m * fromStride, to, toOffset + m * toStride);
    }
  }

  private static void copy(int length, float[] from, int fromOffset, float[] to, int toOffset) {
    int whole = Lanes.SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.SPECIES, from, fromOffset + i).intoArray(to, toOffset + i);
    }
    for (int i = whole; i < length; i++) {
      to[toOffset + i] = from[fromOffset + i];
    }
  }
}
