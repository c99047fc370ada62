package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;

/** {@link DecayForms} of a tanh network. */
public class RnnDecayBenchmark extends DecayForms {
  /** Not prepared yet. */
  public RnnDecayBenchmark() {
    super(CellKind.RNN);
  }
}
