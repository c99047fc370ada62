package io.vecurrent.kernels.vector;

/**
 * Keeps the vector loops of its subclasses out of the code that calls them.
 *
 * <p>A vector loop that C2 inlines into a loop of the caller boxes its vectors: tanh of 1,024
 * floats then took 7,600 ns and allocated 32 kB a call, instead of 750 ns and nothing (JDK 25, 256
 * bits; JDK 17 alike). Java has no way to ask for a call. But C2 inlines a method of a {@link
 * Throwable} into its direct caller at most ({@code exception method} in its inlining log), and so
 * the classes whose methods hold such loops descend from one. For the same reason such a class has
 * no helper methods: what its loops call stands in {@link Lanes} and {@link VectorMath}. Nobody
 * throws them. The allocation tests guard this: they fail when a JVM does otherwise.
 */
abstract class NotInlined extends Throwable {
  private static final long serialVersionUID = 1L;

  NotInlined() {
    super(null, null, false, false);
  }
}
