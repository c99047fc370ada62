package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Softmax;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code y = log softmax x}. */
public class LogSoftmaxBenchmark extends ArrayBenchmark {
  private float[] scratch;

  @Override
  protected void prepare() {
    super.prepare();
    scratch = new float[length];
  }

  @Override
  @Benchmark
  public float[] vector() {
    Softmax.logSoftmax(x, 0, y, 0, length);
    return y;
  }

  @Benchmark
  public float[] plain() {
    Plain.logSoftmax(x, y);
    return y;
  }

  @Benchmark
  public float[] autovectorized() {
    Autovectorized.logSoftmax(x, y, scratch);
    return y;
  }

  @Override
  protected double[] expected() {
    double logSum = Oracle.logSumExp(x);
    return Oracle.map(x, v -> v - logSum);
  }
}
