package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.PackedMatrix;

/**
 * A linear layer on every row: {@code logits = weight h + bias}. Between {@link #pack} calls it
 * does not change and may be used by many threads, each with its own buffers.
 */
public final class LinearLayer {
  private final int inputSize;
  private final int outputSize;
  private final int weightOffset;
  private final int biasOffset;
  private final float[] bias;
  private final PackedMatrix weight;
  private PackedMatrix transposed;

  /** A layer whose weight and bias stand at these offsets of the flat parameters. */
  public LinearLayer(int inputSize, int outputSize, int weightOffset, int biasOffset) {
    this.inputSize = inputSize;
    this.outputSize = outputSize;
    this.weightOffset = weightOffset;
    this.biasOffset = biasOffset;
    int rows = Padding.padded(outputSize);
    this.bias = new float[rows];
    this.weight = PackedMatrix.zeros(rows, inputSize);
  }

  /** Buffers for at most {@code maxRows} rows. */
  public LinearBuffers buffers(int maxRows) {
    return new LinearBuffers(outputSize, maxRows);
  }

  /** Takes over the weights for the forward pass. */
  public void pack(float[] parameters) {
    weight.setBlock(0, 0, parameters, weightOffset, inputSize, outputSize, inputSize);
    System.arraycopy(parameters, biasOffset, bias, 0, outputSize);
  }

  /** Takes over the weights for the backward pass; the first call allocates the second copy. */
  public void packTransposed(float[] parameters) {
    if (transposed == null) {
      transposed = PackedMatrix.zeros(Padding.padded(inputSize), outputSize);
    }
    transposed.setTransposedBlock(0, 0, parameters, weightOffset, inputSize, outputSize, inputSize);
  }

  /** {@code output = bias + weight x} for padded rows of x. */
  public void forward(LinearBuffers b, int rows, float[] x, int xOffset, int xStride) {
    weight.multiply(rows, x, xOffset, xStride, bias, 0, b.output, 0, b.stride);
  }

  /** {@code dx = weight^T dy}: overwrites padded rows of dx. */
  public void backward(LinearBuffers b, int rows, float[] dx, int dxStride) {
    transposed.multiply(rows, b.outputGradients, 0, b.stride, dx, 0, dxStride);
  }

  /** Overwrites this layer's slices of the flat gradients; x are the rows of the forward pass. */
  public void weightGradients(
      LinearBuffers b, int rows, float[] x, int xOffset, int xStride, float[] gradients) {
    b.weightGradients.weight(
        rows,
        b.outputGradients,
        0,
        b.stride,
        outputSize,
        x,
        xOffset,
        xStride,
        inputSize,
        gradients,
        weightOffset);
    b.weightGradients.bias(rows, b.outputGradients, 0, b.stride, outputSize, gradients, biasOffset);
  }
}
