package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Updates;
import org.openjdk.jmh.annotations.Benchmark;

/** RMSprop: with a positive and a negative rate by turns, so that the weights stay bounded. */
public class RmsPropBenchmark extends ArrayBenchmark {
  private static final float DECAY = 0.99f;
  private static final float EPSILON = 1e-8f;

  private float rate = 0.01f;
  private float[] v;

  @Override
  protected void prepare() {
    super.prepare();
    v = new float[length];
    Plain.exp(gaussian(length), v);
  }

  @Override
  @Benchmark
  public float[] vector() {
    Updates.rmsProp(rate, DECAY, EPSILON, x, v, y, 0, length);
    rate = -rate;
    return y;
  }

  @Benchmark
  public float[] plain() {
    Plain.rmsProp(rate, DECAY, EPSILON, x, v, y);
    rate = -rate;
    return y;
  }

  @Override
  protected double[] expected() {
    double[] result = new double[length];
    for (int i = 0; i < length; i++) {
      double square = (double) DECAY * v[i] + (1 - (double) DECAY) * x[i] * x[i];
      result[i] = y[i] - rate * x[i] / (Math.sqrt(square) + EPSILON);
    }
    return result;
  }
}
