package io.vecurrent.kernels.scalar;

import io.vecurrent.kernels.spi.ActivationKernels;
import io.vecurrent.kernels.spi.ArithmeticKernels;
import io.vecurrent.kernels.spi.GateKernels;
import io.vecurrent.kernels.spi.Kernels;
import io.vecurrent.kernels.spi.MatrixKernels;
import io.vecurrent.kernels.spi.SoftmaxKernels;

/** The scalar back end: plain loops, the same bits as the vector back end. */
public final class ScalarKernels implements Kernels {
  private final MatrixKernels matrix = new ScalarMatrix();
  private final ActivationKernels activations = new ScalarActivations();
  private final SoftmaxKernels softmax = new ScalarSoftmax();
  private final ArithmeticKernels arithmetic = new ScalarArithmetic();
  private final GateKernels gates = new ScalarGates();

  @Override
  public int lanes() {
    return 1;
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
