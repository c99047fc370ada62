package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.spi.SoftmaxKernels;
import jdk.incubator.vector.FloatVector;

/**
 * Sums over one or more whole blocks of 16 elements, in 16 virtual lanes held by one, two or four
 * vectors; the width is a constant, so that unused ones vanish when compiled.
 *
 * <p>Each method spells out the tree at its end. Shared as a helper, C2 did not inline it into
 * large callers (NodeCountInliningCutoff), and each call allocated its argument: 58 kB in 1,000
 * softmaxes.
 */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class Sums extends NotInlined {
  private static final int BLOCK = SoftmaxKernels.VIRTUAL_LANES;

  private Sums() {}

  /** The sum of x. */
  static float plain(float[] x, int offset, int length) {
    FloatVector a = FloatVector.broadcast(Lanes.SPECIES, 0);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    for (int i = offset; i < offset + length; i += BLOCK) {
      a = FloatVector.fromArray(Lanes.SPECIES, x, i).add(a);
      if (Lanes.COUNT <= 8) {
        b = FloatVector.fromArray(Lanes.SPECIES, x, i + Lanes.COUNT).add(b);
      }
      if (Lanes.COUNT <= 4) {
        c = FloatVector.fromArray(Lanes.SPECIES, x, i + 8).add(c);
        d = FloatVector.fromArray(Lanes.SPECIES, x, i + 12).add(d);
      }
    }
    a = Lanes.CLASS.cast(a);
    b = Lanes.CLASS.cast(b);
    if (Lanes.COUNT == 4) {
      FloatVector v = a.add(c).add(b.add(d));
      return (v.lane(0) + v.lane(2)) + (v.lane(1) + v.lane(3));
    }
    if (Lanes.COUNT == 8) {
      FloatVector v = a.add(b);
      return ((v.lane(0) + v.lane(4)) + (v.lane(2) + v.lane(6)))
          + ((v.lane(1) + v.lane(5)) + (v.lane(3) + v.lane(7)));
    }
    float even =
        ((a.lane(0) + a.lane(8)) + (a.lane(4) + a.lane(12)))
            + ((a.lane(2) + a.lane(10)) + (a.lane(6) + a.lane(14)));
    float odd =
        ((a.lane(1) + a.lane(9)) + (a.lane(5) + a.lane(13)))
            + ((a.lane(3) + a.lane(11)) + (a.lane(7) + a.lane(15)));
    return even + odd;
  }

  /** The sum of x y. */
  static float products(float[] x, int xOffset, float[] y, int yOffset, int length) {
    FloatVector a = FloatVector.broadcast(Lanes.SPECIES, 0);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    for (int i = 0; i < length; i += BLOCK) {
      a =
          FloatVector.fromArray(Lanes.SPECIES, x, xOffset + i)
              .fma(FloatVector.fromArray(Lanes.SPECIES, y, yOffset + i), a);
      if (Lanes.COUNT <= 8) {
        b =
            FloatVector.fromArray(Lanes.SPECIES, x, xOffset + i + Lanes.COUNT)
                .fma(FloatVector.fromArray(Lanes.SPECIES, y, yOffset + i + Lanes.COUNT), b);
      }
      if (Lanes.COUNT <= 4) {
        c =
            FloatVector.fromArray(Lanes.SPECIES, x, xOffset + i + 8)
                .fma(FloatVector.fromArray(Lanes.SPECIES, y, yOffset + i + 8), c);
        d =
            FloatVector.fromArray(Lanes.SPECIES, x, xOffset + i + 12)
                .fma(FloatVector.fromArray(Lanes.SPECIES, y, yOffset + i + 12), d);
      }
    }
    a = Lanes.CLASS.cast(a);
    b = Lanes.CLASS.cast(b);
    if (Lanes.COUNT == 4) {
      FloatVector v = a.add(c).add(b.add(d));
      return (v.lane(0) + v.lane(2)) + (v.lane(1) + v.lane(3));
    }
    if (Lanes.COUNT == 8) {
      FloatVector v = a.add(b);
      return ((v.lane(0) + v.lane(4)) + (v.lane(2) + v.lane(6)))
          + ((v.lane(1) + v.lane(5)) + (v.lane(3) + v.lane(7)));
    }
    float even =
        ((a.lane(0) + a.lane(8)) + (a.lane(4) + a.lane(12)))
            + ((a.lane(2) + a.lane(10)) + (a.lane(6) + a.lane(14)));
    float odd =
        ((a.lane(1) + a.lane(9)) + (a.lane(5) + a.lane(13)))
            + ((a.lane(3) + a.lane(11)) + (a.lane(7) + a.lane(15)));
    return even + odd;
  }
}
