package io.vecurrent.jmh.roofline;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Reads as many floats as an n x n matrix has: the limit of a product with one vector. */
public class ReadBenchmark extends ReadProbe {
  /** Rows and columns. */
  @Param({"64", "256"})
  public int n;

  @Override
  int length() {
    return Math.multiplyExact(n, n);
  }

  /** From the fastest place. */
  @Benchmark
  public float read() {
    return readFirst();
  }

  /** From every place that Java can put an array at, in turn: what an array costs on average. */
  @Benchmark
  public float unaligned() {
    return readNext();
  }
}
