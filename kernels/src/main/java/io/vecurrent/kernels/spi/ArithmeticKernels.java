package io.vecurrent.kernels.spi;

/**
 * Level-1 arithmetic and the update rules of the optimisers, whose moments (buffer, m, v) become 0
 * where they would be denormal.
 */
public interface ArithmeticKernels {
  /** {@code y = fma(a, x, y)}. */
  void axpy(float a, float[] x, int xOffset, float[] y, int yOffset, int length);

  /** {@code x = a * x}. */
  void scale(float a, float[] x, int xOffset, int length);

  /** {@code x = min(max(x, low), high)}; NaN stays NaN. */
  void clamp(float[] x, int xOffset, int length, float low, float high);

  /** Replaces every |x| below {@code threshold} by +0; NaN stays NaN. */
  void flushBelow(float[] x, int xOffset, int length, float threshold);

  /** {@code sum of x y}, in the order of {@link SoftmaxKernels}, fused multiply-adds. */
  float dot(float[] x, int xOffset, float[] y, int yOffset, int length);

  /**
   * {@code buffer = momentum * buffer + g; w = w - rate * buffer}; all arrays from {@code offset}.
   */
  void momentum(
      float rate, float momentum, float[] g, float[] buffer, float[] w, int offset, int length);

  /**
   * {@code v = decay * v + (1 - decay) g^2; w = w - rate * (g / (sqrt(v) + epsilon))}; all arrays
   * from {@code offset}.
   */
  void rmsProp(
      float rate,
      float decay,
      float epsilon,
      float[] g,
      float[] v,
      float[] w,
      int offset,
      int length);

  /**
   * {@code m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; w = w - rate * (m / (sqrt(v)
   * * rootScale + epsilon))}; all arrays from {@code offset}.
   */
  void adam(
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
      int length);
}
