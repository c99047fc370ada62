package io.vecurrent.rnn;

import java.util.Random;

/**
 * Draws parameters, slice by slice in the order of the array. {@link Random} is used because its
 * algorithm is part of its specification: a seed gives the same numbers on every JDK.
 */
final class Initializer {
  private Initializer() {}

  static void draw(
      Parameters parameters, Structure structure, Initialization initialization, long seed) {
    Random random = new Random(seed);
    gaussian(random, parameters, Structure.EMBEDDING_WEIGHT);
    for (int layer = 0; layer < structure.layers().size(); layer++) {
      int hidden = structure.layers().get(layer).hiddenSize();
      for (int d = 0; d < structure.layers().get(layer).directions(); d++) {
        draw(random, parameters, Structure.name(Structure.WEIGHT_IH, layer, d), hidden);
        String recurrent = Structure.name(Structure.WEIGHT_HH, layer, d);
        if (initialization == Initialization.ORTHOGONAL_RECURRENT) {
          orthogonal(random, parameters, recurrent, hidden);
        } else {
          draw(random, parameters, recurrent, hidden);
        }
        draw(random, parameters, Structure.name(Structure.BIAS_IH, layer, d), hidden);
        draw(random, parameters, Structure.name(Structure.BIAS_HH, layer, d), hidden);
      }
    }
    draw(random, parameters, Structure.HEAD_WEIGHT, structure.top().outputSize());
    draw(random, parameters, Structure.HEAD_BIAS, structure.top().outputSize());
    parameters.markChanged();
  }

  /**
   * Uniform in {@code (-1/sqrt(n), 1/sqrt(n))}; a parameter that the network does not have is
   * passed over.
   */
  private static void draw(Random random, Parameters parameters, String name, int n) {
    ParameterSlice slice = parameters.slices().get(name);
    double bound = 1 / Math.sqrt(n);
    for (int i = 0; slice != null && i < slice.length(); i++) {
      parameters.values()[slice.offset() + i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
  }

  /**
   * Normal with mean 0 and variance 1; a parameter that the network does not have is passed over.
   */
  private static void gaussian(Random random, Parameters parameters, String name) {
    ParameterSlice slice = parameters.slices().get(name);
    for (int i = 0; slice != null && i < slice.length(); i++) {
      parameters.values()[slice.offset() + i] = (float) random.nextGaussian();
    }
  }

  /** An orthogonal matrix for each gate. */
  private static void orthogonal(Random random, Parameters parameters, String name, int n) {
    ParameterSlice slice = parameters.slice(name);
    for (int gate = 0; gate < slice.length() / (n * n); gate++) {
      orthogonal(random, parameters.values(), slice.offset() + gate * n * n, n);
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
