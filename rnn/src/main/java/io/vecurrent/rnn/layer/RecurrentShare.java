package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.PackedMatrix;
import io.vecurrent.kernels.Precision;

/**
 * One member's part of a recurrent layer: with several sequences some of them, with one the weights
 * of some units, which then stay in the cache of that member's core.
 */
final class RecurrentShare {
  final Share share;
  final int firstUnit;
  final int units;

  /** A block each: the rows of this member's units; empty without any, or alone. */
  final PackedMatrix[] input;

  /** The same of the recurrent matrix, for one step after the other. */
  final RowBlocks[] recurrent;

  /**
   * The state before a step. Half of it or more the other members have written: copied at once, its
   * lines come from their caches all at the same time, and not one after the other as the product
   * gets to them.
   */
  final float[] state;

  RecurrentShare(Share share, RecurrentWeights weights) {
    this.share = share;
    int granule = weights.input.precision() == Precision.BFLOAT16 ? 32 : 16;
    firstUnit = share.from(weights.block, granule);
    units = share.to(weights.block, granule) - firstUnit;
    this.input = slices(weights.input, weights);
    this.recurrent = rowBlocks(slices(weights.recurrent, weights));
    this.state = new float[share.isAlone() ? 0 : weights.hiddenSize];
  }

  private PackedMatrix[] slices(PackedMatrix whole, RecurrentWeights weights) {
    PackedMatrix[] slices =
        new PackedMatrix[share.isAlone() || units == 0 ? 0 : weights.cell.gates()];
    for (int gate = 0; gate < slices.length; gate++) {
      int from = gate * weights.block + firstUnit;
      slices[gate] = whole.slice(from, from + units);
    }
    return slices;
  }

  private static RowBlocks[] rowBlocks(PackedMatrix[] slices) {
    RowBlocks[] blocks = new RowBlocks[slices.length];
    for (int i = 0; i < slices.length; i++) {
      blocks[i] = new RowBlocks(slices[i]);
    }
    return blocks;
  }
}
