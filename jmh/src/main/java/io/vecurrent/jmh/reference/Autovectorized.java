package io.vecurrent.jmh.reference;

/**
 * The fastest loops that C2 vectorises by itself: no sum over one array inside a loop (the order of
 * float additions is fixed, so C2 must not vectorise them), no branch, no call, one index for all
 * arrays. There is one here for every kernel whose plain loop is not such a loop already.
 */
public final class Autovectorized {
  private static final float LN2 = 0.69314718f;

  /** The bits of sqrt(1/2). */
  private static final int ROOT_HALF = 0x3f3504f3;

  private Autovectorized() {}

  /**
   * {@code y += sum over k of factors[k] rows[k]}: with the columns of a matrix {@code y += W x},
   * with its rows {@code y += W^T x}. Two at a time, so that y is read and written less often.
   */
  public static void combine(float[][] rows, float[] factors, float[] y) {
    int k = 0;
    for (; k + 2 <= rows.length; k += 2) {
      add(rows[k], factors[k], rows[k + 1], factors[k + 1], y);
    }
    for (; k < rows.length; k++) {
      Plain.axpy(factors[k], rows[k], y);
    }
  }

  /**
   * {@code C += sum over k of a[k] b[first + k]^T}: row by row, so that a row of C stays in the
   * cache.
   */
  public static void outerProduct(int count, float[][] a, float[][] b, int first, float[][] c) {
    for (int i = 0; i < c.length; i++) {
      float[] row = c[i];
      int k = 0;
      for (; k + 2 <= count; k += 2) {
        add(b[first + k], a[k][i], b[first + k + 1], a[k + 1][i], row);
      }
      for (; k < count; k++) {
        Plain.axpy(a[k][i], b[first + k], row);
      }
    }
  }

  private static void add(float[] u, float a, float[] v, float b, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += a * u[i] + b * v[i];
    }
  }

  /**
   * {@code y = e^(x - shift) = (e^((x - shift) / 64))^64}, to some 1e-5: a rational approximation
   * and six squares. The accurate way needs the bits of a float, and C2 does not vectorise that.
   */
  public static void exp(float[] x, float shift, float[] y) {
    for (int i = 0; i < x.length; i++) {
      float t = Math.max(-87f, Math.min(88f, x[i] - shift)) * (1f / 64);
      float q = t * t;
      float even = (q + 180) * q + 1680;
      float odd = (20 * q + 840) * t;
      float p = (even + odd) / (even - odd);
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      y[i] = p * p;
    }
  }

  /**
   * {@code y = ln x} for positive normal numbers. C2 up to JDK 25 does not vectorise what takes the
   * exponent from the bits; it is the fastest loop all the same.
   */
  public static void log(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      int bits = Float.floatToRawIntBits(x[i]);
      int exponent = (bits - ROOT_HALF) >> 23;
      float f = Float.intBitsToFloat(bits - (exponent << 23)) - 1;
      float s = f / (2 + f);
      float q = s * s;
      float p = 2f / 9 * q + 2f / 7;
      p = p * q + 2f / 5;
      p = p * q + 2f / 3;
      y[i] = exponent * LN2 + (s * q * p + 2 * s);
    }
  }

  /** {@code y = tanh x}: a rational approximation between two bounds. */
  public static void tanh(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      float v = Math.max(-7.9053f, Math.min(7.9053f, x[i]));
      y[i] = v * numerator(v * v) / denominator(v * v);
    }
  }

  /** {@code y = 1 / (1 + e^-x) = (1 + tanh(x / 2)) / 2}. */
  public static void sigmoid(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      float v = Math.max(-7.9053f, Math.min(7.9053f, 0.5f * x[i]));
      y[i] = 0.5f * (v * numerator(v * v) / denominator(v * v)) + 0.5f;
    }
  }

  private static float numerator(float q) {
    float p = -2.76076847742355e-16f * q + 2.00018790482477e-13f;
    p = p * q - 8.60467152213735e-11f;
    p = p * q + 5.12229709037114e-08f;
    p = p * q + 1.48572235717979e-05f;
    p = p * q + 6.37261928875436e-04f;
    return p * q + 4.89352455891786e-03f;
  }

  private static float denominator(float q) {
    float p = 1.19825839466702e-06f * q + 1.18534705686654e-04f;
    p = p * q + 2.26843463243900e-03f;
    return p * q + 4.89352518554385e-03f;
  }

  /** {@code y = max(x, 0)}. */
  public static void relu(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.max(x[i], 0f);
    }
  }

  /** {@code dst = gradient where y > 0}, for normal y >= 0. */
  public static void reluGradient(float[] y, float[] gradient, float[] dst) {
    for (int i = 0; i < y.length; i++) {
      dst[i] = gradient[i] * Math.min(1f, y[i] * 0x1p126f);
    }
  }

  /** Limits x to [low, high]. */
  public static void clamp(float[] x, float low, float high) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(low, Math.min(high, x[i]));
    }
  }

  /**
   * {@code sum over i of x[i] y[i]}. C2 vectorises no sum of floats: eight chains side by side are
   * the best that is left.
   */
  public static float dot(float[] x, float[] y) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i < x.length - 7; i += 8) {
      s0 += x[i] * y[i];
      s1 += x[i + 1] * y[i + 1];
      s2 += x[i + 2] * y[i + 2];
      s3 += x[i + 3] * y[i + 3];
      s4 += x[i + 4] * y[i + 4];
      s5 += x[i + 5] * y[i + 5];
      s6 += x[i + 6] * y[i + 6];
      s7 += x[i + 7] * y[i + 7];
    }
    for (; i < x.length; i++) {
      s0 += x[i] * y[i];
    }
    return s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
  }

  /** The sum of all elements, as {@link #dot} does it. */
  private static float sum(float[] x) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i < x.length - 7; i += 8) {
      s0 += x[i] + x[i + 1];
      s1 += x[i + 2] + x[i + 3];
      s2 += x[i + 4] + x[i + 5];
      s3 += x[i + 6] + x[i + 7];
    }
    for (; i < x.length; i++) {
      s0 += x[i];
    }
    return s0 + s1 + (s2 + s3);
  }

  private static float max(float[] x) {
    float max = x[0];
    for (int i = 0; i < x.length; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  /** {@code ln(sum of e^x)}. */
  public static float logSumExp(float[] x, float[] scratch) {
    float max = max(x);
    exp(x, max, scratch);
    return max + (float) Math.log(sum(scratch));
  }

  /** {@code y = softmax x}, and returns {@code ln(sum of e^x)}. */
  public static float softmax(float[] x, float[] y) {
    float max = max(x);
    exp(x, max, y);
    float sum = sum(y);
    Plain.scale(1 / sum, y);
    return max + (float) Math.log(sum);
  }

  /** {@code y = x - ln(sum of e^x)}. */
  public static void logSoftmax(float[] x, float[] y, float[] scratch) {
    float logSum = logSumExp(x, scratch);
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] - logSum;
    }
  }

  /** Loss of one row of logits; {@code gradient = scale (softmax(logits) - onehot(target))}. */
  public static float crossEntropyGradient(
      float[] logits, int target, float scale, float[] gradient) {
    float logSum = softmax(logits, gradient);
    gradient[target] -= 1;
    Plain.scale(scale, gradient);
    return logSum - logits[target];
  }
}
