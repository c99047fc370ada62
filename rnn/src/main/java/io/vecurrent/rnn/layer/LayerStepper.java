package io.vecurrent.rnn.layer;

/**
 * One step of a recurrent layer for inference: the products and the cell of {@link RecurrentLayer}
 * in the same order, hence the same bits, without what whole sequences, teams and the backward pass
 * need. Not for use by two threads at once.
 */
final class LayerStepper {
  private final RecurrentWeights weights;
  private final RecurrentBuffers b;
  private final int batch;

  /** Where each state vector begins. */
  private final int[] offsets;

  /** Of {@code batch} streams; the layer and direction is {@code number} in the layout. */
  LayerStepper(RecurrentWeights weights, StateLayout layout, int number, int batch) {
    this.weights = weights;
    this.batch = batch;
    b = new RecurrentBuffers(weights, null, null, batch, batch);
    offsets = new int[weights.cell.stateVectors()];
    for (int vector = 0; vector < offsets.length; vector++) {
      offsets[vector] = layout.offset(number, vector, batch);
    }
  }

  /** The states h after the step. */
  Rows output() {
    return b.output;
  }

  /** From inputs and states to the states after the step, which replace them. */
  void step(float[] x, int xOffset, int xStride, float[] states) {
    int hidden = weights.hiddenSize;
    for (int vector = 0; vector < offsets.length; vector++) {
      Padding.copyRows(
          batch, hidden, states, offsets[vector], hidden, b.states[vector], 0, b.hiddenStride);
    }
    weights.input.multiply(batch, x, xOffset, xStride, weights.bias, 0, b.gates, 0, b.gateStride);
    weights.beginRecurrent(b, 0, batch, 0, weights.block);
    weights.recurrent.multiplyAdd(
        batch, b.states[0], 0, b.hiddenStride, b.gates, weights.recurrentFrom, b.gateStride);
    weights.cell.forward(b, 0, batch, 0, batch, 0, weights.block);
    int after = batch * b.hiddenStride;
    for (int vector = 0; vector < offsets.length; vector++) {
      Padding.copyRows(
          batch, hidden, b.states[vector], after, b.hiddenStride, states, offsets[vector], hidden);
    }
  }
}
