package io.vecurrent.kernels.spi;

/** One back end: all kernels, scalar or vector. Equal arguments give equal bits in both. */
public interface Kernels {
  /** Lanes of the vectors used; 1 for scalar code. */
  int lanes();

  /** Matrix products. */
  MatrixKernels matrix();

  /** Element-wise functions. */
  ActivationKernels activations();

  /** The passes of a softmax. */
  SoftmaxKernels softmax();

  /** Level-1 arithmetic and update rules. */
  ArithmeticKernels arithmetic();

  /** The element-wise part of gated recurrent cells. */
  GateKernels gates();
}
