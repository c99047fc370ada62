package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.jmh.vector.Lanewise;
import io.vecurrent.kernels.Activations;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code y = 1 / (1 + e^-x)}. */
public class SigmoidBenchmark extends ArrayBenchmark {
  @Override
  @Benchmark
  public float[] vector() {
    Activations.sigmoid(x, 0, y, 0, length);
    return y;
  }

  @Benchmark
  public float[] lanewise() {
    Lanewise.sigmoid(x, y);
    return y;
  }

  @Benchmark
  public float[] plain() {
    Plain.sigmoid(x, y);
    return y;
  }

  @Benchmark
  public float[] autovectorized() {
    Autovectorized.sigmoid(x, y);
    return y;
  }

  @Override
  protected double[] expected() {
    return Oracle.map(x, v -> 1 / (1 + Math.exp(-v)));
  }
}
