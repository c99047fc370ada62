package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;

/** {@link ForwardForms} of an LSTM. */
public class LstmForwardBenchmark extends ForwardForms {
  /** Not prepared yet. */
  public LstmForwardBenchmark() {
    super(CellKind.LSTM);
  }
}
