package io.vecurrent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** Element-wise functions on a positive multiple of {@link Lanes#COUNT} elements. */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class ActivationLoops extends NotInlined {
  /** The tanh of a number up to here is that number. */
  static final float LINEAR = 0x1p-30f;

  private ActivationLoops() {}

  /**
   * Whether no element is larger than {@code bound} in size, nor NaN. Two halves at once, which
   * share a vector where their number is odd: a single maximum waits for itself.
   */
  static boolean within(float[] src, int offset, int length, float bound) {
    int half = (length / Lanes.COUNT + 1) / 2 * Lanes.COUNT;
    int middle = offset + length - half;
    IntVector zero = IntVector.broadcast(Lanes.INTS, 0);
    IntVector a = zero;
    IntVector b = zero;
    for (int i = 0; i < half; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, offset + i);
      a = x.reinterpretAsInts().and(Integer.MAX_VALUE).max(a);
      FloatVector y = FloatVector.fromArray(Lanes.SPECIES, src, middle + i);
      b = y.reinterpretAsInts().and(Integer.MAX_VALUE).max(b);
    }
    return zero.max(a).max(b).compare(VectorOperators.LE, Float.floatToRawIntBits(bound)).allTrue();
  }

  static void exp(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      VectorMath.exp(x).intoArray(dst, dstOffset + i);
    }
  }

  /** {@link #exp} of elements {@link #within} EXP_NORMAL. */
  static void expNormal(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      VectorMath.expNormal(x).intoArray(dst, dstOffset + i);
    }
  }

  static void log(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      Lanes.CLASS.cast(VectorMath.log(x)).intoArray(dst, dstOffset + i);
    }
  }

  /**
   * Whether every element is a positive, normal, finite number. Their bits are from {@code lowest}
   * to {@code highest}; less the lowest and with the sign turned they keep that order as signed
   * integers, and all other floats come behind. Two halves at once, as in {@link #within}.
   */
  static boolean normal(float[] src, int offset, int length) {
    int lowest = Float.floatToRawIntBits(Float.MIN_NORMAL);
    int highest = Float.floatToRawIntBits(Float.MAX_VALUE);
    int turn = Integer.MIN_VALUE - lowest;
    int half = (length / Lanes.COUNT + 1) / 2 * Lanes.COUNT;
    int middle = offset + length - half;
    IntVector least = IntVector.broadcast(Lanes.INTS, Integer.MIN_VALUE);
    IntVector a = least;
    IntVector b = least;
    for (int i = 0; i < half; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, offset + i);
      a = x.reinterpretAsInts().add(turn).max(a);
      FloatVector y = FloatVector.fromArray(Lanes.SPECIES, src, middle + i);
      b = y.reinterpretAsInts().add(turn).max(b);
    }
    return least.max(a).max(b).compare(VectorOperators.LE, highest + turn).allTrue();
  }

  /** {@link #log} of elements that are {@link #normal}. */
  static void logNormal(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      VectorMath.logNormal(x).intoArray(dst, dstOffset + i);
    }
  }

  static void logSpecials(
      float[] src,
      int srcOffset,
      float[] logs,
      int logsOffset,
      float[] dst,
      int dstOffset,
      int length) {
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      FloatVector y = FloatVector.fromArray(Lanes.SPECIES, logs, logsOffset + i);
      VectorMath.logSpecials(x, y).intoArray(dst, dstOffset + i);
    }
  }

  static void tanh(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      VectorMath.tanh(x).intoArray(dst, dstOffset + i);
    }
  }

  /**
   * {@link #tanh}, and what is smaller than the threshold becomes +0: the argument, which is as
   * small if the threshold is at most {@link #LINEAR}. So no square of it is denormal, which would
   * take some processors ten times as long.
   */
  static void tanhFlushed(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length, float threshold) {
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      x = x.blend(0f, x.abs().compare(VectorOperators.LT, threshold));
      VectorMath.tanh(x).intoArray(dst, dstOffset + i);
    }
  }

  static void sigmoid(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      VectorMath.sigmoid(x).intoArray(dst, dstOffset + i);
    }
  }

  /** {@link #sigmoid} of elements {@link #within} SIGMOID_NORMAL. */
  static void sigmoidNormal(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      VectorMath.sigmoidNormal(x).intoArray(dst, dstOffset + i);
    }
  }

  static void relu(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length, float threshold) {
    IntVector cut = IntVector.broadcast(Lanes.INTS, Lanes.cut(threshold));
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      IntVector bits = x.blend(0f, x.compare(VectorOperators.LE, 0f)).reinterpretAsInts();
      IntVector stays = cut.sub(bits.and(Integer.MAX_VALUE)).lanewise(VectorOperators.ASHR, 31);
      bits.and(stays).reinterpretAsFloats().intoArray(dst, dstOffset + i);
    }
  }

  static void tanhGradient(
      float[] y,
      int yOffset,
      float[] gradient,
      int gOffset,
      float[] dst,
      int dOffset,
      int length,
      float threshold) {
    IntVector cut = IntVector.broadcast(Lanes.INTS, Lanes.cut(threshold));
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.SPECIES, y, yOffset + i);
      FloatVector g = FloatVector.fromArray(Lanes.SPECIES, gradient, gOffset + i);
      FloatVector d = g.mul(v.neg().fma(v, FloatVector.broadcast(Lanes.SPECIES, 1f)));
      IntVector bits = d.reinterpretAsInts();
      IntVector stays = cut.sub(bits.and(Integer.MAX_VALUE)).lanewise(VectorOperators.ASHR, 31);
      bits.and(stays).reinterpretAsFloats().intoArray(dst, dOffset + i);
    }
  }

  static void sigmoidGradient(
      float[] y, int yOffset, float[] gradient, int gOffset, float[] dst, int dOffset, int length) {
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.SPECIES, y, yOffset + i);
      FloatVector g = FloatVector.fromArray(Lanes.SPECIES, gradient, gOffset + i);
      g.mul(v.mul(FloatVector.broadcast(Lanes.SPECIES, 1f).sub(v))).intoArray(dst, dOffset + i);
    }
  }

  static void reluGradient(
      float[] y,
      int yOffset,
      float[] gradient,
      int gOffset,
      float[] dst,
      int dOffset,
      int length,
      float threshold) {
    IntVector cut = IntVector.broadcast(Lanes.INTS, Lanes.cut(threshold));
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.SPECIES, y, yOffset + i);
      FloatVector g = FloatVector.fromArray(Lanes.SPECIES, gradient, gOffset + i);
      IntVector bits = g.blend(0f, v.compare(VectorOperators.LE, 0f)).reinterpretAsInts();
      IntVector stays = cut.sub(bits.and(Integer.MAX_VALUE)).lanewise(VectorOperators.ASHR, 31);
      bits.and(stays).reinterpretAsFloats().intoArray(dst, dOffset + i);
    }
  }
}
