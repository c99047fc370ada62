package io.vecurrent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** The passes of a softmax on a positive multiple of {@link Lanes#COUNT} elements. */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class SoftmaxLoops extends NotInlined {
  private SoftmaxLoops() {}

  /**
   * The maximum of all but NaNs with a sign, which it leaves out. Compares as integers in an order
   * of all floats, the sign's bit aside: a maximum of floats minds NaN and the zeros, five
   * instructions a vector, and as much for each halving at the end. Two halves at once, which share
   * a vector where their number is odd.
   */
  static float max(float[] src, int offset, int length) {
    int half = (length / Lanes.COUNT + 1) / 2 * Lanes.COUNT;
    int middle = offset + length - half;
    IntVector least = IntVector.broadcast(Lanes.INTS, Integer.MIN_VALUE);
    IntVector a = least;
    IntVector b = least;
    for (int i = 0; i < half; i += Lanes.COUNT) {
      IntVector x = FloatVector.fromArray(Lanes.SPECIES, src, offset + i).reinterpretAsInts();
      a =
          x.lanewise(VectorOperators.ASHR, 31)
              .and(Integer.MAX_VALUE)
              .lanewise(VectorOperators.XOR, x)
              .max(a);
      IntVector y = FloatVector.fromArray(Lanes.SPECIES, src, middle + i).reinterpretAsInts();
      b =
          y.lanewise(VectorOperators.ASHR, 31)
              .and(Integer.MAX_VALUE)
              .lanewise(VectorOperators.XOR, y)
              .max(b);
    }
    int max = least.max(a).max(b).reduceLanes(VectorOperators.MAX);
    return Float.intBitsToFloat(((max >> 31) & Integer.MAX_VALUE) ^ max);
  }

  static void expShifted(
      float[] src, int srcOffset, float shift, float[] dst, int dstOffset, int length) {
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      VectorMath.expNegative(x.sub(shift)).intoArray(dst, dstOffset + i);
    }
  }

  static void subtractTwice(
      float[] src,
      int srcOffset,
      float shift,
      float logSum,
      float[] dst,
      int dstOffset,
      int length) {
    for (int i = 0; i < length; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      x.sub(shift).sub(logSum).intoArray(dst, dstOffset + i);
    }
  }
}
