package io.vecurrent.kernels.scalar;

import static io.vecurrent.kernels.scalar.Fma.fma;

import io.vecurrent.kernels.spi.ActivationKernels;

/** Element-wise functions, one float at a time. */
final class ScalarActivations implements ActivationKernels {

  @Override
  public void exp(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    for (int i = 0; i < length; i++) {
      dst[dstOffset + i] = ScalarMath.exp(src[srcOffset + i]);
    }
  }

  @Override
  public void log(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    for (int i = 0; i < length; i++) {
      dst[dstOffset + i] = ScalarMath.log(src[srcOffset + i]);
    }
  }

  @Override
  public void tanh(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length, float threshold) {
    for (int i = 0; i < length; i++) {
      dst[dstOffset + i] = flush(ScalarMath.tanh(src[srcOffset + i]), threshold);
    }
  }

  @Override
  public void sigmoid(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    for (int i = 0; i < length; i++) {
      dst[dstOffset + i] = ScalarMath.sigmoid(src[srcOffset + i]);
    }
  }

  @Override
  public void relu(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length, float threshold) {
    for (int i = 0; i < length; i++) {
      float x = src[srcOffset + i];
      dst[dstOffset + i] = x <= 0 ? 0 : flush(x, threshold);
    }
  }

  @Override
  public void tanhGradient(
      float[] y,
      int yOffset,
      float[] gradient,
      int gOffset,
      float[] dst,
      int dOffset,
      int length,
      float threshold) {
    for (int i = 0; i < length; i++) {
      float v = y[yOffset + i];
      dst[dOffset + i] = flush(gradient[gOffset + i] * fma(-v, v, 1f), threshold);
    }
  }

  @Override
  public void sigmoidGradient(
      float[] y, int yOffset, float[] gradient, int gOffset, float[] dst, int dOffset, int length) {
    for (int i = 0; i < length; i++) {
      float v = y[yOffset + i];
      dst[dOffset + i] = gradient[gOffset + i] * (v * (1f - v));
    }
  }

  @Override
  public void reluGradient(
      float[] y,
      int yOffset,
      float[] gradient,
      int gOffset,
      float[] dst,
      int dOffset,
      int length,
      float threshold) {
    for (int i = 0; i < length; i++) {
      dst[dOffset + i] = y[yOffset + i] <= 0 ? 0 : flush(gradient[gOffset + i], threshold);
    }
  }

  private static float flush(float x, float threshold) {
    return Math.abs(x) < threshold ? 0 : x;
  }
}
