package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;

/** {@link ForwardForms} of a GRU. */
public class GruForwardBenchmark extends ForwardForms {
  /** Not prepared yet. */
  public GruForwardBenchmark() {
    super(CellKind.GRU);
  }
}
