package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.scalar.ScalarKernels;
import io.vecurrent.kernels.spi.SoftmaxKernels;

/**
 * The passes of a softmax: whole vectors in loops apart. The rest of a maximum, and of exponentials
 * that go to another array, is done in a last vector that ends with the last element and repeats
 * some results (63 classes: 87 ns, one by one 168); any other rest one by one.
 */
final class VectorSoftmax implements SoftmaxKernels {
  private static final SoftmaxKernels SCALAR = new ScalarKernels().softmax();

  @Override
  public float max(float[] src, int offset, int length) {
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole == 0) {
      return SCALAR.max(src, offset, length);
    }
    float max = wholeMax(src, offset, whole);
    return whole == length
        ? max
        : Math.max(max, wholeMax(src, offset + length - Lanes.COUNT, Lanes.COUNT));
  }

  private static float wholeMax(float[] src, int offset, int length) {
    return SoftmaxLoops.max(src, offset, length);
  }

  @Override
  public float expShifted(
      float[] src, int srcOffset, float shift, float[] dst, int dstOffset, int length) {
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      wholeExpShifted(src, srcOffset, shift, dst, dstOffset, whole);
    }
    if (whole < length) {
      if (whole > 0 && src != dst) {
        int last = length - Lanes.COUNT;
        wholeExpShifted(src, srcOffset + last, shift, dst, dstOffset + last, Lanes.COUNT);
      } else {
        int rest = length - whole;
        SCALAR.expShifted(src, srcOffset + whole, shift, dst, dstOffset + whole, rest);
      }
    }
    return sum(dst, dstOffset, length);
  }

  private static void wholeExpShifted(
      float[] src, int srcOffset, float shift, float[] dst, int dstOffset, int length) {
    SoftmaxLoops.expShifted(src, srcOffset, shift, dst, dstOffset, length);
  }

  private static float sum(float[] x, int offset, int length) {
    int whole = length & -VIRTUAL_LANES;
    float sum = whole > 0 ? Sums.plain(x, offset, whole) : 0f;
    for (int i = whole; i < length; i++) {
      sum += x[offset + i];
    }
    return sum;
  }

  /**
   * By way of the {@link Scratch}: with exp in a loop that sums, the loop was too long for C2 and
   * allocated, see {@link GateLoops}.
   */
  @Override
  public float sumExpShifted(float[] src, int srcOffset, float shift, int length) {
    return expShifted(src, srcOffset, shift, Scratch.get(), Scratch.ROWS, length);
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
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      SoftmaxLoops.subtractTwice(src, srcOffset, shift, logSum, dst, dstOffset, whole);
    }
    if (whole < length) {
      int rest = length - whole;
      SCALAR.subtractTwice(src, srcOffset + whole, shift, logSum, dst, dstOffset + whole, rest);
    }
  }
}
