package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Softmax;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code ln(sum of e^x)}. */
public class LogSumExpBenchmark extends ArrayBenchmark {
  private final float[] result = new float[1];
  private float[] scratch;

  @Override
  protected void prepare() {
    super.prepare();
    scratch = new float[length];
  }

  @Override
  @Benchmark
  public float[] vector() {
    result[0] = Softmax.logSumExp(x, 0, length);
    return result;
  }

  @Benchmark
  public float[] plain() {
    result[0] = Plain.logSumExp(x);
    return result;
  }

  @Benchmark
  public float[] autovectorized() {
    result[0] = Autovectorized.logSumExp(x, scratch);
    return result;
  }

  @Override
  protected double[] expected() {
    return new double[] {Oracle.logSumExp(x)};
  }
}
