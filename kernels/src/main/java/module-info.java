/** Kernels on flat {@code float} arrays; the scalar and the vector back end give the same bits. */
module io.vecurrent.kernels {
  // Both are optional at run time: without the first the scalar back end runs.
  requires static jdk.incubator.vector;
  requires static jdk.management;

  exports io.vecurrent.kernels;
}
