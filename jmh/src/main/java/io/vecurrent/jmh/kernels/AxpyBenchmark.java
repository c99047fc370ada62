package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Arithmetic;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code y = y + a x}: with a and with -a by turns, so that y stays bounded. */
public class AxpyBenchmark extends ArrayBenchmark {
  private float a = 0.75f;

  @Override
  @Benchmark
  public float[] vector() {
    Arithmetic.axpy(a, x, 0, y, 0, length);
    a = -a;
    return y;
  }

  @Benchmark
  public float[] plain() {
    Plain.axpy(a, x, y);
    a = -a;
    return y;
  }

  @Override
  protected double[] expected() {
    return Oracle.map(x, y, (u, v) -> v + a * u);
  }
}
