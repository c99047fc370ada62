package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;

/** {@link LengthsForms} of an LSTM. */
public class LstmLengthsBenchmark extends LengthsForms {
  /** Not prepared yet. */
  public LstmLengthsBenchmark() {
    super(CellKind.LSTM);
  }
}
