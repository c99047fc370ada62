package io.vecurrent.jmh.roofline;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Reads as many floats as stacked n x n matrices have, one for each gate of a cell. */
public abstract class WeightsRead extends ReadProbe {
  /** Rows and columns. */
  @Param({"64", "256"})
  public int n;

  private final int gates;

  /** Of so many matrices. */
  WeightsRead(int gates) {
    this.gates = gates;
  }

  @Override
  int length() {
    return Math.multiplyExact(gates, Math.multiplyExact(n, n));
  }

  /** From the fastest place. */
  @Benchmark
  public float read() {
    return readFirst();
  }
}
