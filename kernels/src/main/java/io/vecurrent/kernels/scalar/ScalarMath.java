package io.vecurrent.kernels.scalar;

import static io.vecurrent.kernels.scalar.Coefficients.*;
import static io.vecurrent.kernels.scalar.Fma.fma;

/** exp, log, tanh and sigmoid on one float. */
public final class ScalarMath {

  private static final int SIGN = 0x8000_0000;
  private static final int ONE_BITS = 0x3f80_0000;

  private ScalarMath() {}

  public static float exp(float x) {
    float a = x < EXP_MIN ? EXP_MIN : x;
    a = a > EXP_MAX ? EXP_MAX : a;
    float t = fma(a, LOG2_E, EXP_MAGIC);
    float n = t - EXP_MAGIC;
    float r = fma(n, -LN2_LO, fma(n, -LN2_HI, a));
    float p = expPolynomial(r);
    int bits = Float.floatToRawIntBits(t);
    int half = (bits << 22) & 0xff80_0000;
    int rest = (bits << 23) - half;
    return p * Float.intBitsToFloat(half + ONE_BITS) * Float.intBitsToFloat(rest + ONE_BITS);
  }

  public static float log(float x) {
    boolean denormal = x < Float.MIN_NORMAL;
    float a = denormal ? x * LOG_SCALE : x;
    int bits = Float.floatToRawIntBits(a) - LOG_BORDER_BITS;
    int exponent = (bits >> 23) + LOG_MAGIC_BITS;
    float n = Float.intBitsToFloat(exponent) - (denormal ? LOG_MAGIC_DENORMAL : LOG_MAGIC);
    float f = Float.intBitsToFloat((bits & 0x007f_ffff) + LOG_BORDER_BITS) - 1f;
    float p = logPolynomial(f);
    float f2 = f * f;
    p = fma(f2 * f, p, n * LN2_LO);
    p = fma(f2, -0.5f, p);
    float y = fma(n, LN2_HI, f + p);
    y = x < Float.POSITIVE_INFINITY ? y : x;
    y = x == 0f ? Float.NEGATIVE_INFINITY : y;
    return x < 0f ? Float.NaN : y;
  }

  public static float sigmoid(float x) {
    float a = x < SIGMOID_MIN ? SIGMOID_MIN : x;
    a = a > SIGMOID_MAX ? SIGMOID_MAX : a;
    float t = fma(a, -LOG2_E, SIGMOID_MAGIC);
    float n = t - SIGMOID_MAGIC;
    float s = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
    float r = fma(n, LN2_LO, fma(n, LN2_HI, a));
    return SIGMOID_SCALE / fma(s, expPolynomial(-r), SIGMOID_SCALE);
  }

  public static float tanh(float x) {
    float a = Math.abs(x);
    a = a > TANH_MAX ? TANH_MAX : a;
    float t = fma(a, TWO_LOG2_E, TANH_MAGIC);
    float n = t - TANH_MAGIC;
    float s = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
    float r = fma(n, -HALF_LN2, a);
    float h = fma(s, halfExpm1(r), fma(s, 0.5f, -0.5f));
    float y = h / (h + 1f);
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) | (Float.floatToRawIntBits(x) & SIGN));
  }

  private static float expPolynomial(float r) {
    float p = fma(EXP_6, r, EXP_5);
    p = fma(p, r, EXP_4);
    p = fma(p, r, EXP_3);
    p = fma(p, r, EXP_2);
    p = fma(p, r, 1f);
    return fma(p, r, 1f);
  }

  private static float halfExpm1(float r) {
    float p = fma(TANH_6, r, TANH_5);
    p = fma(p, r, TANH_4);
    p = fma(p, r, TANH_3);
    p = fma(p, r, TANH_2);
    return fma(r * r, p, r);
  }

  private static float logPolynomial(float f) {
    float p = fma(LOG_10, f, LOG_9);
    p = fma(p, f, LOG_8);
    p = fma(p, f, LOG_7);
    p = fma(p, f, LOG_6);
    p = fma(p, f, LOG_5);
    p = fma(p, f, LOG_4);
    return fma(p, f, LOG_3);
  }
}
