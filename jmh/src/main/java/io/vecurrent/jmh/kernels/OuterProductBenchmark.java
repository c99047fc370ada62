package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Autovectorized;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.jmh.reference.Rows;
import io.vecurrent.kernels.OuterProduct;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * {@code C += sum of 32 outer products a b^T}: with a and with -a by turns, so that C stays
 * bounded.
 */
public class OuterProductBenchmark extends MatrixBenchmark {
  private static final int COUNT = 32;

  private float[] a;
  private float[] minusA;
  private float[] b;
  private float[][] aRows;
  private float[][] minusRows;
  private float[][] bRows;
  private float[][] c;

  @Override
  protected void prepare() {
    super.prepare();
    a = gaussian(COUNT * n);
    minusA = a.clone();
    Plain.scale(-1, minusA);
    b = gaussian(COUNT * n);
    aRows = Rows.of(a, 0, COUNT, n);
    minusRows = Rows.of(minusA, 0, COUNT, n);
    bRows = Rows.of(b, 0, COUNT, n);
    c = Rows.of(w, 0, n, n);
  }

  @Override
  @Benchmark
  public float[] vector() {
    OuterProduct.accumulate(COUNT, a, 0, n, n, b, 0, n, n, w, 0, n);
    turn();
    return w;
  }

  @Benchmark
  public float[] plain() {
    Plain.outerProduct(COUNT, a, n, b, n, w);
    turn();
    return w;
  }

  @Benchmark
  public float[][] autovectorized() {
    Autovectorized.outerProduct(COUNT, aRows, bRows, 0, c);
    turn();
    return c;
  }

  @Override
  protected double[] expected() {
    return Oracle.outerProduct(COUNT, a, n, b, n, w);
  }

  private void turn() {
    float[] current = a;
    a = minusA;
    minusA = current;
    float[][] rows = aRows;
    aRows = minusRows;
    minusRows = rows;
  }
}
