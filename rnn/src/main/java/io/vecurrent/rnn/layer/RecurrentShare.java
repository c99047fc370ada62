package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.PackedMatrix;
import io.vecurrent.kernels.Precision;

/**
 * One member's part of a recurrent layer: with several sequences some of them, with one the weights
 * of some units, which then stay in the cache of that member's core.
 */
public final class RecurrentShare {
  final Share share;
  final int firstUnit;
  final int units;

  /** A gate each: the rows of this member's units; empty without any. */
  final PackedMatrix[] input;

  final PackedMatrix[] recurrent;

  RecurrentShare(Share share, PackedMatrix input, PackedMatrix recurrent, int gates, int block) {
    this.share = share;
    int granule = input.precision() == Precision.BFLOAT16 ? 32 : 16;
    firstUnit = share.from(block, granule);
    units = share.to(block, granule) - firstUnit;
    this.input = slices(input, gates, block);
    this.recurrent = slices(recurrent, gates, block);
  }

  private PackedMatrix[] slices(PackedMatrix whole, int gates, int block) {
    PackedMatrix[] slices = new PackedMatrix[units == 0 ? 0 : gates];
    for (int gate = 0; gate < slices.length; gate++) {
      int from = gate * block + firstUnit;
      slices[gate] = whole.slice(from, from + units);
    }
    return slices;
  }
}
