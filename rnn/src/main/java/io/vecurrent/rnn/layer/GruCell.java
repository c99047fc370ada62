package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.Gates;

/**
 * The GRU (Cho et al., 2014, "Learning phrase representations using RNN encoder-decoder") with the
 * reset gate after the recurrent product, as PyTorch and cuDNN have it: {@code r, z = sigmoid(W_ih
 * x + b_ih + W_hh h + b_hh)}; {@code n = tanh(W_in x + b_in + r (W_hn h + b_hn))}; {@code h' = (1 -
 * z) n + z h}. {@link Gates#gru} and {@link Gates#gruGradient} state the order of operations.
 *
 * <p>PyTorch stacks r, z, n. The blocks are n, r, z, hn: the input product fills the first three,
 * the recurrent one the last three, and only r and z are sums of both.
 */
public enum GruCell implements Cell {
  /** The only one: a cell has no state. */
  INSTANCE;

  private static final int CANDIDATE = 2;

  @Override
  public String kind() {
    return "gru";
  }

  @Override
  public int gates() {
    return 3;
  }

  @Override
  public int blocks() {
    return 4;
  }

  @Override
  public int inputBlock(int gate) {
    return gate == CANDIDATE ? 0 : gate + 1;
  }

  @Override
  public int recurrentBlock(int gate) {
    return gate + 1;
  }

  @Override
  public int stateVectors() {
    return 1;
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
      Gates.gru(
          b.gates,
          (row + i) * b.gateStride + unit,
          b.block,
          states,
          b.state(0, before + i) + unit,
          states,
          b.state(0, after + i) + unit,
          units,
          RecurrentLayer.TINY);
    }
  }

  @Override
  public void backward(RecurrentBuffers b, int row, int rows, int before, int after, int sequence) {
    for (int i = 0; i < rows; i++) {
      int previous = (before + i) * b.hiddenStride;
      Gates.gruGradient(
          b.gates,
          (row + i) * b.gateStride,
          b.block,
          b.states,
          previous,
          b.outputGradients,
          (after + i) * b.hiddenStride,
          b.outputGradients,
          previous,
          b.block,
          RecurrentLayer.TINY);
    }
  }
}
