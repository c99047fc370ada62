package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.jmh.vector.Lanewise;
import io.vecurrent.kernels.Activations;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code y = e^x}. */
public class ExpBenchmark extends ArrayBenchmark {
  @Override
  @Benchmark
  public float[] vector() {
    Activations.exp(x, 0, y, 0, length);
    return y;
  }

  @Benchmark
  public float[] lanewise() {
    Lanewise.exp(x, y);
    return y;
  }

  @Benchmark
  public float[] plain() {
    Plain.exp(x, y);
    return y;
  }

  @Benchmark
  public float[] autovectorized() {
    Autovectorized.exp(x, 0, y);
    return y;
  }

  @Override
  protected double[] expected() {
    return Oracle.map(x, Math::exp);
  }
}
