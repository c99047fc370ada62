package io.vecurrent.kernels.scalar;

import static io.vecurrent.kernels.scalar.Fma.fma;

import io.vecurrent.kernels.spi.ArithmeticKernels;
import io.vecurrent.kernels.spi.SoftmaxKernels;

/** Level-1 arithmetic and update rules, one float at a time. */
final class ScalarArithmetic implements ArithmeticKernels {

  @Override
  public void axpy(float a, float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = fma(x[xOffset + i], a, y[yOffset + i]);
    }
  }

  @Override
  public void scale(float a, float[] x, int xOffset, int length) {
    for (int i = 0; i < length; i++) {
      x[xOffset + i] *= a;
    }
  }

  @Override
  public void clamp(float[] x, int xOffset, int length, float low, float high) {
    for (int i = 0; i < length; i++) {
      x[xOffset + i] = Math.min(Math.max(x[xOffset + i], low), high);
    }
  }

  @Override
  public void flushBelow(float[] x, int xOffset, int length, float threshold) {
    for (int i = 0; i < length; i++) {
      float v = x[xOffset + i];
      x[xOffset + i] = Math.abs(v) < threshold ? 0 : v;
    }
  }

  @Override
  public float dot(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int bound = length & -SoftmaxKernels.VIRTUAL_LANES;
    float sum = tree(x, xOffset, y, yOffset, bound, 0, 1);
    for (int i = bound; i < length; i++) {
      sum = fma(x[xOffset + i], y[yOffset + i], sum);
    }
    return sum;
  }

  /** The fixed tree as a recursion, see {@link ScalarSoftmax}. */
  private static float tree(
      float[] x, int xOffset, float[] y, int yOffset, int length, int lane, int step) {
    if (step < SoftmaxKernels.VIRTUAL_LANES) {
      return tree(x, xOffset, y, yOffset, length, lane, 2 * step)
          + tree(x, xOffset, y, yOffset, length, lane + step, 2 * step);
    }
    float sum = 0;
    for (int i = lane; i < length; i += SoftmaxKernels.VIRTUAL_LANES) {
      sum = fma(x[xOffset + i], y[yOffset + i], sum);
    }
    return sum;
  }

  @Override
  public void momentum(
      float rate, float momentum, float[] g, float[] buffer, float[] w, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      float b = normal(fma(momentum, buffer[i], g[i]));
      buffer[i] = b;
      w[i] = fma(-rate, b, w[i]);
    }
  }

  @Override
  public void rmsProp(
      float rate,
      float decay,
      float epsilon,
      float[] g,
      float[] v,
      float[] w,
      int offset,
      int length) {
    float fresh = 1f - decay;
    float least = ScalarMath.leastToSquare(decay);
    for (int i = offset; i < offset + length; i++) {
      float squared = Math.abs(g[i]) < least ? 0 : g[i];
      float square = normal(fma(decay, v[i], fresh * squared * squared));
      v[i] = square;
      w[i] = fma(-rate, g[i] / ((float) Math.sqrt(square) + epsilon), w[i]);
    }
  }

  @Override
  public void adam(
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
      int length) {
    float fresh1 = 1f - beta1;
    float fresh2 = 1f - beta2;
    float least = ScalarMath.leastToSquare(beta2);
    for (int i = offset; i < offset + length; i++) {
      float mean = normal(fma(beta1, m[i], fresh1 * g[i]));
      float squared = Math.abs(g[i]) < least ? 0 : g[i];
      float square = normal(fma(beta2, v[i], fresh2 * squared * squared));
      m[i] = mean;
      v[i] = square;
      float root = fma((float) Math.sqrt(square), rootScale, epsilon);
      w[i] = fma(-rate, mean / root, w[i]);
    }
  }

  /** A moment that decays must not stay denormal for ever. */
  private static float normal(float x) {
    return Math.abs(x) < Float.MIN_NORMAL ? 0 : x;
  }
}
