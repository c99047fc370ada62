package io.vecurrent.rnn;

/** How a loss that is summed over time is reduced over the sequences of a batch. */
public enum Reduction {
  /** Summed over time and batch. */
  SUM,
  /** Summed over time, averaged over the batch: {@code SUM / batch}. */
  MEAN_BATCH
}
