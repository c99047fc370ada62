package io.vecurrent.rnn;

import java.util.Random;

/**
 * Draws parameters, slice by slice in the order of the array. {@link Random} is used because its
 * algorithm is part of its specification: a seed gives the same numbers on every JDK.
 */
final class Initializer {
  private Initializer() {}

  static void draw(
      Parameters parameters, int hiddenSize, Initialization initialization, long seed) {
    Random random = new Random(seed);
    double bound = 1 / Math.sqrt(hiddenSize);
    for (ParameterSlice slice : parameters.slices().values()) {
      boolean orthogonal =
          initialization == Initialization.ORTHOGONAL_RECURRENT
              && slice.name().equals(NetworkBuilder.WEIGHT_HH);
      if (orthogonal) {
        orthogonal(random, parameters.values(), slice.offset(), hiddenSize);
      } else {
        uniform(random, bound, parameters.values(), slice);
      }
    }
    parameters.markChanged();
  }

  /** The bound is that of the head too: its inputs are the hidden units. */
  private static void uniform(Random random, double bound, float[] values, ParameterSlice slice) {
    for (int i = slice.offset(); i < slice.offset() + slice.length(); i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
  }

  /**
   * Modified Gram-Schmidt on the rows of a Gaussian matrix, twice, which is enough for
   * orthogonality to working precision (Giraud, Langou and Rozloznik, 2005).
   */
  private static void orthogonal(Random random, float[] values, int offset, int n) {
    double[][] rows = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        rows[i][j] = random.nextGaussian();
      }
      for (int k = 0; k < 2 * i; k++) {
        subtractProjection(rows[i], rows[k % i]);
      }
      double norm = Math.sqrt(dot(rows[i], rows[i]));
      for (int j = 0; j < n; j++) {
        rows[i][j] /= norm;
        values[offset + i * n + j] = (float) rows[i][j];
      }
    }
  }

  private static void subtractProjection(double[] row, double[] unit) {
    double scale = dot(row, unit);
    for (int j = 0; j < row.length; j++) {
      row[j] -= scale * unit[j];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
