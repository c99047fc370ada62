package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Softmax;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;

/** The cross-entropy of one row of logits and its gradient; the loss stands behind the gradient. */
public class CrossEntropyGradientBenchmark extends ArrayBenchmark {
  private static final float SCALE = 1f / 32;

  private int target;
  private float loss;

  @Override
  protected void prepare() {
    super.prepare();
    target = length / 3;
  }

  @Override
  @Benchmark
  public float[] vector() {
    loss = Softmax.crossEntropyGradient(x, 0, length, target, SCALE, y, 0);
    return y;
  }

  @Benchmark
  public float[] plain() {
    loss = Plain.crossEntropyGradient(x, 0, length, target, SCALE, y);
    return y;
  }

  @Benchmark
  public float[] autovectorized() {
    loss = Autovectorized.crossEntropyGradient(x, target, SCALE, y);
    return y;
  }

  @Override
  protected double[] expected() {
    double logSum = Oracle.logSumExp(x);
    double[] result = new double[length + 1];
    for (int i = 0; i < length; i++) {
      result[i] = SCALE * (Math.exp(x[i] - logSum) - (i == target ? 1 : 0));
    }
    result[length] = logSum - x[target];
    return result;
  }

  @Override
  protected float[] values(Object result) {
    float[] values = Arrays.copyOf(y, length + 1);
    values[length] = loss;
    return values;
  }
}
