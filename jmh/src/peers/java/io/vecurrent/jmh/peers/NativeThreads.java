package io.vecurrent.jmh.peers;

import com.sun.jna.NativeLibrary;

/**
 * Sets how many threads a native library uses where its Java binding leaves that to environment
 * variables, which a Java program can no longer set: calls the library's own functions.
 */
final class NativeThreads {
  private NativeThreads() {}

  /**
   * The OpenMP threads of parallel regions that the calling thread enters from now on.
   *
   * @throws IllegalStateException if it cannot be set here; the message says what to do
   */
  static void openMp(int threads) {
    set(
        library("libgomp.so.1", "vcomp140", "omp"),
        "omp_set_num_threads",
        "omp_get_max_threads",
        threads);
  }

  /** The threads of OpenBLAS, which must be loaded. */
  static void openBlas(int threads) {
    set(
        library("libopenblas.so.0", "libopenblas", "openblas"),
        "openblas_set_num_threads",
        "openblas_get_num_threads",
        threads);
  }

  /** The name under which the system knows a library that is loaded already. */
  private static String library(String linux, String windows, String mac) {
    String system = System.getProperty("os.name");
    return system.equals("Linux") ? linux : system.startsWith("Windows") ? windows : mac;
  }

  private static void set(String library, String setter, String getter, int threads) {
    int actual;
    try {
      NativeLibrary loaded = NativeLibrary.getInstance(library);
      loaded.getFunction(setter).invoke(new Object[] {threads});
      actual = loaded.getFunction(getter).invokeInt(new Object[0]);
    } catch (UnsatisfiedLinkError e) {
      throw new IllegalStateException(
          setter + ": cannot be called on this system; leave this peer out with -e", e);
    }
    if (actual != threads) {
      throw new IllegalStateException(
          setter + "(" + threads + "): the library goes on with " + actual + " threads");
    }
  }
}
