package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Activations;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code y = ln x}, on numbers around 1. */
public class LogBenchmark extends ArrayBenchmark {
  @Override
  protected void prepare() {
    super.prepare();
    Plain.exp(gaussian(length), x);
  }

  @Override
  @Benchmark
  public float[] vector() {
    Activations.log(x, 0, y, 0, length);
    return y;
  }

  @Benchmark
  public float[] plain() {
    Plain.log(x, y);
    return y;
  }

  @Benchmark
  public float[] autovectorized() {
    Autovectorized.log(x, y);
    return y;
  }

  @Override
  protected double[] expected() {
    return Oracle.map(x, Math::log);
  }
}
