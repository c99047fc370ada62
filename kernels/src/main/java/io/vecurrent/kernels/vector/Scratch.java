package io.vecurrent.kernels.vector;

/**
 * A small array of each thread. Softmax, log and gates keep there what a second pass reads;
 * products copy to it the rows that their tiles work on.
 *
 * <p>Rows of the caller lie at a distance that the compiler does not know. Six of them cost six
 * registers for addresses, more than there are, and where the distance is a multiple of 512 bytes
 * they fall into few cache sets. Here the distance is a constant, so that one index serves all: a
 * gemm of 32 rows by 256 x 256 takes 45 us with the copy, and took 99 without (JDK 25).
 *
 * <p>The first product of a thread that needs the array allocates it; the thread keeps it.
 */
final class Scratch {
  /** Floats of the array. */
  private static final int LENGTH = 40 * 1024;

  /**
   * Where a tile parks two elements of an accumulator in the midst of its loop. Nobody reads them.
   * But the compiler, which cannot know, loads no element of later rows before; it otherwise loads
   * those of all rows first, and has no registers left for the accumulators. Two elements, since a
   * store of 64 bits is one instruction (one of 32 takes three: a gemm of 32 x 64 x 64 then reaches
   * 70 instead of 87 % of the peak on a shared core) and never straddles two cache lines, as one of
   * a whole vector may: if those lie in two pages, it takes dozens of cycles (9 instead of 45 G).
   */
  static final int PARK = 0;

  /** The first float that is free for rows. */
  static final int ROWS = 16;

  private static final ThreadLocal<float[]> ARRAYS =
      ThreadLocal.withInitial(() -> new float[LENGTH]);

  private static final ThreadLocal<int[]> INTS = ThreadLocal.withInitial(() -> new int[16]);

  private Scratch() {}

  /** The array of this thread. */
  static float[] get() {
    return ARRAYS.get();
  }

  /**
   * An array of this thread for {@link #PARK}, where a tile reads ints: the compiler knows that
   * nothing it writes to floats changes them, and so loads them early all the same.
   */
  static int[] ints() {
    return INTS.get();
  }
}
