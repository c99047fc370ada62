package io.vecurrent.examples.plain;

import java.util.Arrays;

/**
 * One parameter: a matrix (or, with one row, a vector) with its gradient and Adam's two moments.
 */
final class Weights {
  final float[][] value;
  final float[][] gradient;
  private final float[][] m;
  private final float[][] v;

  Weights(int rows, int columns) {
    value = new float[rows][columns];
    gradient = new float[rows][columns];
    m = new float[rows][columns];
    v = new float[rows][columns];
  }

  void clearGradient() {
    for (float[] row : gradient) {
      Arrays.fill(row, 0f);
    }
  }

  double sumOfSquares() {
    double sum = 0;
    for (float[] row : gradient) {
      for (float g : row) {
        sum += g * g;
      }
    }
    return sum;
  }

  void scaleGradient(float factor) {
    for (float[] row : gradient) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= factor;
      }
    }
  }

  /** Step k = 1, 2, ... of Adam. */
  void adam(int k, float learningRate) {
    float rate = (float) (learningRate / (1 - Math.pow(0.9, k)));
    float root = (float) (1 / Math.sqrt(1 - Math.pow(0.999, k)));
    for (int i = 0; i < value.length; i++) {
      for (int j = 0; j < value[i].length; j++) {
        float g = gradient[i][j];
        m[i][j] = 0.9f * m[i][j] + 0.1f * g;
        v[i][j] = 0.999f * v[i][j] + 0.001f * g * g;
        value[i][j] -= rate * m[i][j] / ((float) Math.sqrt(v[i][j]) * root + 1e-8f);
      }
    }
  }
}
