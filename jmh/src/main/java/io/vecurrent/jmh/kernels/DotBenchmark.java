package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Arithmetic;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code sum of x y}, both positive. */
public class DotBenchmark extends ArrayBenchmark {
  private final float[] result = new float[1];

  @Override
  protected void prepare() {
    super.prepare();
    Plain.sigmoid(gaussian(length), x);
    Plain.sigmoid(gaussian(length), y);
  }

  @Override
  @Benchmark
  public float[] vector() {
    result[0] = Arithmetic.dot(x, 0, y, 0, length);
    return result;
  }

  @Benchmark
  public float[] plain() {
    result[0] = Plain.dot(x, y);
    return result;
  }

  @Benchmark
  public float[] autovectorized() {
    result[0] = Autovectorized.dot(x, y);
    return result;
  }

  @Override
  protected double[] expected() {
    return new double[] {Oracle.dot(x, y)};
  }
}
