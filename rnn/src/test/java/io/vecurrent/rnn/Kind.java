package io.vecurrent.rnn;

import java.util.Locale;

/**
 * Networks of every cell, of several layers and of two directions. A new one is a line here, and
 * takes part in the proofs that run over all kinds: digests, equal bits, random calls, decay.
 */
public enum Kind {
  TANH,
  RELU,
  GRU,
  LSTM,
  /** Three layers of different cells. */
  MIXED,
  /** Two bidirectional layers of different cells. */
  BOTH;

  public NetworkBuilder builder(int input, int hidden) {
    NetworkBuilder builder = Network.builder(input);
    return switch (this) {
      case TANH -> builder.rnn(hidden);
      case RELU -> builder.rnn(hidden, Nonlinearity.RELU);
      case GRU -> builder.gru(hidden);
      case LSTM -> builder.lstm(hidden);
      case MIXED -> builder.gru(hidden).lstm(hidden).rnn(hidden);
      case BOTH -> builder.lstm(hidden).bidirectional().gru(hidden).bidirectional();
    };
  }

  /** Seeded by its size; without a head for no classes. */
  public Network network(int input, int hidden, int classes) {
    NetworkBuilder builder = builder(input, hidden).seed(hidden);
    return classes == 0 ? builder.build() : builder.linear(classes).build();
  }

  public boolean canStream() {
    return this != BOTH;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
