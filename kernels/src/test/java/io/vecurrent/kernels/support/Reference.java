package io.vecurrent.kernels.support;

import io.vecurrent.kernels.Backend;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The documented orders, written out as plainly as possible. */
public final class Reference {
  private static final boolean FUSED = Backend.current().fma();

  private Reference() {}

  /** Every length around the vectors, and primes beyond. */
  public static int[] lengths() {
    return IntStream.concat(
            IntStream.rangeClosed(0, 49),
            IntStream.of(53, 59, 61, 64, 67, 71, 73, 79, 83, 89, 97, 101, 127, 128, 130, 257, 1009))
        .toArray();
  }

  public static float fma(float a, float b, float c) {
    return FUSED ? Math.fma(a, b, c) : a * b + c;
  }

  /** {@code y[m][i] = start[m][i] + sum over j of w[i][j] x[m][j]}: one chain through j. */
  public static float[] product(
      float[] w, int rows, int cols, int count, float[] x, float[] start) {
    float[] y = new float[count * rows];
    for (int m = 0; m < count; m++) {
      for (int i = 0; i < rows; i++) {
        float chain = start[m * rows + i];
        for (int j = 0; j < cols; j++) {
          chain = fma(w[i * cols + j], x[m * cols + j], chain);
        }
        y[m * rows + i] = chain;
      }
    }
    return y;
  }

  /** {@code c[i][j] + sum over k of a[k][i] b[k][j]}: one chain through k. */
  public static float[] outer(int count, float[] a, int rows, float[] b, int cols, float[] c) {
    float[] result = new float[rows * cols];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        float chain = c[i * cols + j];
        for (int k = 0; k < count; k++) {
          chain = fma(a[k * rows + i], b[k * cols + j], chain);
        }
        result[i * cols + j] = chain;
      }
    }
    return result;
  }

  /** The sum in 16 lanes and a tree, the rest one by one. */
  public static float sum(float[] x) {
    float[] lanes = new float[16];
    int whole = x.length / 16 * 16;
    for (int i = 0; i < whole; i++) {
      lanes[i % 16] += x[i];
    }
    float sum = tree(lanes);
    for (int i = whole; i < x.length; i++) {
      sum += x[i];
    }
    return sum;
  }

  /** Softmax's denominator: such sums of 256 elements each, added in double. */
  public static double sumInBlocks(float[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i += 256) {
      sum += sum(Arrays.copyOfRange(x, i, Math.min(x.length, i + 256)));
    }
    return sum;
  }

  /** The sum of products in 16 lanes and a tree, the rest one by one. */
  public static float dot(float[] x, float[] y) {
    float[] lanes = new float[16];
    int whole = x.length / 16 * 16;
    for (int i = 0; i < whole; i++) {
      lanes[i % 16] = fma(x[i], y[i], lanes[i % 16]);
    }
    float sum = tree(lanes);
    for (int i = whole; i < x.length; i++) {
      sum = fma(x[i], y[i], sum);
    }
    return sum;
  }

  private static float tree(float[] lanes) {
    for (int half = 8; half >= 1; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes[lane] += lanes[lane + half];
      }
    }
    return lanes[0];
  }

  public static float[] transpose(float[] rowMajor, int rows, int cols) {
    float[] result = new float[rows * cols];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        result[j * rows + i] = rowMajor[i * cols + j];
      }
    }
    return result;
  }
}
