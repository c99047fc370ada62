/** Kernels on flat {@code float} arrays; the scalar and the vector back end give the same bits. */
@SuppressWarnings("module") // modules that a package is exported to are built later
module io.vecurrent.kernels {
  // Optional at run time: without it the scalar back end runs.
  requires static jdk.incubator.vector;
  // Tells whether the machine fuses multiply and add.
  requires jdk.management;

  exports io.vecurrent.kernels;
  exports io.vecurrent.kernels.internal to
      io.vecurrent.rnn,
      io.vecurrent.onnx;
}
