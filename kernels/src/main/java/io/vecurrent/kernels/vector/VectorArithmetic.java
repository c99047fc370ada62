package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.scalar.Fma;
import io.vecurrent.kernels.scalar.ScalarKernels;
import io.vecurrent.kernels.spi.ArithmeticKernels;
import io.vecurrent.kernels.spi.SoftmaxKernels;

/** Level-1 arithmetic and update rules: whole vectors in loops apart, the rest one by one. */
final class VectorArithmetic implements ArithmeticKernels {
  private static final ArithmeticKernels SCALAR = new ScalarKernels().arithmetic();

  @Override
  public void axpy(float a, float[] x, int xOffset, float[] y, int yOffset, int length) {
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      ArithmeticLoops.axpy(a, x, xOffset, y, yOffset, whole);
    }
    if (whole < length) {
      SCALAR.axpy(a, x, xOffset + whole, y, yOffset + whole, length - whole);
    }
  }

  @Override
  public void scale(float a, float[] x, int xOffset, int length) {
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      ArithmeticLoops.scale(a, x, xOffset, whole);
    }
    if (whole < length) {
      SCALAR.scale(a, x, xOffset + whole, length - whole);
    }
  }

  @Override
  public void clamp(float[] x, int xOffset, int length, float low, float high) {
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      ArithmeticLoops.clamp(x, xOffset, whole, low, high);
    }
    if (whole < length) {
      SCALAR.clamp(x, xOffset + whole, length - whole, low, high);
    }
  }

  @Override
  public void flushBelow(float[] x, int xOffset, int length, float threshold) {
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      ArithmeticLoops.flushBelow(x, xOffset, whole, threshold);
    }
    if (whole < length) {
      SCALAR.flushBelow(x, xOffset + whole, length - whole, threshold);
    }
  }

  @Override
  public void momentum(
      float rate, float momentum, float[] g, float[] buffer, float[] w, int offset, int length) {
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      ArithmeticLoops.momentum(rate, momentum, g, buffer, w, offset, whole);
    }
    if (whole < length) {
      SCALAR.momentum(rate, momentum, g, buffer, w, offset + whole, length - whole);
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
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      ArithmeticLoops.rmsProp(rate, decay, epsilon, g, v, w, offset, whole);
    }
    if (whole < length) {
      SCALAR.rmsProp(rate, decay, epsilon, g, v, w, offset + whole, length - whole);
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
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      ArithmeticLoops.adam(rate, rootScale, beta1, beta2, epsilon, g, m, v, w, offset, whole);
    }
    if (whole < length) {
      SCALAR.adam(
          rate, rootScale, beta1, beta2, epsilon, g, m, v, w, offset + whole, length - whole);
    }
  }

  @Override
  public float dot(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int whole = length & -SoftmaxKernels.VIRTUAL_LANES;
    float sum = whole > 0 ? Sums.products(x, xOffset, y, yOffset, whole) : 0f;
    for (int i = whole; i < length; i++) {
      sum = Fma.fma(x[xOffset + i], y[yOffset + i], sum);
    }
    return sum;
  }
}
