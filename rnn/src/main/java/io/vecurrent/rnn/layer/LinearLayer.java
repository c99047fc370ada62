package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.PackedMatrix;
import io.vecurrent.kernels.Precision;

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

  /**
   * A layer whose weight and bias stand at these offsets of the flat parameters; a negative {@code
   * biasOffset} is for none.
   */
  public LinearLayer(int inputSize, int outputSize, int weightOffset, int biasOffset) {
    this(inputSize, outputSize, weightOffset, biasOffset, Precision.FLOAT32);
  }

  private LinearLayer(
      int inputSize, int outputSize, int weightOffset, int biasOffset, Precision precision) {
    this.inputSize = inputSize;
    this.outputSize = outputSize;
    this.weightOffset = weightOffset;
    this.biasOffset = biasOffset;
    int rows = Padding.padded(outputSize);
    this.bias = new float[rows];
    this.weight = PackedMatrix.zeros(rows, inputSize, precision);
  }

  /** The same layer, yet to be packed, with weights of that precision. */
  public LinearLayer withPrecision(Precision wanted) {
    return new LinearLayer(inputSize, outputSize, weightOffset, biasOffset, wanted);
  }

  /** Buffers for at most {@code maxRows} rows. */
  public LinearBuffers buffers(int maxRows) {
    return new LinearBuffers(inputSize, outputSize, maxRows);
  }

  /** Takes over the weights for the forward pass. */
  public void pack(float[] parameters) {
    weight.setBlock(0, 0, parameters, weightOffset, inputSize, outputSize, inputSize);
    if (biasOffset >= 0) {
      System.arraycopy(parameters, biasOffset, bias, 0, outputSize);
    }
  }

  /** Takes over the weights for the backward pass; the first call allocates the second copy. */
  public void packTransposed(float[] parameters) {
    if (transposed == null) {
      transposed = PackedMatrix.zeros(Padding.padded(inputSize), outputSize);
    }
    transposed.setTransposedBlock(0, 0, parameters, weightOffset, inputSize, outputSize, inputSize);
  }

  /** {@code output = bias + weight x} for all rows of x; a member's part of them. */
  public void forward(LinearBuffers b, Steps steps, Rows x, Share share) {
    int row = share.from(steps.rows());
    int offset = x.offset(steps.batch()) + row * x.stride;
    forward(b, row, share.to(steps.rows()) - row, x.values, offset, x.stride);
  }

  /** To {@code rows} rows of the output from {@code row} on. */
  public void forward(LinearBuffers b, int row, int rows, float[] x, int xOffset, int xStride) {
    weight.multiply(
        rows,
        x,
        xOffset,
        xStride,
        bias,
        0,
        b.output.values,
        row * b.output.stride,
        b.output.stride);
  }

  /** {@code dx = weight^T dy}: overwrites the rows of dx; a member's part of them. */
  public void backward(LinearBuffers b, Steps steps, Rows dx, Share share) {
    int row = share.from(steps.rows());
    Rows dy = b.outputGradients;
    transposed.multiply(
        share.to(steps.rows()) - row,
        dy.values,
        row * dy.stride,
        dy.stride,
        dx.values,
        dx.offset(steps.batch()) + row * dx.stride,
        dx.stride);
  }

  /** Overwrites this layer's slices of the flat gradients; x are the rows of the forward pass. */
  public void weightGradients(
      LinearBuffers b, Steps steps, Rows x, Share share, float[] gradients) {
    int first = share.from(outputSize);
    int classes = share.to(outputSize) - first;
    if (classes > 0) {
      Rows dy = b.outputGradients;
      b.weightGradients.weight(
          steps.rows(),
          dy.values,
          first,
          dy.stride,
          first,
          classes,
          x.values,
          x.offset(steps.batch()),
          x.stride,
          inputSize,
          gradients,
          weightOffset + first * inputSize);
      if (biasOffset >= 0) {
        b.weightGradients.bias(
            steps.rows(), dy.values, first, dy.stride, classes, gradients, biasOffset + first);
      }
    }
  }
}
