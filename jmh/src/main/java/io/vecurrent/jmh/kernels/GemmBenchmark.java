package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.jmh.reference.Rows;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code Y = X W^T}: the products of 32 rows x with one matrix. */
public class GemmBenchmark extends MatrixBenchmark {
  private static final int COUNT = 32;

  private float[][] xRows;
  private float[][] yRows;

  @Override
  protected void prepare() {
    super.prepare();
    x = gaussian(COUNT * n);
    y = new float[COUNT * n];
    xRows = Rows.of(x, 0, COUNT, n);
    yRows = new float[COUNT][n];
  }

  @Override
  @Benchmark
  public float[] vector() {
    packed.multiply(COUNT, x, 0, n, y, 0, n);
    return y;
  }

  @Benchmark
  public float[] plain() {
    Plain.gemm(COUNT, w, n, n, x, y);
    return y;
  }

  @Benchmark
  public float[][] autovectorized() {
    for (int m = 0; m < COUNT; m++) {
      Arrays.fill(yRows[m], 0f);
      Autovectorized.combine(columns, xRows[m], yRows[m]);
    }
    return yRows;
  }

  @Override
  protected double[] expected() {
    return Oracle.product(w, n, n, x, COUNT, new float[1]);
  }
}
