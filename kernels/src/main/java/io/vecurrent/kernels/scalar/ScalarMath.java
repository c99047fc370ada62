package io.vecurrent.kernels.scalar;

import static io.vecurrent.kernels.scalar.Coefficients.EXP_2;
import static io.vecurrent.kernels.scalar.Coefficients.EXP_3;
import static io.vecurrent.kernels.scalar.Coefficients.EXP_4;
import static io.vecurrent.kernels.scalar.Coefficients.EXP_5;
import static io.vecurrent.kernels.scalar.Coefficients.EXP_6;
import static io.vecurrent.kernels.scalar.Coefficients.EXP_MAGIC;
import static io.vecurrent.kernels.scalar.Coefficients.EXP_MAX;
import static io.vecurrent.kernels.scalar.Coefficients.EXP_MIN;
import static io.vecurrent.kernels.scalar.Coefficients.HALF_LN2;
import static io.vecurrent.kernels.scalar.Coefficients.LN2_HIGH;
import static io.vecurrent.kernels.scalar.Coefficients.LN2_LOW;
import static io.vecurrent.kernels.scalar.Coefficients.LOG2_E;
import static io.vecurrent.kernels.scalar.Coefficients.LOG_10;
import static io.vecurrent.kernels.scalar.Coefficients.LOG_3;
import static io.vecurrent.kernels.scalar.Coefficients.LOG_4;
import static io.vecurrent.kernels.scalar.Coefficients.LOG_5;
import static io.vecurrent.kernels.scalar.Coefficients.LOG_6;
import static io.vecurrent.kernels.scalar.Coefficients.LOG_7;
import static io.vecurrent.kernels.scalar.Coefficients.LOG_8;
import static io.vecurrent.kernels.scalar.Coefficients.LOG_9;
import static io.vecurrent.kernels.scalar.Coefficients.LOG_BORDER_BITS;
import static io.vecurrent.kernels.scalar.Coefficients.LOG_MAGIC;
import static io.vecurrent.kernels.scalar.Coefficients.LOG_MAGIC_BITS;
import static io.vecurrent.kernels.scalar.Coefficients.LOG_MAGIC_DENORMAL;
import static io.vecurrent.kernels.scalar.Coefficients.LOG_SCALE;
import static io.vecurrent.kernels.scalar.Coefficients.SIGMOID_MAGIC;
import static io.vecurrent.kernels.scalar.Coefficients.SIGMOID_MAX;
import static io.vecurrent.kernels.scalar.Coefficients.SIGMOID_MIN;
import static io.vecurrent.kernels.scalar.Coefficients.SIGMOID_SCALE;
import static io.vecurrent.kernels.scalar.Coefficients.TANH_2;
import static io.vecurrent.kernels.scalar.Coefficients.TANH_3;
import static io.vecurrent.kernels.scalar.Coefficients.TANH_4;
import static io.vecurrent.kernels.scalar.Coefficients.TANH_5;
import static io.vecurrent.kernels.scalar.Coefficients.TANH_6;
import static io.vecurrent.kernels.scalar.Coefficients.TANH_MAGIC;
import static io.vecurrent.kernels.scalar.Coefficients.TANH_MAX;
import static io.vecurrent.kernels.scalar.Coefficients.TWO_LOG2_E;
import static io.vecurrent.kernels.scalar.Fma.fma;

/**
 * exp, log, tanh and sigmoid of one float, in the operations of the vector back end: add, subtract,
 * multiply, divide and {@link Fma}, each correctly rounded, so that both give the same bits.
 *
 * <p>The largest errors are measured over all 2^32 floats, in ulp of the exact result, with {@link
 * Fma#HARDWARE}.
 */
public final class ScalarMath {
  private static final int SIGN = 0x8000_0000;
  private static final int MANTISSA = 0x007f_ffff;

  private ScalarMath() {}

