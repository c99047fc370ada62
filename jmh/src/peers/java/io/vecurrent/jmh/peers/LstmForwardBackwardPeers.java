package io.vecurrent.jmh.peers;

import io.vecurrent.jmh.reference.CellKind;

/** {@link ForwardBackwardPeers} of an LSTM. */
public class LstmForwardBackwardPeers extends ForwardBackwardPeers {
  /** Not prepared yet. */
  public LstmForwardBackwardPeers() {
    super(CellKind.LSTM);
  }
}
