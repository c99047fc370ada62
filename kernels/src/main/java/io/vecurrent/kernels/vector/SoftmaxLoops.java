package io.vecurrent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The passes of a softmax on a positive multiple of {@link Lanes#COUNT} elements. */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class SoftmaxLoops extends NotInlined {
  private SoftmaxLoops() {}

  static float max(float[] src, int offset, int length) {
    FloatVector max = FloatVector.fromArray(Lanes.SPECIES, src, offset);
    for (int i = Lanes.COUNT; i < length; i += Lanes.COUNT) {
      max = max.max(FloatVector.fromArray(Lanes.SPECIES, src, offset + i));
    }
    return max.reduceLanes(VectorOperators.MAX);
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
