package io.vecurrent.jmh.peers;

import io.vecurrent.jmh.reference.CellKind;

/** {@link ForwardPeers} of a GRU. */
public class GruForwardPeers extends ForwardPeers {
  /** Not prepared yet. */
  public GruForwardPeers() {
    super(CellKind.GRU);
  }
}
