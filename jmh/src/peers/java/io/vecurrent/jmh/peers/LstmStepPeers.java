package io.vecurrent.jmh.peers;

import io.vecurrent.jmh.reference.CellKind;

/** {@link StepPeers} of an LSTM. */
public class LstmStepPeers extends StepPeers {
  /** Not prepared yet. */
  public LstmStepPeers() {
    super(CellKind.LSTM);
  }
}
