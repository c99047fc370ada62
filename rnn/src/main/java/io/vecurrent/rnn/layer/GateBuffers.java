package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.internal.Checks;

/**
 * What the forward pass of a cell needs: the rows of its gates, and where those of its states lie.
 * Not for use by two threads at once.
 */
class GateBuffers {
  /** Units of a gate, padded. */
  final int block;

  /** Floats from one row of states or output gradients to the next: hidden size, padded. */
  final int hiddenStride;

  /** Floats from one row of gates to the next: a padded block each. */
  final int gateStride;

  /**
   * Forward: pre-activations, or what the cell keeps in their place; backward: their gradients;
   * {@code [rows][gateStride]}.
   */
  final float[] gates;

  /** Where the rows of each state vector (h, then c if there is one) begin. */
  final int[] from;

  GateBuffers(RecurrentWeights weights, int rows, int hiddenStride) {
    Cell cell = weights.cell;
    this.block = weights.block;
    this.hiddenStride = hiddenStride;
    gateStride = Padding.stride(Checks.size(cell.blocks(), block, "gates * padded hiddenSize"));
    gates = new float[Checks.size(rows, gateStride, "maxTime * maxBatch * gates * hiddenSize")];
    from = new int[cell.stateVectors()];
  }

  /** Where row {@code row} of that state vector begins. */
  final int state(int vector, int row) {
    return from[vector] + row * hiddenStride;
  }
}
