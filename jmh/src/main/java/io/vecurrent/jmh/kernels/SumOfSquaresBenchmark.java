package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Arithmetic;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code sum of x^2}. */
public class SumOfSquaresBenchmark extends ArrayBenchmark {
  private final float[] result = new float[1];

  @Override
  @Benchmark
  public float[] vector() {
    result[0] = (float) Arithmetic.sumOfSquares(x, 0, length);
    return result;
  }

  @Benchmark
  public float[] plain() {
    result[0] = (float) Plain.sumOfSquares(x);
    return result;
  }

  @Benchmark
  public float[] autovectorized() {
    result[0] = Autovectorized.dot(x, x);
    return result;
  }

  @Override
  protected double[] expected() {
    return new double[] {Oracle.dot(x, x)};
  }
}
