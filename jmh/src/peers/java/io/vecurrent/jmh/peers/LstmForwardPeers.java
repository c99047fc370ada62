package io.vecurrent.jmh.peers;

import io.vecurrent.jmh.reference.CellKind;

/** {@link ForwardPeers} of an LSTM. */
public class LstmForwardPeers extends ForwardPeers {
  /** Not prepared yet. */
  public LstmForwardPeers() {
    super(CellKind.LSTM);
  }
}
