package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.scalar.ScalarKernels;
import io.vecurrent.kernels.spi.ActivationKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Element-wise functions, one vector at a time; the same operations as the scalar back end. */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class VectorActivations extends NotInlined implements ActivationKernels {
  private static final ActivationKernels SCALAR = new ScalarKernels().activations();

  @Override
  public void exp(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    int bound = Lanes.SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      VectorMath.exp(x).intoArray(dst, dstOffset + i);
    }
    SCALAR.exp(src, srcOffset + bound, dst, dstOffset + bound, length - bound);
  }

  @Override
  public void log(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    int bound = Lanes.SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      VectorMath.log(x).intoArray(dst, dstOffset + i);
    }
    SCALAR.log(src, srcOffset + bound, dst, dstOffset + bound, length - bound);
  }

  @Override
  public void tanh(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    int bound = Lanes.SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      VectorMath.tanh(x).intoArray(dst, dstOffset + i);
    }
    SCALAR.tanh(src, srcOffset + bound, dst, dstOffset + bound, length - bound);
  }

  @Override
  public void sigmoid(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    int bound = Lanes.SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      VectorMath.sigmoid(x).intoArray(dst, dstOffset + i);
    }
    SCALAR.sigmoid(src, srcOffset + bound, dst, dstOffset + bound, length - bound);
  }

  @Override
  public void relu(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    int bound = Lanes.SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, src, srcOffset + i);
      relu(x).intoArray(dst, dstOffset + i);
    }
    SCALAR.relu(src, srcOffset + bound, dst, dstOffset + bound, length - bound);
  }

  private static FloatVector relu(FloatVector x) {
    return x.blend(0f, x.compare(VectorOperators.LE, 0f));
  }

  @Override
  public void tanhGradient(
      float[] y, int yOffset, float[] gradient, int gOffset, float[] dst, int dOffset, int length) {
    int bound = Lanes.SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.SPECIES, y, yOffset + i);
      FloatVector g = FloatVector.fromArray(Lanes.SPECIES, gradient, gOffset + i);
      tanhGradient(v, g).intoArray(dst, dOffset + i);
    }
    SCALAR.tanhGradient(
        y, yOffset + bound, gradient, gOffset + bound, dst, dOffset + bound, length - bound);
  }

  private static FloatVector tanhGradient(FloatVector y, FloatVector gradient) {
    return gradient.mul(Lanes.fma(y.neg(), y, Lanes.all(1f)));
  }

  @Override
  public void sigmoidGradient(
      float[] y, int yOffset, float[] gradient, int gOffset, float[] dst, int dOffset, int length) {
    int bound = Lanes.SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.SPECIES, y, yOffset + i);
      FloatVector g = FloatVector.fromArray(Lanes.SPECIES, gradient, gOffset + i);
      sigmoidGradient(v, g).intoArray(dst, dOffset + i);
    }
    SCALAR.sigmoidGradient(
        y, yOffset + bound, gradient, gOffset + bound, dst, dOffset + bound, length - bound);
  }

  private static FloatVector sigmoidGradient(FloatVector y, FloatVector gradient) {
    return gradient.mul(y.mul(Lanes.all(1f).sub(y)));
  }

  @Override
  public void reluGradient(
      float[] y, int yOffset, float[] gradient, int gOffset, float[] dst, int dOffset, int length) {
    int bound = Lanes.SPECIES.loopBound(length);
    for (int i = 0; i < bound; i += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.SPECIES, y, yOffset + i);
      FloatVector g = FloatVector.fromArray(Lanes.SPECIES, gradient, gOffset + i);
      reluGradient(v, g).intoArray(dst, dOffset + i);
    }
    SCALAR.reluGradient(
        y, yOffset + bound, gradient, gOffset + bound, dst, dOffset + bound, length - bound);
  }

  private static FloatVector reluGradient(FloatVector y, FloatVector gradient) {
    return gradient.blend(0f, y.compare(VectorOperators.LE, 0f));
  }
}
