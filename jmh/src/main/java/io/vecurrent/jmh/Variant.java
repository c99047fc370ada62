package io.vecurrent.jmh;

import io.vecurrent.kernels.Backend;
import java.util.Arrays;
import java.util.Optional;

/** The forms of a computation; each is the name of a benchmark method. */
public enum Variant {
  /** The library. */
  VECTOR("vector", "vector"),
  /** The fastest loop that the JIT vectorises by itself. */
  AUTOVECTORIZED("autovectorized", null),
  /** The loop that a Java programmer would write. */
  PLAIN("plain", null),
  /** The library on its scalar back end. */
  SCALAR_BACKEND("scalarBackend", "scalar");

  private final String method;

  /** The back end that this form means; null if it does not use one. */
  private final String backend;

  Variant(String method, String backend) {
    this.method = method;
    this.backend = backend;
  }

  /** The form that a benchmark's full name ends with. */
  public static Variant of(String benchmark) {
    return find(benchmark)
        .orElseThrow(() -> new IllegalArgumentException("no form of a computation: " + benchmark));
  }

  /**
   * The same; empty for a benchmark that measures something else, a roofline probe for instance.
   */
  static Optional<Variant> find(String benchmark) {
    String name = benchmark.substring(benchmark.lastIndexOf('.') + 1);
    return Arrays.stream(values()).filter(variant -> variant.method.equals(name)).findFirst();
  }

  /** The name of the benchmark method. */
  public String method() {
    return method;
  }

  /** A figure under this form's name must not come from another back end. */
  void requireBackend(Backend current) {
    if (backend != null && !backend.equals(current.name())) {
      throw new IllegalStateException(
          method + ": needs the " + backend + " back end, this JVM has " + current);
    }
  }
}
