package io.vecurrent.jmh.roofline;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Reads as many floats as one of the two weight matrices of an LSTM of n inputs and units has. */
public class LstmReadBenchmark extends ReadProbe {
  private static final int GATES = 4;

  /** Inputs and units. */
  @Param({"64", "256"})
  public int n;

  @Override
  int length() {
    return Math.multiplyExact(GATES, Math.multiplyExact(n, n));
  }

  /** From the fastest place. */
  @Benchmark
  public float read() {
    return readFirst();
  }
}
