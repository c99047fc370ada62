package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.jmh.reference.Rows;
import io.vecurrent.kernels.PackedMatrix;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code y = W^T x}. */
public class MatvecTransposedBenchmark extends MatrixBenchmark {
  private PackedMatrix transposed;
  private float[][] rows;

  @Override
  protected void prepare() {
    super.prepare();
    transposed = PackedMatrix.packTransposed(w, 0, n, n);
    rows = Rows.of(w, 0, n, n);
  }

  @Override
  @Benchmark
  public float[] vector() {
    transposed.multiply(x, 0, y, 0);
    return y;
  }

  @Benchmark
  public float[] plain() {
    Plain.transposedMatvec(w, n, n, x, y);
    return y;
  }

  @Benchmark
  public float[] autovectorized() {
    Arrays.fill(y, 0f);
    Autovectorized.combine(rows, x, y);
    return y;
  }

  @Override
  protected double[] expected() {
    return Oracle.transposedProduct(w, n, n, x);
  }
}
