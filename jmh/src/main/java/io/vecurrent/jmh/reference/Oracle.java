package io.vecurrent.jmh.reference;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Results in double precision, straight from the definitions. Speed does not matter here. */
public final class Oracle {
  private Oracle() {}

  /**
   * The Euclidean norm of the difference, divided by that of the expected values; NaN if a value is
   * NaN.
   */
  public static double relativeError(float[] actual, double[] expected) {
    if (actual.length != expected.length) {
      throw new IllegalStateException(
          "a result of " + actual.length + " floats instead of " + expected.length);
    }
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
      norm += expected[i] * expected[i];
    }
    return Math.sqrt(difference / norm);
  }

  /** {@code f(x[i])}. */
  public static double[] map(float[] x, DoubleUnaryOperator f) {
    double[] result = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      result[i] = f.applyAsDouble(x[i]);
    }
    return result;
  }

  /** {@code f(x[i], y[i])}. */
  public static double[] map(float[] x, float[] y, DoubleBinaryOperator f) {
    double[] result = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      result[i] = f.applyAsDouble(x[i], y[i]);
    }
    return result;
  }

  /** {@code start + X W^T}: row m is {@code start + W x[m]}; a shorter start serves every row. */
  public static double[] product(
      float[] w, int rows, int cols, float[] x, int count, float[] start) {
    double[] y = new double[count * rows];
    for (int m = 0; m < count; m++) {
      for (int i = 0; i < rows; i++) {
        double sum = start[(m * rows + i) % start.length];
        for (int j = 0; j < cols; j++) {
          sum += (double) w[i * cols + j] * x[m * cols + j];
        }
        y[m * rows + i] = sum;
      }
    }
    return y;
  }

  /** {@code W^T x}. */
  public static double[] transposedProduct(float[] w, int rows, int cols, float[] x) {
    double[] y = new double[cols];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        y[j] += (double) w[i * cols + j] * x[i];
      }
    }
    return y;
  }

  /** {@code C + sum over k of a[k] b[k]^T}. */
  public static double[] outerProduct(
      int count, float[] a, int rows, float[] b, int cols, float[] c) {
    double[] result = map(c, v -> v);
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < cols; j++) {
          result[i * cols + j] += (double) a[k * rows + i] * b[k * cols + j];
        }
      }
    }
    return result;
  }

  /** {@code sum over i of x[i] y[i]}. */
  public static double dot(float[] x, float[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (double) x[i] * y[i];
    }
    return sum;
  }

  /** {@code ln(sum of e^x[i])}; no input here is large enough to overflow a double. */
  public static double logSumExp(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += Math.exp(v);
    }
    return Math.log(sum);
  }
}
