package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.Activations;

/**
 * A cell that the library does not have, in one file: the update gate RNN (Collins, Sohl-Dickstein
 * and Sussillo, 2016, "Capacity and trainability in recurrent neural networks"): {@code g =
 * sigmoid}, {@code c = tanh} of {@code W_ih x + b_ih + W_hh h + b_hh}; {@code h' = g h + (1 - g)
 * c}.
 */
public enum UpdateGateCell implements Cell {
  INSTANCE;

  @Override
  public String kind() {
    return "ugrnn";
  }

  @Override
  public int gates() {
    return 2;
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
      int g = (row + i) * b.gateStride + unit;
      int c = g + b.block;
      int from = b.state(0, before + i) + unit;
      int to = b.state(0, after + i) + unit;
      Activations.sigmoid(b.gates, g, b.gates, g, units);
      Activations.tanh(b.gates, c, b.gates, c, units);
      for (int j = 0; j < units; j++) {
        float gate = b.gates[g + j];
        states[to + j] = gate * states[from + j] + (1 - gate) * b.gates[c + j];
      }
    }
  }

  @Override
  public void backward(RecurrentBuffers b, int row, int rows, int before, int after, int sequence) {
    for (int i = 0; i < rows; i++) {
      int g = (row + i) * b.gateStride;
      int c = g + b.block;
      int from = (before + i) * b.hiddenStride;
      int to = (after + i) * b.hiddenStride;
      for (int j = 0; j < b.block; j++) {
        float gate = b.gates[g + j];
        float candidate = b.gates[c + j];
        float d = b.outputGradients[to + j];
        float old = b.states[b.state(0, before + i) + j];
        b.gates[g + j] = d * (old - candidate) * gate * (1 - gate);
        b.gates[c + j] = d * (1 - gate) * (1 - candidate * candidate);
        b.outputGradients[from + j] += d * gate;
      }
    }
  }
}
