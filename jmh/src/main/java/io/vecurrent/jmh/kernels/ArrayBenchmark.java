package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.PairBenchmark;
import org.openjdk.jmh.annotations.Param;

/** A kernel on flat arrays of one length. */
public abstract class ArrayBenchmark extends PairBenchmark {
  /** Elements of every array. */
  @Param({"64", "1024"})
  public int length;

  /** Normally distributed. */
  protected float[] x;

  /** Normally distributed before the first call. */
  protected float[] y;

  @Override
  protected void prepare() {
    x = gaussian(length);
    y = gaussian(length);
  }
}
