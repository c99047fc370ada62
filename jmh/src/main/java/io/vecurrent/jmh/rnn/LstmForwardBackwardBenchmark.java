package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;

/** {@link ForwardBackwardForms} of an LSTM. */
public class LstmForwardBackwardBenchmark extends ForwardBackwardForms {
  /** Not prepared yet. */
  public LstmForwardBackwardBenchmark() {
    super(CellKind.LSTM);
  }
}
