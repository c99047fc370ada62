package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Arithmetic;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code x = a x}: with 2 and with 1/2 by turns, so that x stays bounded. */
public class ScaleBenchmark extends ArrayBenchmark {
  private float a = 2;

  @Override
  @Benchmark
  public float[] vector() {
    Arithmetic.scale(a, x, 0, length);
    a = 1 / a;
    return x;
  }

  @Benchmark
  public float[] plain() {
    Plain.scale(a, x);
    a = 1 / a;
    return x;
  }

  @Override
  protected double[] expected() {
    return Oracle.map(x, v -> a * v);
  }
}
