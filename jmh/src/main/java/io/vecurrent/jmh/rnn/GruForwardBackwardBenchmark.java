package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;

/** {@link ForwardBackwardForms} of a GRU. */
public class GruForwardBackwardBenchmark extends ForwardBackwardForms {
  /** Not prepared yet. */
  public GruForwardBackwardBenchmark() {
    super(CellKind.GRU);
  }
}
