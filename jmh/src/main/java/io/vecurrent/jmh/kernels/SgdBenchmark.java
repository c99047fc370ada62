package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Updates;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * {@code w = w - rate g}: with a positive and a negative rate by turns, so that the weights stay
 * bounded.
 */
public class SgdBenchmark extends ArrayBenchmark {
  private float rate = 0.01f;

  @Override
  @Benchmark
  public float[] vector() {
    Updates.sgd(rate, x, y, 0, length);
    rate = -rate;
    return y;
  }

  @Benchmark
  public float[] plain() {
    Plain.axpy(-rate, x, y);
    rate = -rate;
    return y;
  }

  @Override
  protected double[] expected() {
    return Oracle.map(x, y, (g, w) -> w - rate * g);
  }
}
