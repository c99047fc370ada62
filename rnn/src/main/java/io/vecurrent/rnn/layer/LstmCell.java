package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.Gates;

/**
 * The LSTM (Hochreiter and Schmidhuber, 1997, "Long short-term memory"; with the forget gate of
 * Gers, Schmidhuber and Cummins, 2000), as PyTorch has it: {@code i, f, o = sigmoid}, {@code g =
 * tanh} of {@code W_ih x + b_ih + W_hh h + b_hh}; {@code c' = f c + i g}; {@code h' = o tanh c'}.
 * {@link Gates#lstm} and {@link Gates#lstmGradient} state the order of operations.
 *
 * <p>PyTorch stacks i, f, g, o. The blocks are i, f, o, g: sigmoid then runs over one range.
 */
public enum LstmCell implements Cell {
  /** The only one: a cell has no state. */
  INSTANCE;

  @Override
  public String kind() {
    return "lstm";
  }

  @Override
  public int gates() {
    return 4;
  }

  @Override
  public int inputBlock(int gate) {
    return switch (gate) {
      case 2 -> 3;
      case 3 -> 2;
      default -> gate;
    };
  }

  @Override
  public int stateVectors() {
    return 2;
  }

  @Override
  public void forward(
      GateBuffers b,
      float[] states,
      int row,
      int rows,
      int before,
      int after,
      int unit,
      int units) {
    for (int i = 0; i < rows; i++) {
      Gates.lstm(
          b.gates,
          (row + i) * b.gateStride + unit,
          b.block,
          states,
          b.state(1, before + i) + unit,
          states,
          b.state(1, after + i) + unit,
          states,
          b.state(0, after + i) + unit,
          units,
          RecurrentLayer.TINY);
    }
  }

  @Override
  public void backward(RecurrentBuffers b, int row, int rows, int before, int after, int sequence) {
    for (int i = 0; i < rows; i++) {
      int next = (after + i) * b.hiddenStride;
      Gates.lstmGradient(
          b.gates,
          (row + i) * b.gateStride,
          b.block,
          b.states,
          b.state(1, before + i),
          b.states,
          b.state(1, after + i),
          b.outputGradients,
          next,
          b.stateGradients[0],
          (sequence + i) * b.hiddenStride,
          b.block,
          RecurrentLayer.TINY);
    }
  }
}
