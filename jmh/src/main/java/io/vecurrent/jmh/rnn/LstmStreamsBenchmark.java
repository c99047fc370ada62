package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;

/** {@link StreamsForms} of an LSTM. */
public class LstmStreamsBenchmark extends StreamsForms {
  /** Not prepared yet. */
  public LstmStreamsBenchmark() {
    super(CellKind.LSTM);
  }
}
