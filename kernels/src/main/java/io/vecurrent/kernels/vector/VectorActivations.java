package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.scalar.ScalarKernels;
import io.vecurrent.kernels.spi.ActivationKernels;

/** Element-wise functions: whole vectors in {@link ActivationLoops}, the rest one by one. */
final class VectorActivations implements ActivationKernels {
  private static final ActivationKernels SCALAR = new ScalarKernels().activations();

  @Override
  public void exp(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      ActivationLoops.exp(src, srcOffset, dst, dstOffset, whole);
    }
    if (whole < length) {
      SCALAR.exp(src, srcOffset + whole, dst, dstOffset + whole, length - whole);
    }
  }

  @Override
  public void log(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      ActivationLoops.log(src, srcOffset, dst, dstOffset, whole);
    }
    if (whole < length) {
      SCALAR.log(src, srcOffset + whole, dst, dstOffset + whole, length - whole);
    }
  }

  @Override
  public void tanh(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      ActivationLoops.tanh(src, srcOffset, dst, dstOffset, whole);
    }
    if (whole < length) {
      SCALAR.tanh(src, srcOffset + whole, dst, dstOffset + whole, length - whole);
    }
  }

  @Override
  public void sigmoid(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      ActivationLoops.sigmoid(src, srcOffset, dst, dstOffset, whole);
    }
    if (whole < length) {
      SCALAR.sigmoid(src, srcOffset + whole, dst, dstOffset + whole, length - whole);
    }
  }

  @Override
  public void relu(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      ActivationLoops.relu(src, srcOffset, dst, dstOffset, whole);
    }
    if (whole < length) {
      SCALAR.relu(src, srcOffset + whole, dst, dstOffset + whole, length - whole);
    }
  }

  @Override
  public void tanhGradient(
      float[] y, int yOffset, float[] gradient, int gOffset, float[] dst, int dOffset, int length) {
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      ActivationLoops.tanhGradient(y, yOffset, gradient, gOffset, dst, dOffset, whole);
    }
    if (whole < length) {
      SCALAR.tanhGradient(
          y, yOffset + whole, gradient, gOffset + whole, dst, dOffset + whole, length - whole);
    }
  }

  @Override
  public void sigmoidGradient(
      float[] y, int yOffset, float[] gradient, int gOffset, float[] dst, int dOffset, int length) {
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      ActivationLoops.sigmoidGradient(y, yOffset, gradient, gOffset, dst, dOffset, whole);
    }
    if (whole < length) {
      SCALAR.sigmoidGradient(
          y, yOffset + whole, gradient, gOffset + whole, dst, dOffset + whole, length - whole);
    }
  }

  @Override
  public void reluGradient(
      float[] y, int yOffset, float[] gradient, int gOffset, float[] dst, int dOffset, int length) {
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      ActivationLoops.reluGradient(y, yOffset, gradient, gOffset, dst, dOffset, whole);
    }
    if (whole < length) {
      SCALAR.reluGradient(
          y, yOffset + whole, gradient, gOffset + whole, dst, dOffset + whole, length - whole);
    }
  }
}
