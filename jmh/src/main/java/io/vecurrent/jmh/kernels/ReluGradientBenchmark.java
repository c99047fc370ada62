package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.Activations;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code dst = gradient where y > 0}, with y = relu x. */
public class ReluGradientBenchmark extends ArrayBenchmark {
  private float[] dst;

  @Override
  protected void prepare() {
    super.prepare();
    Plain.relu(gaussian(length), y);
    dst = new float[length];
  }

  @Override
  @Benchmark
  public float[] vector() {
    Activations.reluGradient(y, 0, x, 0, dst, 0, length);
    return dst;
  }

  @Benchmark
  public float[] plain() {
    Plain.reluGradient(y, x, dst);
    return dst;
  }

  @Benchmark
  public float[] autovectorized() {
    Autovectorized.reluGradient(y, x, dst);
    return dst;
  }

  @Override
  protected double[] expected() {
    return Oracle.map(y, x, (v, g) -> v > 0 ? g : 0);
  }
}
