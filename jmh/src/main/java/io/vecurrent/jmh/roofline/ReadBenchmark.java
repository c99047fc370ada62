package io.vecurrent.jmh.roofline;

import org.openjdk.jmh.annotations.Benchmark;

/** Reads as many floats as an n x n matrix has: the limit of a product with one vector. */
public class ReadBenchmark extends WeightsRead {
  /** Not prepared yet. */
  public ReadBenchmark() {
    super(1);
  }

  /** From every place that Java can put an array at, in turn: what an array costs on average. */
  @Benchmark
  public float unaligned() {
    return readNext();
  }
}
