package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import org.openjdk.jmh.annotations.Benchmark;

/** {@code y = y + W x}: with x and with -x by turns, so that y stays bounded. */
public class MatvecAddBenchmark extends MatrixBenchmark {
  private float[] minusX;

  @Override
  protected void prepare() {
    super.prepare();
    minusX = x.clone();
    Plain.scale(-1, minusX);
  }

  @Override
  @Benchmark
  public float[] vector() {
    packed.multiplyAdd(x, 0, y, 0);
    turn();
    return y;
  }

  @Benchmark
  public float[] plain() {
    Plain.matvec(w, n, n, x, y, y);
    turn();
    return y;
  }

  @Benchmark
  public float[] autovectorized() {
    Autovectorized.combine(columns, x, y);
    turn();
    return y;
  }

  @Override
  protected double[] expected() {
    return Oracle.product(w, n, n, x, 1, y);
  }

  private void turn() {
    float[] current = x;
    x = minusX;
    minusX = current;
  }
}
