package io.vecurrent.rnn.layer;

/**
 * One step of a recurrent layer for inference: the products and the cell of {@link RecurrentLayer}
 * in the same order, hence the same bits, without what whole sequences, teams and the backward pass
 * need. Reads and writes the states where the caller has them. Not for use by two threads at once.
 */
final class LayerStepper {
  private final RecurrentWeights weights;
  private final GateBuffers b;
  private final int batch;

  /** Input and state, one behind the other, where one product takes both; null elsewhere. */
  private final float[] inputAndState;

  /** Of {@code batch} streams; the layer and direction is {@code number} in the layout. */
  LayerStepper(RecurrentWeights weights, StateLayout layout, int number, int batch) {
    this.weights = weights;
    this.batch = batch;
    b = new GateBuffers(weights, batch, layout.stride(number));
    for (int vector = 0; vector < b.from.length; vector++) {
      b.from[vector] = layout.offset(number, vector, batch);
    }
    boolean isOneProduct = batch == 1 && weights.together != null;
    inputAndState = isOneProduct ? new float[weights.together.cols()] : null;
  }

  /** Where the states h begin. */
  int output() {
    return b.state(0, 0);
  }

  /** How far apart they are. */
  int outputStride() {
    return b.hiddenStride;
  }

  /** From inputs and states to the states after the step, which replace them. */
  void step(float[] x, int xOffset, int xStride, float[] states) {
    if (inputAndState != null) {
      multiplyTogether(x, xOffset, states);
    } else {
      weights.input.multiply(batch, x, xOffset, xStride, weights.bias, 0, b.gates, 0, b.gateStride);
      weights.beginRecurrent(b, 0, batch, 0, weights.block);
      weights.recurrent.multiplyAdd(
          batch, states, output(), b.hiddenStride, b.gates, weights.recurrentFrom, b.gateStride);
    }
    weights.cell.forward(b, states, 0, batch, 0, 0, 0, weights.block);
  }

  private void multiplyTogether(float[] x, int xOffset, float[] states) {
    System.arraycopy(x, xOffset, inputAndState, 0, weights.inputSize);
    System.arraycopy(states, output(), inputAndState, weights.inputSize, weights.hiddenSize);
    weights.together.multiply(inputAndState, 0, weights.bias, 0, b.gates, 0);
  }
}
