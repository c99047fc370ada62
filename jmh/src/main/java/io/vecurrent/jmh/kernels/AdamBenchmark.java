package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Updates;
import org.openjdk.jmh.annotations.Benchmark;

/** Adam: with a positive and a negative rate by turns, so that the weights stay bounded. */
public class AdamBenchmark extends ArrayBenchmark {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;
  private static final float ROOT_SCALE = 1.25f;

  private float rate = 0.01f;
  private float[] m;
  private float[] v;

  @Override
  protected void prepare() {
    super.prepare();
    m = gaussian(length);
    v = new float[length];
    Plain.exp(gaussian(length), v);
  }

  @Override
  @Benchmark
  public float[] vector() {
    Updates.adam(rate, ROOT_SCALE, BETA1, BETA2, EPSILON, x, m, v, y, 0, length);
    rate = -rate;
    return y;
  }

  @Benchmark
  public float[] plain() {
    Plain.adam(rate, ROOT_SCALE, BETA1, BETA2, EPSILON, x, m, v, y);
    rate = -rate;
    return y;
  }

  @Override
  protected double[] expected() {
    double[] result = new double[length];
    for (int i = 0; i < length; i++) {
      double mean = (double) BETA1 * m[i] + (1 - (double) BETA1) * x[i];
      double square = (double) BETA2 * v[i] + (1 - (double) BETA2) * x[i] * x[i];
      result[i] = y[i] - rate * mean / (Math.sqrt(square) * ROOT_SCALE + EPSILON);
    }
    return result;
  }
}
