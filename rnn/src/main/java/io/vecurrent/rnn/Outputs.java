package io.vecurrent.rnn;

/** Which outputs of a forward pass a {@link Workspace} is for. */
public enum Outputs {
  /** Those of every step. */
  ALL,

  /**
   * Those of each sequence's last step, to classify sequences: the head runs on these alone,
   * forward and backward, and has buffers for these alone. What both give has the same bits.
   *
   * <p>The last step of a bidirectional layer is {@code [forward | reverse]} as everywhere: its
   * reverse half has read that one step only. PyTorch's {@code fc(out[-1])} is the same; {@code
   * fc(cat(h_n[-2], h_n[-1]))} is another model, whose reverse half has read the whole sequence.
   */
  LAST
}
