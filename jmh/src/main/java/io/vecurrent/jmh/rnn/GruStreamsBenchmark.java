package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;

/** {@link StreamsForms} of a GRU. */
public class GruStreamsBenchmark extends StreamsForms {
  /** Not prepared yet. */
  public GruStreamsBenchmark() {
    super(CellKind.GRU);
  }
}
