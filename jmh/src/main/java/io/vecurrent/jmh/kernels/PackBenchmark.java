package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.PackedMatrix;
import org.openjdk.jmh.annotations.Benchmark;

/** Packs a row-major matrix into panels; the plain form brings it into columns. */
public class PackBenchmark extends MatrixBenchmark {
  private float[] transposed;

  @Override
  protected void prepare() {
    super.prepare();
    packed = PackedMatrix.zeros(n, n);
    transposed = new float[n * n];
  }

  @Override
  @Benchmark
  public PackedMatrix vector() {
    packed.setBlock(0, 0, w, 0, n, n, n);
    return packed;
  }

  @Benchmark
  public float[] plain() {
    Plain.transpose(w, n, n, transposed);
    return transposed;
  }

  @Override
  protected double[] expected() {
    return Oracle.map(w, v -> v);
  }

  @Override
  protected float[] values(Object result) {
    if (result != packed) {
      return transposedBack();
    }
    float[] unpacked = new float[n * n];
    packed.unpack(unpacked, 0);
    return unpacked;
  }

  private float[] transposedBack() {
    float[] back = new float[n * n];
    Plain.transpose(transposed, n, n, back);
    return back;
  }
}
