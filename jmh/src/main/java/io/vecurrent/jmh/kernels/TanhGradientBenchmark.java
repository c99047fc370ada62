package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Activations;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code dst = gradient (1 - y^2)} with y = tanh x. */
public class TanhGradientBenchmark extends ArrayBenchmark {
  private float[] dst;

  @Override
  protected void prepare() {
    super.prepare();
    Plain.tanh(gaussian(length), y);
    dst = new float[length];
  }

  @Override
  @Benchmark
  public float[] vector() {
    Activations.tanhGradient(y, 0, x, 0, dst, 0, length);
    return dst;
  }

  @Benchmark
  public float[] plain() {
    Plain.tanhGradient(y, x, dst);
    return dst;
  }

  @Override
  protected double[] expected() {
    return Oracle.map(y, x, (v, g) -> g * (1 - v * v));
  }
}
