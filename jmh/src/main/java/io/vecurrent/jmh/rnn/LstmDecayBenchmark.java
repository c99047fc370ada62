package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;

/** {@link DecayForms} of an LSTM. */
public class LstmDecayBenchmark extends DecayForms {
  /** Not prepared yet. */
  public LstmDecayBenchmark() {
    super(CellKind.LSTM);
  }
}
