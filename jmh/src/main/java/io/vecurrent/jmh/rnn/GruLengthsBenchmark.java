package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;

/** {@link LengthsForms} of a GRU. */
public class GruLengthsBenchmark extends LengthsForms {
  /** Not prepared yet. */
  public GruLengthsBenchmark() {
    super(CellKind.GRU);
  }
}
