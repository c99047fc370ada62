package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code y = W x}. */
public class MatvecBenchmark extends MatrixBenchmark {
  @Override
  @Benchmark
  public float[] vector() {
    packed.multiply(x, 0, y, 0);
    return y;
  }

  @Benchmark
  public float[] plain() {
    Plain.matvec(w, n, n, x, null, y);
    return y;
  }

  @Benchmark
  public float[] autovectorized() {
    Arrays.fill(y, 0f);
    Autovectorized.combine(columns, x, y);
    return y;
  }

  @Override
  protected double[] expected() {
    return Oracle.product(w, n, n, x, 1, new float[1]);
  }
}
