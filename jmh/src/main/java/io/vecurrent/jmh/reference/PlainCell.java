package io.vecurrent.jmh.reference;

/**
 * The element-wise part of a cell, unit by unit, in PyTorch's formulas and order of gates. {@code
 * g} is where the step's gates begin; gate k of unit i stands at {@code g + k n + i}.
 */
enum PlainCell {
  RNN {
    @Override
    void forward(PlainRnn r, int g, int from, int to) {
      for (int i = 0; i < r.n; i++) {
        r.states[to + i] = (float) Math.tanh(r.gates[g + i] + r.recurrent[g + i]);
      }
    }

    @Override
    void backward(PlainRnn r, int g, int from, int to, int b) {
      for (int i = 0; i < r.n; i++) {
        float h = r.states[to + i];
        r.gateGradients[i] = r.dh[i] * (1 - h * h);
        r.recurrentGradients[i] = r.gateGradients[i];
      }
    }
  },

  GRU {
    @Override
    void forward(PlainRnn r, int g, int from, int to) {
      int n = r.n;
      for (int i = 0; i < n; i++) {
        float reset = sigmoid(r.gates[g + i] + r.recurrent[g + i]);
        float update = sigmoid(r.gates[g + n + i] + r.recurrent[g + n + i]);
        float candidate =
            (float) Math.tanh(r.gates[g + 2 * n + i] + reset * r.recurrent[g + 2 * n + i]);
        r.gates[g + i] = reset;
        r.gates[g + n + i] = update;
        r.gates[g + 2 * n + i] = candidate;
        r.states[to + i] = (1 - update) * candidate + update * r.states[from + i];
      }
    }

    @Override
    void backward(PlainRnn r, int g, int from, int to, int b) {
      int n = r.n;
      for (int i = 0; i < n; i++) {
        float reset = r.gates[g + i];
        float update = r.gates[g + n + i];
        float candidate = r.gates[g + 2 * n + i];
        float dCandidate = r.dh[i] * (1 - update) * (1 - candidate * candidate);
        float dUpdate = r.dh[i] * (r.states[from + i] - candidate) * update * (1 - update);
        float dReset = dCandidate * r.recurrent[g + 2 * n + i] * reset * (1 - reset);
        r.gateGradients[i] = dReset;
        r.gateGradients[n + i] = dUpdate;
        r.gateGradients[2 * n + i] = dCandidate;
        r.recurrentGradients[i] = dReset;
        r.recurrentGradients[n + i] = dUpdate;
        r.recurrentGradients[2 * n + i] = dCandidate * reset;
        r.stateGradients[b + i] = r.dh[i] * update;
      }
    }
  },

  LSTM {
    @Override
    void forward(PlainRnn r, int g, int from, int to) {
      int n = r.n;
      for (int i = 0; i < n; i++) {
        float in = sigmoid(r.gates[g + i] + r.recurrent[g + i]);
        float forget = sigmoid(r.gates[g + n + i] + r.recurrent[g + n + i]);
        float candidate = (float) Math.tanh(r.gates[g + 2 * n + i] + r.recurrent[g + 2 * n + i]);
        float out = sigmoid(r.gates[g + 3 * n + i] + r.recurrent[g + 3 * n + i]);
        r.gates[g + i] = in;
        r.gates[g + n + i] = forget;
        r.gates[g + 2 * n + i] = candidate;
        r.gates[g + 3 * n + i] = out;
        r.memories[to + i] = forget * r.memories[from + i] + in * candidate;
        r.states[to + i] = out * (float) Math.tanh(r.memories[to + i]);
      }
    }

    @Override
    void backward(PlainRnn r, int g, int from, int to, int b) {
      int n = r.n;
      for (int i = 0; i < n; i++) {
        float in = r.gates[g + i];
        float forget = r.gates[g + n + i];
        float candidate = r.gates[g + 2 * n + i];
        float out = r.gates[g + 3 * n + i];
        float tanh = (float) Math.tanh(r.memories[to + i]);
        float dc = r.memoryGradients[b + i] + r.dh[i] * out * (1 - tanh * tanh);
        r.gateGradients[i] = dc * candidate * in * (1 - in);
        r.gateGradients[n + i] = dc * r.memories[from + i] * forget * (1 - forget);
        r.gateGradients[2 * n + i] = dc * in * (1 - candidate * candidate);
        r.gateGradients[3 * n + i] = r.dh[i] * tanh * out * (1 - out);
        r.memoryGradients[b + i] = dc * forget;
      }
      System.arraycopy(r.gateGradients, 0, r.recurrentGradients, 0, 4 * n);
    }
  };

  static PlainCell of(CellKind kind) {
    return valueOf(kind.name());
  }

  /** From the parts of the gates the state at {@code to}; the gates become their values. */
  abstract void forward(PlainRnn r, int g, int from, int to);

  /**
   * From {@link PlainRnn#dh} the gradients of the parts of the gates, and those that reach the
   * states before the step, at {@code b}, without passing the weights.
   */
  abstract void backward(PlainRnn r, int g, int from, int to, int b);

  private static float sigmoid(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }
}
