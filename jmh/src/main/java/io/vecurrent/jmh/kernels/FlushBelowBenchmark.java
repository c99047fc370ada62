package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Arithmetic;
import org.openjdk.jmh.annotations.Benchmark;

/** Replaces small numbers by 0: there are hardly any, as in a network that works. */
public class FlushBelowBenchmark extends ArrayBenchmark {
  private static final float THRESHOLD = 0.01f;

  @Override
  @Benchmark
  public float[] vector() {
    Arithmetic.flushBelow(x, 0, length, THRESHOLD);
    return x;
  }

  @Benchmark
  public float[] plain() {
    Plain.flushBelow(x, THRESHOLD);
    return x;
  }

  @Override
  protected double[] expected() {
    return Oracle.map(x, v -> Math.abs(v) < THRESHOLD ? 0 : v);
  }
}
