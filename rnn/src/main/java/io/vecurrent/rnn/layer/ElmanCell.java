package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.Activations;

/**
 * The vanilla cell (Elman, 1990, "Finding structure in time"): {@code h' = f(W_ih x + b_ih + W_hh h
 * + b_hh)} with f = tanh or relu. In the textbook exercise: {@code a_next = tanh(Wax xt + Waa
 * a_prev + ba)}.
 */
public enum ElmanCell implements Cell {
  /** f = tanh. */
  TANH {
    @Override
    void activate(float[] z, int zOffset, float[] h, int hOffset, int length) {
      Activations.tanh(z, zOffset, h, hOffset, length, RecurrentLayer.TINY);
    }

    @Override
    void differentiate(
        float[] h, int hOffset, float[] dh, int dhOffset, float[] dz, int dzOffset, int length) {
      Activations.tanhGradient(h, hOffset, dh, dhOffset, dz, dzOffset, length, RecurrentLayer.TINY);
    }
  },
  /** f = max(0, x). */
  RELU {
    @Override
    void activate(float[] z, int zOffset, float[] h, int hOffset, int length) {
      Activations.relu(z, zOffset, h, hOffset, length, RecurrentLayer.TINY);
    }

    @Override
    void differentiate(
        float[] h, int hOffset, float[] dh, int dhOffset, float[] dz, int dzOffset, int length) {
      Activations.reluGradient(h, hOffset, dh, dhOffset, dz, dzOffset, length, RecurrentLayer.TINY);
    }
  };

  abstract void activate(float[] z, int zOffset, float[] h, int hOffset, int length);

  abstract void differentiate(
      float[] h, int hOffset, float[] dh, int dhOffset, float[] dz, int dzOffset, int length);

  @Override
  public String kind() {
    return "rnn";
  }

  @Override
  public int gates() {
    return 1;
  }

  @Override
  public int stateVectors() {
    return 1;
  }

  /** With a single block, rows of gates and states are the same distance apart. */
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
    int from = row * b.hiddenStride + unit;
    int to = b.state(0, after) + unit;
    int length = rows == 1 ? units : rows * b.hiddenStride;
    activate(b.gates, from, states, to, length);
  }

  @Override
  public void backward(RecurrentBuffers b, int row, int rows, int before, int after, int sequence) {
    int at = row * b.hiddenStride;
    int to = after * b.hiddenStride;
    int length = rows * b.hiddenStride;
    differentiate(b.states, to, b.outputGradients, to, b.gates, at, length);
  }
}
