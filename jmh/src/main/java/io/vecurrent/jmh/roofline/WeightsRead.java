package io.vecurrent.jmh.roofline;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * Reads as many floats as stacked n x n matrices have, one for each gate of a cell, or half as
 * many: the bytes of weights of 16 bits.
 */
public abstract class WeightsRead extends ReadProbe {
  /** Rows and columns. */
  @Param({"64", "256"})
  public int n;

  private static final String HALF = "half";

  private final int gates;

  /** Of so many matrices. */
  WeightsRead(int gates) {
    this.gates = gates;
  }

  @Override
  int length(String method) {
    int weights = Math.multiplyExact(gates, Math.multiplyExact(n, n));
    return method.equals(HALF) ? (weights + 1) / 2 : weights;
  }

  /** From the fastest place. */
  @Benchmark
  public float read() {
    return readFirst();
  }

  /** Half of it, from the fastest place: it may fit a cache that is faster. */
  @Benchmark
  public float half() {
    return readFirst();
  }
}
