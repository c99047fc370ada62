package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Arithmetic;
import org.openjdk.jmh.annotations.Benchmark;

/** Limits x to a range: after the first call everything lies within, as most gradients do. */
public class ClampBenchmark extends ArrayBenchmark {
  private static final float LIMIT = 1.5f;

  @Override
  @Benchmark
  public float[] vector() {
    Arithmetic.clamp(x, 0, length, -LIMIT, LIMIT);
    return x;
  }

  @Benchmark
  public float[] plain() {
    Plain.clamp(x, -LIMIT, LIMIT);
    return x;
  }

  @Benchmark
  public float[] autovectorized() {
    Autovectorized.clamp(x, -LIMIT, LIMIT);
    return x;
  }

  @Override
  protected double[] expected() {
    return Oracle.map(x, v -> Math.max(-LIMIT, Math.min(LIMIT, v)));
  }
}
