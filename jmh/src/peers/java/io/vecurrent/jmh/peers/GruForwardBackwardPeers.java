package io.vecurrent.jmh.peers;

import io.vecurrent.jmh.reference.CellKind;

/** {@link ForwardBackwardPeers} of a GRU. */
public class GruForwardBackwardPeers extends ForwardBackwardPeers {
  /** Not prepared yet. */
  public GruForwardBackwardPeers() {
    super(CellKind.GRU);
  }
}
