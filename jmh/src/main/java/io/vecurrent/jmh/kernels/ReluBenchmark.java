package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Activations;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code y = max(x, 0)}. */
public class ReluBenchmark extends ArrayBenchmark {
  @Override
  @Benchmark
  public float[] vector() {
    Activations.relu(x, 0, y, 0, length);
    return y;
  }

  @Benchmark
  public float[] plain() {
    Plain.relu(x, y);
    return y;
  }

  @Benchmark
  public float[] autovectorized() {
    Autovectorized.relu(x, y);
    return y;
  }

  @Override
  protected double[] expected() {
    return Oracle.map(x, v -> Math.max(v, 0));
  }
}
