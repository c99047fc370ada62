package io.vecurrent.jmh.roofline;

/** Reads as many floats as one of the two matrices of a GRU of n inputs and units has. */
public class GruReadBenchmark extends WeightsRead {
  /** Not prepared yet. */
  public GruReadBenchmark() {
    super(3);
  }
}
