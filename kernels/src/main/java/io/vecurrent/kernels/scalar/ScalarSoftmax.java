package io.vecurrent.kernels.scalar;

import io.vecurrent.kernels.spi.SoftmaxKernels;

/** The passes of a softmax, one float at a time, summed in the 16 virtual lanes of the contract. */
final class ScalarSoftmax implements SoftmaxKernels {

  @Override
  public float max(float[] src, int offset, int length) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      max = Math.max(max, src[offset + i]);
    }
    return max;
  }

  @Override
  public float expShifted(
      float[] src, int srcOffset, float shift, float[] dst, int dstOffset, int length) {
    for (int i = 0; i < length; i++) {
      dst[dstOffset + i] = ScalarMath.exp(src[srcOffset + i] - shift);
    }
    int bound = length & -VIRTUAL_LANES;
    float sum = bound > 0 ? tree(dst, dstOffset, bound, 0, 1) : 0f;
    for (int i = bound; i < length; i++) {
      sum += dst[dstOffset + i];
    }
    return sum;
  }

  @Override
  public float sumExpShifted(float[] src, int srcOffset, float shift, int length) {
    int bound = length & -VIRTUAL_LANES;
    float sum = bound > 0 ? expTree(src, srcOffset, shift, bound, 0, 1) : 0f;
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
    for (int i = 0; i < length; i++) {
      dst[dstOffset + i] = (src[srcOffset + i] - shift) - logSum;
    }
  }

  /**
   * The part of the fixed tree above the lanes {@code lane, lane + step, lane + 2 step, ...}; a
   * recursion, since 16 lanes would otherwise need an array, and so an allocation.
   */
  private static float tree(float[] x, int offset, int length, int lane, int step) {
    if (step < VIRTUAL_LANES) {
      return tree(x, offset, length, lane, 2 * step)
          + tree(x, offset, length, lane + step, 2 * step);
    }
    float sum = 0;
    for (int i = lane; i < length; i += VIRTUAL_LANES) {
      sum += x[offset + i];
    }
    return sum;
  }

  private static float expTree(float[] x, int offset, float shift, int length, int lane, int step) {
    if (step < VIRTUAL_LANES) {
      return expTree(x, offset, shift, length, lane, 2 * step)
          + expTree(x, offset, shift, length, lane + step, 2 * step);
    }
    float sum = 0;
    for (int i = lane; i < length; i += VIRTUAL_LANES) {
      sum += ScalarMath.exp(x[offset + i] - shift);
    }
    return sum;
  }
}
