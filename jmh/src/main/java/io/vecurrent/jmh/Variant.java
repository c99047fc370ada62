package io.vecurrent.jmh;

import io.vecurrent.kernels.Backend;

/**
 * A form of a computation: a benchmark method without arguments, by its name.
 *
 * @param method the name of the benchmark method
 */
public record Variant(String method) {
  /** The library. */
  public static final Variant VECTOR = new Variant("vector");

  /** The fastest loop that the JIT vectorises by itself. */
  public static final Variant AUTOVECTORIZED = new Variant("autovectorized");

  /** The loop that a Java programmer would write. */
  public static final Variant PLAIN = new Variant("plain");

  /** The library on its scalar back end. */
  public static final Variant SCALAR_BACKEND = new Variant("scalarBackend");

  /** The library with weights of 16 bits. */
  public static final Variant BFLOAT16 = new Variant("bfloat16");

  /** The form that a benchmark's full name ends with. */
  public static Variant of(String benchmark) {
    return new Variant(benchmark.substring(benchmark.lastIndexOf('.') + 1));
  }

  /** Whether it is a loop of plain Java, which is the same on every back end. */
  public boolean isLoop() {
    return equals(PLAIN) || equals(AUTOVECTORIZED);
  }

  /** Whether it calls the library, or the Vector API, in a JVM that has vectors. */
  boolean isVector() {
    return !isLoop() && !equals(SCALAR_BACKEND);
  }

  /** A figure under this form's name must not come from another back end. */
  void requireBackend(Backend current) {
    String needed = equals(SCALAR_BACKEND) ? "scalar" : "vector";
    if (!isLoop() && !needed.equals(current.name())) {
      throw new IllegalStateException(
          method + ": needs the " + needed + " back end, this JVM has " + current);
    }
  }
}
