package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Softmax;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code y = softmax x}. */
public class SoftmaxBenchmark extends ArrayBenchmark {
  @Override
  @Benchmark
  public float[] vector() {
    Softmax.softmax(x, 0, y, 0, length);
    return y;
  }

  @Benchmark
  public float[] plain() {
    Plain.softmax(x, 0, y, length);
    return y;
  }

  @Benchmark
  public float[] autovectorized() {
    Autovectorized.softmax(x, y);
    return y;
  }

  @Override
  protected double[] expected() {
    double logSum = Oracle.logSumExp(x);
    return Oracle.map(x, v -> Math.exp(v - logSum));
  }
}
