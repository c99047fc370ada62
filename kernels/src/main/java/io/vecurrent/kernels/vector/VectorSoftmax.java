package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.scalar.ScalarKernels;
import io.vecurrent.kernels.scalar.ScalarMath;
import io.vecurrent.kernels.spi.SoftmaxKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The passes of a softmax on vectors. */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class VectorSoftmax extends NotInlined implements SoftmaxKernels {
  private static final SoftmaxKernels SCALAR = new ScalarKernels().softmax();

  @Override
  public float max(float[] src, int offset, int length) {
    int bound = Lanes.SPECIES.loopBound(length);
    FloatVector max = Lanes.all(Float.NEGATIVE_INFINITY);
    for (int i = 0; i < bound; i += Lanes.COUNT) {
      max = max.max(FloatVector.fromArray(Lanes.SPECIES, src, offset + i));
    }
    float rest = SCALAR.max(src, offset + bound, length - bound);
    return Math.max(max.reduceLanes(VectorOperators.MAX), rest);
  }

  @Override
  public float expShifted(
      float[] src, int srcOffset, float shift, float[] dst, int dstOffset, int length) {
    int bound = Lanes.SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      VectorMath.exp(x.sub(shift)).intoArray(dst, dstOffset + i);
    }
    int rest = length - bound;
    SCALAR.expShifted(src, srcOffset + bound, shift, dst, dstOffset + bound, rest);
    return sum(dst, dstOffset, length);
  }

  private static float sum(float[] x, int offset, int length) {
    int bound = length & -VIRTUAL_LANES;
    float sum = Sums.plain(x, offset, bound);
    for (int i = bound; i < length; i++) {
      sum += x[offset + i];
    }
    return sum;
  }

  @Override
  public float sumExpShifted(float[] src, int srcOffset, float shift, int length) {
    int bound = length & -VIRTUAL_LANES;
    float sum = Sums.exp(src, srcOffset, shift, bound);
    for (int i = bound; i < length; i++) {
      sum += ScalarMath.exp(src[srcOffset + i] - shift);
    }
    return sum;
  }

  @Override
  public void subtractTwice(
      float[] src,
      int srcOffset,
      float shift,
      float logSum,
      float[] dst,
      int dstOffset,
      int length) {
    int bound = Lanes.SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      x.sub(shift).sub(logSum).intoArray(dst, dstOffset + i);
    }
    SCALAR.subtractTwice(
        src, srcOffset + bound, shift, logSum, dst, dstOffset + bound, length - bound);
  }
}
