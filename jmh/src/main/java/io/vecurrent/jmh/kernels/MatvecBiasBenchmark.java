package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code y = bias + W x}. */
public class MatvecBiasBenchmark extends MatrixBenchmark {
  private float[] bias;

  @Override
  protected void prepare() {
    super.prepare();
    bias = gaussian(n);
  }

  @Override
  @Benchmark
  public float[] vector() {
    packed.multiply(x, 0, bias, 0, y, 0);
    return y;
  }

  @Benchmark
  public float[] plain() {
    Plain.matvec(w, n, n, x, bias, y);
    return y;
  }

  @Benchmark
  public float[] autovectorized() {
    System.arraycopy(bias, 0, y, 0, n);
    Autovectorized.combine(columns, x, y);
    return y;
  }

  @Override
  protected double[] expected() {
    return Oracle.product(w, n, n, x, 1, bias);
  }
}
