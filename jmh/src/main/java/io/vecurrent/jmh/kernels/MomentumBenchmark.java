package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Updates;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * SGD with momentum: with a positive and a negative rate by turns, so that the weights stay
 * bounded.
 */
public class MomentumBenchmark extends ArrayBenchmark {
  private static final float MOMENTUM = 0.9f;

  private float rate = 0.01f;
  private float[] buffer;

  @Override
  protected void prepare() {
    super.prepare();
    buffer = gaussian(length);
  }

  @Override
  @Benchmark
  public float[] vector() {
    Updates.momentum(rate, MOMENTUM, x, buffer, y, 0, length);
    rate = -rate;
    return y;
  }

  @Benchmark
  public float[] plain() {
    Plain.momentum(rate, MOMENTUM, x, buffer, y);
    rate = -rate;
    return y;
  }

  @Override
  protected double[] expected() {
    double[] result = new double[length];
    for (int i = 0; i < length; i++) {
      result[i] = y[i] - rate * ((double) MOMENTUM * buffer[i] + x[i]);
    }
    return result;
  }
}
