package io.vecurrent.rnn;

/** What the sum of a loss over time and batch is divided by. */
public enum Reduction {
  /** Summed over time and batch. */
  SUM,
  /** Summed over time, averaged over the batch: {@code SUM / batch}. */
  MEAN_BATCH,
  /**
   * Averaged over everything that is scored, PyTorch's {@code mean}: steps of a cross-entropy,
   * elements of a squared error.
   */
  MEAN;

  /** What the sum of {@code count} terms of {@code batch} sequences is divided by. */
  private long divisor(int batch, long count) {
    return switch (this) {
      case SUM -> 1;
      case MEAN_BATCH -> batch;
      case MEAN -> Math.max(1, count);
    };
  }

  /** The factor of each term's gradient. */
  float scale(int batch, long count) {
    return 1f / divisor(batch, count);
  }

  double reduce(double sum, int batch, long count) {
    return sum / divisor(batch, count);
  }
}
