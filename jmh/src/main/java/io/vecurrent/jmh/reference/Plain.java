package io.vecurrent.jmh.reference;

/** The loops that a Java programmer would write: flat row-major arrays, and {@link Math}. */
public final class Plain {
  private Plain() {}

  /** {@code y = W x}, or {@code y = start + W x} if there is a start. */
  public static void matvec(float[] w, int rows, int cols, float[] x, float[] start, float[] y) {
    for (int i = 0; i < rows; i++) {
      float sum = start == null ? 0 : start[i];
      for (int j = 0; j < cols; j++) {
        sum += w[i * cols + j] * x[j];
      }
      y[i] = sum;
    }
  }

  /** {@code y = W^T x}, as the definition reads. */
  public static void transposedMatvec(float[] w, int rows, int cols, float[] x, float[] y) {
    for (int j = 0; j < cols; j++) {
      float sum = 0;
      for (int i = 0; i < rows; i++) {
        sum += w[i * cols + j] * x[i];
      }
      y[j] = sum;
    }
  }

  /** {@code y[m] = W x[m]}. */
  public static void gemm(int count, float[] w, int rows, int cols, float[] x, float[] y) {
    for (int m = 0; m < count; m++) {
      for (int i = 0; i < rows; i++) {
        float sum = 0;
        for (int j = 0; j < cols; j++) {
          sum += w[i * cols + j] * x[m * cols + j];
        }
        y[m * rows + i] = sum;
      }
    }
  }

  /** {@code C += sum over k of a[k] b[k]^T}. */
  public static void outerProduct(int count, float[] a, int rows, float[] b, int cols, float[] c) {
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < rows; i++) {
        float factor = a[k * rows + i];
        for (int j = 0; j < cols; j++) {
          c[i * cols + j] += factor * b[k * cols + j];
        }
      }
    }
  }

  /** The transpose of a row-major matrix. */
  public static void transpose(float[] src, int rows, int cols, float[] dst) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        dst[j * rows + i] = src[i * cols + j];
      }
    }
  }

  /** {@code y = e^x}. */
  public static void exp(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) Math.exp(x[i]);
    }
  }

  /** {@code y = ln x}. */
  public static void log(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) Math.log(x[i]);
    }
  }

  /** {@code y = tanh x}. */
  public static void tanh(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) Math.tanh(x[i]);
    }
  }

  /** {@code y = 1 / (1 + e^-x)}. */
  public static void sigmoid(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) (1 / (1 + Math.exp(-x[i])));
    }
  }

  /** {@code y = max(x, 0)}. */
  public static void relu(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] > 0 ? x[i] : 0;
    }
  }

  /** {@code dst = gradient (1 - y^2)}. */
  public static void tanhGradient(float[] y, float[] gradient, float[] dst) {
    for (int i = 0; i < y.length; i++) {
      dst[i] = gradient[i] * (1 - y[i] * y[i]);
    }
  }

  /** {@code dst = gradient y (1 - y)}. */
  public static void sigmoidGradient(float[] y, float[] gradient, float[] dst) {
    for (int i = 0; i < y.length; i++) {
      dst[i] = gradient[i] * y[i] * (1 - y[i]);
    }
  }

  /** {@code dst = gradient where y > 0}. */
  public static void reluGradient(float[] y, float[] gradient, float[] dst) {
    for (int i = 0; i < y.length; i++) {
      dst[i] = y[i] > 0 ? gradient[i] : 0;
    }
  }

  /** {@code y = softmax x}, and returns {@code ln(sum of e^x)}. */
  public static float softmax(float[] x, int offset, float[] y, int length) {
    float max = max(x, offset, length);
    float sum = 0;
    for (int i = 0; i < length; i++) {
      y[offset + i] = (float) Math.exp(x[offset + i] - max);
      sum += y[offset + i];
    }
    for (int i = 0; i < length; i++) {
      y[offset + i] /= sum;
    }
    return max + (float) Math.log(sum);
  }

  /** {@code ln(sum of e^x)}. */
  public static float logSumExp(float[] x) {
    float max = max(x, 0, x.length);
    float sum = 0;
    for (float v : x) {
      sum += (float) Math.exp(v - max);
    }
    return max + (float) Math.log(sum);
  }

  /** {@code y = x - ln(sum of e^x)}. */
  public static void logSoftmax(float[] x, float[] y) {
    float logSum = logSumExp(x);
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] - logSum;
    }
  }

  /** Loss of one row of logits; {@code gradient = scale (softmax(logits) - onehot(target))}. */
  public static float crossEntropyGradient(
      float[] logits, int offset, int classes, int target, float scale, float[] gradient) {
    float logSum = softmax(logits, offset, gradient, classes);
    gradient[offset + target] -= 1;
    for (int i = 0; i < classes; i++) {
      gradient[offset + i] *= scale;
    }
    return logSum - logits[offset + target];
  }

  private static float max(float[] x, int offset, int length) {
    float max = x[offset];
    for (int i = 1; i < length; i++) {
      if (x[offset + i] > max) {
        max = x[offset + i];
      }
    }
    return max;
  }

  /** {@code y += a x}. */
  public static void axpy(float a, float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] += a * x[i];
    }
  }

  /** {@code x *= a}. */
  public static void scale(float a, float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= a;
    }
  }

  /** Limits x to [low, high]. */
  public static void clamp(float[] x, float low, float high) {
    for (int i = 0; i < x.length; i++) {
      if (x[i] < low) {
        x[i] = low;
      } else if (x[i] > high) {
        x[i] = high;
      }
    }
  }

  /** Replaces everything smaller in size than the threshold by 0. */
  public static void flushBelow(float[] x, float threshold) {
    for (int i = 0; i < x.length; i++) {
      if (Math.abs(x[i]) < threshold) {
        x[i] = 0;
      }
    }
  }

  /** {@code sum over i of x[i] y[i]}. */
  public static float dot(float[] x, float[] y) {
    float sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** {@code sum over i of x[i]^2}, in double. */
  public static double sumOfSquares(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += (double) v * v;
    }
    return sum;
  }

  /** {@code buffer = momentum buffer + g; w -= rate buffer}. */
  public static void momentum(float rate, float momentum, float[] g, float[] buffer, float[] w) {
    for (int i = 0; i < w.length; i++) {
      buffer[i] = momentum * buffer[i] + g[i];
      w[i] -= rate * buffer[i];
    }
  }

  /** {@code v = decay v + (1 - decay) g^2; w -= rate g / (sqrt(v) + epsilon)}. */
  public static void rmsProp(
      float rate, float decay, float epsilon, float[] g, float[] v, float[] w) {
    for (int i = 0; i < w.length; i++) {
      v[i] = decay * v[i] + (1 - decay) * g[i] * g[i];
      w[i] -= rate * g[i] / ((float) Math.sqrt(v[i]) + epsilon);
    }
  }

  /** Adam, with the bias corrections in {@code rate} and {@code rootScale}. */
  public static void adam(
      float rate,
      float rootScale,
      float beta1,
      float beta2,
      float epsilon,
      float[] g,
      float[] m,
      float[] v,
      float[] w) {
    for (int i = 0; i < w.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      w[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) * rootScale + epsilon);
    }
  }

  /** Scales the gradients down to a Euclidean norm of at most {@code maxNorm}. */
  public static void clipByGlobalNorm(float[] gradients, float maxNorm) {
    double norm = Math.sqrt(sumOfSquares(gradients));
    if (norm > maxNorm) {
      scale((float) (maxNorm / norm), gradients);
    }
  }
}
