package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.kernels.PackedMatrix;
import org.openjdk.jmh.annotations.Benchmark;

/** Packs the transpose of a row-major matrix into panels; the plain form transposes it. */
public class PackTransposedBenchmark extends MatrixBenchmark {
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
    packed.setTransposedBlock(0, 0, w, 0, n, n, n);
    return packed;
  }

  @Benchmark
  public float[] plain() {
    Plain.transpose(w, n, n, transposed);
    return transposed;
  }

  @Override
  protected double[] expected() {
    float[] result = new float[n * n];
    Plain.transpose(w, n, n, result);
    return Oracle.map(result, v -> v);
  }

  @Override
  protected float[] values(Object result) {
    if (result != packed) {
      return super.values(result);
    }
    float[] unpacked = new float[n * n];
    packed.unpack(unpacked, 0);
    return unpacked;
  }
}
