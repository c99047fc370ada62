package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.Variant;
import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.PackedMatrix;
import io.vecurrent.kernels.Precision;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code y = W x}. */
public class MatvecBenchmark extends MatrixBenchmark {
  private PackedMatrix rounded;

  @Override
  protected void prepare() {
    super.prepare();
    rounded = PackedMatrix.pack(w, 0, n, n, Precision.BFLOAT16);
  }

  @Override
  @Benchmark
  public float[] vector() {
    packed.multiply(x, 0, y, 0);
    return y;
  }

  @Benchmark
  public float[] bfloat16() {
    rounded.multiply(x, 0, y, 0);
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

  @Override
  protected double[] expected(Variant variant) {
    if (!variant.equals(Variant.BFLOAT16)) {
      return expected();
    }
    float[] weights = new float[n * n];
    rounded.unpack(weights, 0);
    return Oracle.product(weights, n, n, x, 1, new float[1]);
  }
}
