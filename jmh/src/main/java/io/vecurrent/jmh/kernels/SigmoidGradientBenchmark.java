package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Activations;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code dst = gradient y (1 - y)} with y = sigmoid x. */
public class SigmoidGradientBenchmark extends ArrayBenchmark {
  private float[] dst;

  @Override
  protected void prepare() {
    super.prepare();
    Plain.sigmoid(gaussian(length), y);
    dst = new float[length];
  }

  @Override
  @Benchmark
  public float[] vector() {
    Activations.sigmoidGradient(y, 0, x, 0, dst, 0, length);
    return dst;
  }

  @Benchmark
  public float[] plain() {
    Plain.sigmoidGradient(y, x, dst);
    return dst;
  }

  @Override
  protected double[] expected() {
    return Oracle.map(y, x, (v, g) -> g * v * (1 - v));
  }
}
