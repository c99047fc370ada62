package io.vecurrent.jmh.peers;

import io.vecurrent.jmh.reference.CellKind;

/** {@link StepPeers} of a GRU. */
public class GruStepPeers extends StepPeers {
  /** Not prepared yet. */
  public GruStepPeers() {
    super(CellKind.GRU);
  }
}
