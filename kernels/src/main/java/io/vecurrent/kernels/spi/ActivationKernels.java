package io.vecurrent.kernels.spi;

/**
 * Element-wise functions; {@code src} and {@code dst} may be the same range. Results smaller in
 * size than {@code threshold} become +0, where there is one; with 0 nothing does.
 */
public interface ActivationKernels {
  /** {@code dst = e^src}. */
  void exp(float[] src, int srcOffset, float[] dst, int dstOffset, int length);

  /** {@code dst = ln src}. */
  void log(float[] src, int srcOffset, float[] dst, int dstOffset, int length);

  /** {@code dst = tanh src}. */
  void tanh(float[] src, int srcOffset, float[] dst, int dstOffset, int length, float threshold);

  /** {@code dst = 1 / (1 + e^-src)}. */
  void sigmoid(float[] src, int srcOffset, float[] dst, int dstOffset, int length);

  /** {@code dst = max(src, 0)}. */
  void relu(float[] src, int srcOffset, float[] dst, int dstOffset, int length, float threshold);

  /** {@code dst = gradient * (1 - y^2)}. */
  void tanhGradient(
      float[] y,
      int yOffset,
      float[] gradient,
      int gOffset,
      float[] dst,
      int dOffset,
      int length,
      float threshold);

  /** {@code dst = gradient * y * (1 - y)}. */
  void sigmoidGradient(
      float[] y, int yOffset, float[] gradient, int gOffset, float[] dst, int dOffset, int length);

  /** {@code dst = y > 0 ? gradient : 0}. */
  void reluGradient(
      float[] y,
      int yOffset,
      float[] gradient,
      int gOffset,
      float[] dst,
      int dOffset,
      int length,
      float threshold);
}
