package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Softmax;
import org.openjdk.jmh.annotations.Benchmark;

/** The cross-entropy of one row of logits, without a gradient. */
public class CrossEntropyBenchmark extends ArrayBenchmark {
  private final float[] result = new float[1];
  private float[] scratch;
  private int target;

  @Override
  protected void prepare() {
    super.prepare();
    scratch = new float[length];
    target = length / 3;
  }

  @Override
  @Benchmark
  public float[] vector() {
    result[0] = Softmax.crossEntropy(x, 0, length, target);
    return result;
  }

  @Benchmark
  public float[] plain() {
    result[0] = Plain.logSumExp(x) - x[target];
    return result;
  }

  @Benchmark
  public float[] autovectorized() {
    result[0] = Autovectorized.logSumExp(x, scratch) - x[target];
    return result;
  }

  @Override
  protected double[] expected() {
    return new double[] {Oracle.logSumExp(x) - x[target]};
  }
}
