package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;

/** {@link DecayForms} of a GRU. */
public class GruDecayBenchmark extends DecayForms {
  /** Not prepared yet. */
  public GruDecayBenchmark() {
    super(CellKind.GRU);
  }
}