  /**
   * Returns e raised to {@code x}.
   *
   * <p>Cody and Waite: x = n ln(2) + r with |r| at most ln(2)/2, exp(x) = 2^n exp(r), and exp(r) is
   * a polynomial of degree 6. Two multiplications by powers of two, of which only the second can
   * round, give correct overflow and gradual underflow.
   *
   * <p>Largest error: 1.02 ulp; monotonic. NaN gives NaN, +infinity and all x from 88.72284 give
   * +infinity, all x below -103.97208 give 0.
   *
   * @param x the exponent
   * @return e to the power of x
   */
  public static float exp(float x) {
    float a = x < EXP_MIN ? EXP_MIN : x;
    a = x > EXP_MAX ? EXP_MAX : a;
    float t = fma(a, LOG2_E, EXP_MAGIC);
    float n = t - EXP_MAGIC;
    float r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, a));
    int bits = Float.floatToRawIntBits(t);
    int half = (bits << 22) & ~MANTISSA;
    int rest = (bits << 23) - half;
    return expPolynomial(r) * Float.intBitsToFloat(half) * Float.intBitsToFloat(rest);
  }

  /**
   * Returns the natural logarithm of {@code x}.
   *
   * <p>x = 2^n (1 + f) with 1 + f in [2/3, 4/3), log(x) = n ln(2) + log(1 + f), and log(1 + f) is a
   * polynomial of degree 10 whose first two terms are exact.
   *
   * <p>Largest error: 0.84 ulp; monotonic. NaN and negative numbers give NaN, zeros give -infinity,
   * +infinity gives +infinity. Denormals are exact arguments like all others.
   *
   * @param x the argument
   * @return the natural logarithm of x
   */
  public static float log(float x) {
    boolean denormal = x < Float.MIN_NORMAL;
    float a = denormal ? x * LOG_SCALE : x;
    int bits = Float.floatToRawIntBits(a) - LOG_BORDER_BITS;
    float shifted = Float.intBitsToFloat((bits >> 23) + LOG_MAGIC_BITS);
    float n = shifted - (denormal ? LOG_MAGIC_DENORMAL : LOG_MAGIC);
    float f = Float.intBitsToFloat((bits & MANTISSA) + LOG_BORDER_BITS) - 1f;
    float f2 = f * f;
    float p = fma(f2 * f, logPolynomial(f, f2), n * LN2_LOW);
    float y = fma(n, LN2_HIGH, f + fma(f2, -0.5f, p));
    y = x < Float.POSITIVE_INFINITY ? y : x;
    y = x == 0f ? Float.NEGATIVE_INFINITY : y;
    return x < 0f ? Float.NaN : y;
  }

  /**
   * Returns the logistic function 1 / (1 + exp(-x)).
   *
   * <p>As in {@link #exp}, exp(-x) = 2^n exp(-r) = 2^n (1 - q). Numerator and denominator carry a
   * factor 2^-24 that keeps the latter finite where the quotient is denormal. The denominator 1 +
   * 2^n - 2^n q is summed from an exact pair (Dekker's fast two-sum), since 1 + 2^n alone loses the
   * 1 just where the tail begins.
   *
   * <p>Largest error: 1.70 ulp; monotonic. NaN gives NaN, x from 17.33 gives 1, x below -103.97208
   * gives 0, and between that and -87.34 the result is denormal.
   *
   * @param x the argument
   * @return a number from 0 to 1
   */
  public static float sigmoid(float x) {
    float a = x < SIGMOID_MIN ? SIGMOID_MIN : x;
    a = x > SIGMOID_MAX ? SIGMOID_MAX : a;
    float t = fma(a, -LOG2_E, SIGMOID_MAGIC);
    float n = t - SIGMOID_MAGIC;
    float r = fma(n, LN2_LOW, fma(n, LN2_HIGH, a));
    float s = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
    float high = SIGMOID_SCALE - s;
    float low = SIGMOID_SCALE - (high + s);
    return SIGMOID_SCALE / (high + fma(s, sigmoidPolynomial(r), low));
  }

  /**
   * Returns the hyperbolic tangent of {@code x}.
   *
   * <p>For a = |x| = n ln(2)/2 + r with |r| at most ln(2)/4, tanh(a) = (2^n - exp(-2r)) / (2^n +
   * exp(-2r)). With s = 2^n / 2 and g = (1 - exp(-2r)) / 2, a polynomial of degree 6 without
   * constant term, this is (s - 1/2 + g) / (s + 1/2 - g): nothing cancels, and the numerator never
   * exceeds the denominator. The sign of x is put back at the end.
   *
   * <p>Largest error: 1.94 ulp; monotonic. Odd, never beyond 1, exactly 1 from 9.02 on. NaN gives
   * NaN, zeros keep their sign, arguments below 2^-25 (denormals too) give themselves.
   *
   * @param x the argument
   * @return a number from -1 to 1
   */
  public static float tanh(float x) {
    float a = Math.abs(x);
    a = a > TANH_MAX ? TANH_MAX : a;
    float t = fma(a, TWO_LOG2_E, TANH_MAGIC);
    float n = t - TANH_MAGIC;
    float r = fma(n, -HALF_LN2, a);
    float s = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
    float g = tanhPolynomial(r);
    float y = (s - 0.5f + g) / (s + 0.5f - g);
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) | (Float.floatToRawIntBits(x) & SIGN));
  }

  private static float expPolynomial(float r) {
    float p = fma(r, EXP_6, EXP_5);
    p = fma(p, r, EXP_4);
    p = fma(p, r, EXP_3);
    p = fma(p, r, EXP_2);
    return 1f + fma(r * r, p, r);
  }

  /** 1 - exp(-r). */
  private static float sigmoidPolynomial(float r) {
    float p = fma(r, -EXP_6, EXP_5);
    p = fma(p, r, -EXP_4);
    p = fma(p, r, EXP_3);
    p = fma(p, r, -EXP_2);
    return fma(r * r, p, r);
  }

  /** (1 - exp(-2 r)) / 2. */
  private static float tanhPolynomial(float r) {
    float p = fma(r, TANH_6, TANH_5);
    p = fma(p, r, TANH_4);
    p = fma(p, r, TANH_3);
    p = fma(p, r, TANH_2);
    return fma(r * r, p, r);
  }

  /** (log(1 + f) - f + f^2 / 2) / f^3. */
  private static float logPolynomial(float f, float f2) {
    float high = fma(f2, fma(f, LOG_10, LOG_9), fma(f, LOG_8, LOG_7));
    float low = fma(f2, fma(f, LOG_6, LOG_5), fma(f, LOG_4, LOG_3));
    return fma(f2 * f2, high, low);
  }

  /**
   * The least gradient whose share of a second moment is a normal number. That of a smaller one
   * counts as 0, as such a moment does: Adam and RMSprop took eight times as long with gradients of
   * 2^-60 (Intel Xeon).
   *
   * @param decay of the moment
   * @return the square root of 2^-126 / (1 - decay)
   */
  public static float leastToSquare(float decay) {
    return (float) Math.sqrt(Float.MIN_NORMAL / (1.0 - decay));
  }
}
