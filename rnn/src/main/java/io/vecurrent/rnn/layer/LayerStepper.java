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

  /** Every other step, see {@link RowBlocks}. */
  private boolean back;

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
    } else if (weights.recurrentBlocks.isWorthwhile(batch)) {
      multiplyBlocks(x, xOffset, xStride, states);
    } else {
      multiplyWhole(x, xOffset, xStride, states);
    }
    weights.cell.forward(b, states, 0, batch, 0, 0, 0, weights.block);
  }

  private void multiplyTogether(float[] x, int xOffset, float[] states) {
    System.arraycopy(x, xOffset, inputAndState, 0, weights.inputSize);
    System.arraycopy(states, output(), inputAndState, weights.inputSize, weights.hiddenSize);
    weights.together.multiply(inputAndState, 0, weights.bias, 0, b.gates, 0);
  }

  private void multiplyWhole(float[] x, int xOffset, int xStride, float[] states) {
    weights.input.multiply(batch, x, xOffset, xStride, weights.bias, 0, b.gates, 0, b.gateStride);
    weights.beginRecurrent(b, 0, batch, 0, weights.block);
    weights.recurrent.multiplyAdd(
        batch, states, output(), b.hiddenStride, b.gates, weights.recurrentFrom, b.gateStride);
  }

  private void multiplyBlocks(float[] x, int xOffset, int xStride, float[] states) {
    weights.beginRecurrent(b, 0, batch, 0, weights.block);
    if (back) {
      multiplyBack(x, xOffset, xStride, states);
    } else {
      multiplyThere(x, xOffset, xStride, states);
    }
    back = !back;
  }

  /** Block by block: where both products share rows the input's comes first. */
  private void multiplyThere(float[] x, int xOffset, int xStride, float[] states) {
    RowBlocks recurrent = weights.recurrentBlocks;
    int inputs = weights.inputBlocks.count();
    int next = 0;
    for (int i = 0; i < recurrent.count(); i++) {
      int end = weights.recurrentFrom + recurrent.row(i + 1);
      for (; next < inputs && weights.inputBlocks.row(next) < end; next++) {
        multiplyInput(next, x, xOffset, xStride);
      }
      multiplyRecurrent(i, states);
    }
  }

  /** The same from the last rows on; those of the input alone come at the end. */
  private void multiplyBack(float[] x, int xOffset, int xStride, float[] states) {
    RowBlocks recurrent = weights.recurrentBlocks;
    int next = weights.inputBlocks.count() - 1;
    for (int i = recurrent.count() - 1; i >= 0; i--) {
      int first = weights.recurrentFrom + recurrent.row(i);
      for (; next >= 0 && weights.inputBlocks.row(next + 1) > first; next--) {
        multiplyInput(next, x, xOffset, xStride);
      }
      multiplyRecurrent(i, states);
    }
    for (; next >= 0; next--) {
      multiplyInput(next, x, xOffset, xStride);
    }
  }

  private void multiplyInput(int block, float[] x, int xOffset, int xStride) {
    weights.inputBlocks.multiply(
        block, batch, x, xOffset, xStride, weights.bias, b.gates, b.gateStride);
  }

  private void multiplyRecurrent(int block, float[] states) {
    weights.recurrentBlocks.multiplyAdd(
        block,
        batch,
        states,
        output(),
        b.hiddenStride,
        b.gates,
        weights.recurrentFrom,
        b.gateStride);
  }
}
