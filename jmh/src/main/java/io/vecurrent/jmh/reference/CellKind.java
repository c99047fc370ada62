package io.vecurrent.jmh.reference;

import io.vecurrent.rnn.NetworkBuilder;

/** Which recurrent cell a network has. */
public enum CellKind {
  /** One gate, with tanh. */
  RNN(1),
  /** The gates r, z, n, in PyTorch's form and order. */
  GRU(3),
  /** The gates i, f, g, o, in PyTorch's order. */
  LSTM(4);

  /** Rows of the stacked weights for each unit. */
  public final int gates;

  CellKind(int gates) {
    this.gates = gates;
  }

  /** Adds a layer of so many units to a network. */
  public NetworkBuilder layer(NetworkBuilder network, int units) {
    return switch (this) {
      case RNN -> network.rnn(units);
      case GRU -> network.gru(units);
      case LSTM -> network.lstm(units);
    };
  }
}
