package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.Activations;
import io.vecurrent.kernels.Arithmetic;

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
      Activations.tanh(z, zOffset, h, hOffset, length);
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
      Activations.relu(z, zOffset, h, hOffset, length);
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
  public int gates() {
    return 1;
  }

  @Override
  public int stateVectors() {
    return 1;
  }

  @Override
  public void forward(RecurrentBuffers buffers, int t, int batch) {
    int length = batch * buffers.hiddenStride;
    float[] h = buffers.states[0];
    activate(buffers.gates, t * length, h, (t + 1) * length, length);
    Arithmetic.flushBelow(h, (t + 1) * length, length, RecurrentLayer.TINY);
  }

  @Override
  public void backward(RecurrentBuffers buffers, int t, int batch) {
    int length = batch * buffers.hiddenStride;
    float[] dz = buffers.gates;
    differentiate(
        buffers.states[0],
        (t + 1) * length,
        buffers.outputGradients,
        t * length,
        dz,
        t * length,
        length);
  }
}
