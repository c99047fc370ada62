package io.vecurrent.rnn.layer;

/** What a linear layer writes, preallocated; rows are padded, see the package. */
public final class LinearBuffers {
  /** The layer's output. */
  public final Rows output;

  /** Gradient of the output. */
  public final Rows outputGradients;

  final WeightGradients weightGradients;

  LinearBuffers(int inputSize, int outputSize, int maxRows) {
    String what = "maxTime * maxBatch * padded classes";
    output = Rows.of(maxRows, outputSize, what);
    outputGradients = Rows.of(maxRows, outputSize, what);
    weightGradients = new WeightGradients(outputSize, inputSize);
  }
}
