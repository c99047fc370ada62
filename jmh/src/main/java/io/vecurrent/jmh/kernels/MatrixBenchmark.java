package io.vecurrent.jmh.kernels;

import io.vecurrent.jmh.PairBenchmark;
import io.vecurrent.jmh.reference.Rows;
import io.vecurrent.kernels.PackedMatrix;
import org.openjdk.jmh.annotations.Param;

/** A kernel on an n x n matrix: in panels for the library, row-major, and column by column. */
public abstract class MatrixBenchmark extends PairBenchmark {
  /** Rows and columns. */
  @Param({"64", "256"})
  public int n;

  /** The matrix, row-major. */
  protected float[] w;

  protected PackedMatrix packed;
  protected float[][] columns;
  protected float[] x;
  protected float[] y;

  @Override
  protected void prepare() {
    w = uniform(n * n, 1 / Math.sqrt(n));
    packed = PackedMatrix.pack(w, n, n);
    columns = Rows.transposed(w, 0, n, n);
    x = gaussian(n);
    y = gaussian(n);
  }
}
