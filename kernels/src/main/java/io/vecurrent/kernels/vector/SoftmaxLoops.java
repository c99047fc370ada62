package io.vecurrent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The passes of a softmax on a positive multiple of {@link Lanes#COUNT} elements. */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class SoftmaxLoops extends NotInlined {
  private SoftmaxLoops() {}

  /** Two halves at once, which share a vector where their number is odd. */
  static float max(float[] src, int offset, int length) {
    int half = (length / Lanes.COUNT + 1) / 2 * Lanes.COUNT;
    int middle = offset + length - half;
    FloatVector a = FloatVector.fromArray(Lanes.SPECIES, src, offset);
    FloatVector b = FloatVector.fromArray(Lanes.SPECIES, src, middle);
    for (int i = Lanes.COUNT; i < half; i += Lanes.COUNT) {
      a = FloatVector.fromArray(Lanes.SPECIES, src, offset + i).max(a);
      b = FloatVector.fromArray(Lanes.SPECIES, src, middle + i).max(b);
    }
    return Lanes.CLASS.cast(a).max(b).reduceLanes(VectorOperators.MAX);
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
