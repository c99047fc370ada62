package io.vecurrent.kernels.spi;

/**
 * The passes a softmax is made of.
 *
 * <p>Every sum over one array has a fixed order, whatever the width of the vectors: whole blocks of
 * 16 elements go into 16 virtual lanes, element i into lane i mod 16; the lanes are added in a tree
 * (l and l + 8, then + 4, + 2, + 1); what remains behind the last whole block is added one by one.
 */
public interface SoftmaxKernels {
  /** Lanes of every sum over one array, whatever the width of the vectors. */
  int VIRTUAL_LANES = 16;

  /** Exponentials are summed in float within blocks of this length, and in double between them. */
  int SUM_BLOCK = 256;

  /** The largest element of {@code length >= 1}; any float when one is NaN. */
  float max(float[] src, int offset, int length);

  /** {@code dst = exp(src - shift)}; returns the sum of dst. No element is above the shift. */
  float expShifted(float[] src, int srcOffset, float shift, float[] dst, int dstOffset, int length);

  /**
   * The sum of {@code exp(src - shift)}, of at most {@link #SUM_BLOCK} elements, none above the
   * shift.
   */
  float sumExpShifted(float[] src, int srcOffset, float shift, int length);

  /** {@code dst = (src - shift) - logSum}. */
  void subtractTwice(
      float[] src,
      int srcOffset,
      float shift,
      float logSum,
      float[] dst,
      int dstOffset,
      int length);
}
