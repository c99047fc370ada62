package io.vecurrent.rnn.layer;

/** One member's part of a stack: by layer, then direction. */
public final class StackShare {
  final Share share;
  final RecurrentShare[][] parts;

  StackShare(Share share, RecurrentShare[][] parts) {
    this.share = share;
    this.parts = parts;
  }

  /** What of everything else is this member's. */
  public Share share() {
    return share;
  }
}
