package io.vecurrent.rnn.layer;

/**
 * The last step of each sequence, copied side by side: what a head reads and writes that runs on
 * these alone. They stand in the order of their rows, so that sums over them are those over all
 * rows with zeros between.
 */
public final class LastRows {
  /** The steps of these rows: one. */
  public final Steps steps;

  /** The output of the layer below. */
  public final Rows input;

  /** The gradient of {@link #input}. */
  public final Rows inputGradients;

  /** Room for {@code maxBatch} rows of {@code width} floats. */
  public LastRows(int width, int maxBatch) {
    String what = "maxBatch * padded hiddenSize";
    steps = new Steps(1, maxBatch);
    input = Rows.of(maxBatch, width, what);
    inputGradients = Rows.of(maxBatch, width, what);
  }

  /** Copies last rows here; a member's part of them. */
  public void gather(Steps whole, Rows from, Share part) {
    int source = from.offset(whole.batch());
    for (int place = 0; place < whole.batch(); place++) {
      int row = whole.lastIndex(place);
      if (isIn(part, row)) {
        int at = source + whole.lastRow(place) * from.stride;
        System.arraycopy(from.values, at, input.values, row * input.stride, input.width);
      }
    }
  }

  /** Copies gradients to their rows; a member's part of them. */
  public void scatterGradients(Steps whole, Rows to, Share part) {
    int target = to.offset(whole.batch());
    for (int place = 0; place < whole.batch(); place++) {
      int row = whole.lastIndex(place);
      if (isIn(part, row)) {
        int at = target + whole.lastRow(place) * to.stride;
        System.arraycopy(
            inputGradients.values, row * inputGradients.stride, to.values, at, to.width);
      }
    }
  }

  private boolean isIn(Share part, int row) {
    return row >= part.from(steps.rows()) && row < part.to(steps.rows());
  }
}
