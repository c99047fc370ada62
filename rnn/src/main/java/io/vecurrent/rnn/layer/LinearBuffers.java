package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.internal.Checks;

/** What a linear layer writes, preallocated; rows are padded, see the package. */
public final class LinearBuffers {
  /** Floats from one row to the next: output size, padded. */
  public final int stride;

  /** The layer's output, {@code [rows][stride]}. */
  public final float[] output;

  /** Gradient of the output, {@code [rows][stride]}. */
  public final float[] outputGradients;

  final WeightGradients weightGradients;

  LinearBuffers(int inputSize, int outputSize, int maxRows) {
    stride = Padding.stride(outputSize);
    output = new float[Checks.size(maxRows, stride, "maxTime * maxBatch * padded classes")];
    outputGradients = new float[output.length];
    weightGradients = new WeightGradients(outputSize, inputSize);
  }
}
