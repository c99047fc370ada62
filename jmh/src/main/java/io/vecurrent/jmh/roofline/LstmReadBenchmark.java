package io.vecurrent.jmh.roofline;

/** Reads as many floats as one of the two matrices of an LSTM of n inputs and units has. */
public class LstmReadBenchmark extends WeightsRead {
  /** Not prepared yet. */
  public LstmReadBenchmark() {
    super(4);
  }
}
