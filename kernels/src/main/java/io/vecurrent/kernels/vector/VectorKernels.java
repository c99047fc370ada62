package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.spi.ActivationKernels;
import io.vecurrent.kernels.spi.ArithmeticKernels;
import io.vecurrent.kernels.spi.GateKernels;
import io.vecurrent.kernels.spi.Kernels;
import io.vecurrent.kernels.spi.MatrixKernels;
import io.vecurrent.kernels.spi.SoftmaxKernels;

/**
 * The vector back end: {@code jdk.incubator.vector} at the widest width that the machine prefers.
 */
public final class VectorKernels implements Kernels {
  private final MatrixKernels matrix = new VectorMatrix();
  private final ActivationKernels activations = new VectorActivations();
  private final SoftmaxKernels softmax = new VectorSoftmax();
  private final ArithmeticKernels arithmetic = new VectorArithmetic();
  private final GateKernels gates = new VectorGates();

  @Override
  public int lanes() {
    return Lanes.COUNT;
  }

  @Override
  public MatrixKernels matrix() {
    return matrix;
  }

  @Override
  public ActivationKernels activations() {
    return activations;
  }

  @Override
  public SoftmaxKernels softmax() {
    return softmax;
  }

  @Override
  public ArithmeticKernels arithmetic() {
    return arithmetic;
  }

  @Override
  public GateKernels gates() {
    return gates;
  }
}
