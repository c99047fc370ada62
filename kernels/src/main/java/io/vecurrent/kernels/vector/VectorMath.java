package io.vecurrent.kernels.vector;

import static io.vecurrent.kernels.scalar.Coefficients.EXP_2;
import static io.vecurrent.kernels.scalar.Coefficients.EXP_3;
import static io.vecurrent.kernels.scalar.Coefficients.EXP_4;
import static io.vecurrent.kernels.scalar.Coefficients.EXP_5;
import static io.vecurrent.kernels.scalar.Coefficients.EXP_6;
import static io.vecurrent.kernels.scalar.Coefficients.EXP_MAGIC;
import static io.vecurrent.kernels.scalar.Coefficients.EXP_MAX;
import static io.vecurrent.kernels.scalar.Coefficients.EXP_MIN;
import static io.vecurrent.kernels.scalar.Coefficients.EXP_NEGATIVE_MAGIC;
import static io.vecurrent.kernels.scalar.Coefficients.EXP_NEGATIVE_SCALE;
import static io.vecurrent.kernels.scalar.Coefficients.EXP_NORMAL_MAGIC;
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
import static io.vecurrent.kernels.scalar.Coefficients.SIGMOID_NORMAL_MAGIC;
import static io.vecurrent.kernels.scalar.Coefficients.SIGMOID_SCALE;
import static io.vecurrent.kernels.scalar.Coefficients.TANH_2;
import static io.vecurrent.kernels.scalar.Coefficients.TANH_3;
import static io.vecurrent.kernels.scalar.Coefficients.TANH_4;
import static io.vecurrent.kernels.scalar.Coefficients.TANH_5;
import static io.vecurrent.kernels.scalar.Coefficients.TANH_6;
import static io.vecurrent.kernels.scalar.Coefficients.TANH_MAGIC;
import static io.vecurrent.kernels.scalar.Coefficients.TANH_MAX;
import static io.vecurrent.kernels.scalar.Coefficients.TWO_LOG2_E;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * exp, log, tanh and sigmoid of every lane of a vector of {@link Lanes#SPECIES}.
 *
 * <p>exp, log, tanh and sigmoid are their namesakes in {@link
 * io.vecurrent.kernels.scalar.ScalarMath}, operation by operation; the others leave out what their
 * arguments do not need, with the same bits, as {@code VectorMathTest} shows. The algorithm, the
 * largest error and the special values stand there, and every lane has the bits that the scalar
 * method gives (a NaN may have another payload). Comparison and blend stand where min and max would
 * do, because Java's min and max take more instructions on x86.
 *
 * <p>Every method casts what it is given. C2 may compile one by itself before the loop that calls
 * it; where it then knows the vector's class from a profile only, which other species in the JVM
 * spoil, the code gets so large that the loop calls it ("already compiled into a big method") and
 * allocates for ever: one JVM in eighty (JDK 25).
 */
public final class VectorMath {
  private static final int SIGN = 0x8000_0000;
  private static final int MANTISSA = 0x007f_ffff;

  private VectorMath() {}

  /**
   * Returns e raised to each lane of {@code x}: {@link
   * io.vecurrent.kernels.scalar.ScalarMath#exp(float)}.
   *
   * @param x the exponents
   * @return e to the power of x
   */
  public static FloatVector exp(FloatVector x) {
    x = Lanes.CLASS.cast(x);
    FloatVector a = clamp(x, EXP_MIN, EXP_MAX);
    FloatVector t = linear(a, LOG2_E, EXP_MAGIC);
    FloatVector n = t.sub(EXP_MAGIC);
    FloatVector r =
        n.fma(
            FloatVector.broadcast(Lanes.SPECIES, -LN2_LOW),
            n.fma(FloatVector.broadcast(Lanes.SPECIES, -LN2_HIGH), a));
    IntVector bits = t.reinterpretAsInts();
    IntVector half = bits.lanewise(VectorOperators.LSHL, 22).and(~MANTISSA);
    IntVector rest = bits.lanewise(VectorOperators.LSHL, 23).sub(half);
    return expPolynomial(r).mul(half.reinterpretAsFloats()).mul(rest.reinterpretAsFloats());
  }

  /**
   * {@link #exp} where no lane is larger than {@link
   * io.vecurrent.kernels.scalar.Coefficients#EXP_NORMAL} in size: nothing to clamp, and the
   * exponent is added as an integer.
   *
   * @param x the exponents
   * @return e to the power of x
   */
  static FloatVector expNormal(FloatVector x) {
    x = Lanes.CLASS.cast(x);
    FloatVector t = linear(x, LOG2_E, EXP_NORMAL_MAGIC);
    FloatVector n = t.sub(EXP_NORMAL_MAGIC);
    FloatVector r =
        n.fma(
            FloatVector.broadcast(Lanes.SPECIES, -LN2_LOW),
            n.fma(FloatVector.broadcast(Lanes.SPECIES, -LN2_HIGH), x));
    IntVector exponent = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    return expPolynomial(r).reinterpretAsInts().add(exponent).reinterpretAsFloats();
  }

  /**
   * {@link #exp} where no lane is positive: 2^n times a constant is a normal number, and the second
   * multiplication rounds gradually to zero.
   *
   * @param x the exponents
   * @return e to the power of x
   */
  static FloatVector expNegative(FloatVector x) {
    x = Lanes.CLASS.cast(x);
    FloatVector a = x.blend(EXP_MIN, x.compare(VectorOperators.LT, EXP_MIN));
    FloatVector t = linear(a, LOG2_E, EXP_NEGATIVE_MAGIC);
    FloatVector n = t.sub(EXP_NEGATIVE_MAGIC);
    FloatVector r =
        n.fma(
            FloatVector.broadcast(Lanes.SPECIES, -LN2_LOW),
            n.fma(FloatVector.broadcast(Lanes.SPECIES, -LN2_HIGH), a));
    return expPolynomial(r).mul(signAndExponent(t)).mul(EXP_NEGATIVE_SCALE);
  }

  /**
   * Returns the natural logarithm of each lane of {@code x} that is positive and finite: {@link
   * io.vecurrent.kernels.scalar.ScalarMath#log(float)}. {@link #logSpecials} mends the others, in a
   * loop of its own: both in one are too much for C2, see {@link GateLoops}.
   *
   * @param x the arguments
   * @return the natural logarithms of x
   */
  public static FloatVector log(FloatVector x) {
    x = Lanes.CLASS.cast(x);
    VectorMask<Float> denormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector a = x.blend(x.mul(LOG_SCALE), denormal);
    IntVector bits = a.reinterpretAsInts().sub(LOG_BORDER_BITS);
    FloatVector shifted =
        bits.lanewise(VectorOperators.ASHR, 23).add(LOG_MAGIC_BITS).reinterpretAsFloats();
    FloatVector n =
        shifted.sub(
            FloatVector.broadcast(Lanes.SPECIES, LOG_MAGIC).blend(LOG_MAGIC_DENORMAL, denormal));
    return logOf(a, n);
  }

  /**
   * {@link #log} where every lane is a positive, normal, finite number: no comparison.
   *
   * @param x the arguments
   * @return the natural logarithms of x
   */
  static FloatVector logNormal(FloatVector x) {
    x = Lanes.CLASS.cast(x);
    IntVector bits = x.reinterpretAsInts().sub(LOG_BORDER_BITS);
    FloatVector n =
        bits.lanewise(VectorOperators.ASHR, 23)
            .add(LOG_MAGIC_BITS)
            .reinterpretAsFloats()
            .sub(LOG_MAGIC);
    return logOf(x, n);
  }

  /** n ln 2 + ln(1 + f), where x has the fraction of 1 + f. */
  private static FloatVector logOf(FloatVector x, FloatVector n) {
    x = Lanes.CLASS.cast(x);
    n = Lanes.CLASS.cast(n);
    IntVector bits = x.reinterpretAsInts().sub(LOG_BORDER_BITS);
    FloatVector f = bits.and(MANTISSA).add(LOG_BORDER_BITS).reinterpretAsFloats().sub(1f);
    FloatVector f2 = f.mul(f);
    FloatVector p = f2.mul(f).fma(logPolynomial(f, f2), n.mul(LN2_LOW));
    return n.fma(
        FloatVector.broadcast(Lanes.SPECIES, LN2_HIGH),
        f.add(f2.fma(FloatVector.broadcast(Lanes.SPECIES, -0.5f), p)));
  }

  /**
   * Returns {@code y} with the logarithms of zeros, negative numbers, infinity and NaN in their
   * lanes.
   *
   * @param x the arguments
   * @param y what {@link #log} made of them
   * @return the natural logarithms of x
   */
  public static FloatVector logSpecials(FloatVector x, FloatVector y) {
    x = Lanes.CLASS.cast(x);
    y = Lanes.CLASS.cast(y);
    return x.blend(y, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY))
        .blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f))
        .blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
  }

  /**
   * Returns 1 / (1 + exp(-x)) of each lane of {@code x}: {@link
   * io.vecurrent.kernels.scalar.ScalarMath#sigmoid(float)}.
   *
   * @param x the arguments
   * @return numbers from 0 to 1
   */
  public static FloatVector sigmoid(FloatVector x) {
    x = Lanes.CLASS.cast(x);
    FloatVector a = clamp(x, SIGMOID_MIN, SIGMOID_MAX);
    FloatVector t = linear(a, -LOG2_E, SIGMOID_MAGIC);
    FloatVector n = t.sub(SIGMOID_MAGIC);
    FloatVector r =
        n.fma(
            FloatVector.broadcast(Lanes.SPECIES, LN2_LOW),
            n.fma(FloatVector.broadcast(Lanes.SPECIES, LN2_HIGH), a));
    FloatVector s = signAndExponent(t);
    FloatVector one = FloatVector.broadcast(Lanes.SPECIES, SIGMOID_SCALE);
    FloatVector high = one.sub(s);
    FloatVector low = one.sub(high.add(s));
    return one.div(high.add(s.fma(sigmoidPolynomial(r), low)));
  }

  /**
   * {@link #sigmoid} where no lane is larger than {@link
   * io.vecurrent.kernels.scalar.Coefficients#SIGMOID_NORMAL} in size: nothing to clamp, nothing to
   * scale, and 1 + 2^n has no rounding error to be added.
   *
   * @param x the arguments
   * @return numbers from 0 to 1
   */
  static FloatVector sigmoidNormal(FloatVector x) {
    x = Lanes.CLASS.cast(x);
    FloatVector t = linear(x, -LOG2_E, SIGMOID_NORMAL_MAGIC);
    FloatVector n = t.sub(SIGMOID_NORMAL_MAGIC);
    FloatVector r =
        n.fma(
            FloatVector.broadcast(Lanes.SPECIES, LN2_LOW),
            n.fma(FloatVector.broadcast(Lanes.SPECIES, LN2_HIGH), x));
    FloatVector s = signAndExponent(t);
    FloatVector one = FloatVector.broadcast(Lanes.SPECIES, 1f);
    return one.div(s.fma(sigmoidPolynomial(r), one.sub(s)));
  }

  /**
   * Returns the hyperbolic tangent of each lane of {@code x}: {@link
   * io.vecurrent.kernels.scalar.ScalarMath#tanh(float)}.
   *
   * @param x the arguments
   * @return numbers from -1 to 1
   */
  public static FloatVector tanh(FloatVector x) {
    x = Lanes.CLASS.cast(x);
    FloatVector a = x.abs();
    a = a.blend(TANH_MAX, a.compare(VectorOperators.GT, TANH_MAX));
    FloatVector t = linear(a, TWO_LOG2_E, TANH_MAGIC);
    FloatVector n = t.sub(TANH_MAGIC);
    FloatVector r = n.fma(FloatVector.broadcast(Lanes.SPECIES, -HALF_LN2), a);
    FloatVector s = signAndExponent(t);
    FloatVector g = tanhPolynomial(r);
    FloatVector y = s.sub(0.5f).add(g).div(s.add(0.5f).sub(g));
    return y.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
  }

  private static FloatVector expPolynomial(FloatVector r) {
    r = Lanes.CLASS.cast(r);
    FloatVector p = linear(r, EXP_6, EXP_5);
    p = p.fma(r, FloatVector.broadcast(Lanes.SPECIES, EXP_4));
    p = p.fma(r, FloatVector.broadcast(Lanes.SPECIES, EXP_3));
    p = p.fma(r, FloatVector.broadcast(Lanes.SPECIES, EXP_2));
    return r.mul(r).fma(p, r).add(1f);
  }

  /** 1 - exp(-r). */
  private static FloatVector sigmoidPolynomial(FloatVector r) {
    r = Lanes.CLASS.cast(r);
    FloatVector p = linear(r, -EXP_6, EXP_5);
    p = p.fma(r, FloatVector.broadcast(Lanes.SPECIES, -EXP_4));
    p = p.fma(r, FloatVector.broadcast(Lanes.SPECIES, EXP_3));
    p = p.fma(r, FloatVector.broadcast(Lanes.SPECIES, -EXP_2));
    return r.mul(r).fma(p, r);
  }

  /** (1 - exp(-2 r)) / 2. */
  private static FloatVector tanhPolynomial(FloatVector r) {
    r = Lanes.CLASS.cast(r);
    FloatVector p = linear(r, TANH_6, TANH_5);
    p = p.fma(r, FloatVector.broadcast(Lanes.SPECIES, TANH_4));
    p = p.fma(r, FloatVector.broadcast(Lanes.SPECIES, TANH_3));
    p = p.fma(r, FloatVector.broadcast(Lanes.SPECIES, TANH_2));
    return r.mul(r).fma(p, r);
  }

  /** (log(1 + f) - f + f^2 / 2) / f^3. */
  private static FloatVector logPolynomial(FloatVector f, FloatVector f2) {
    f = Lanes.CLASS.cast(f);
    f2 = Lanes.CLASS.cast(f2);
    FloatVector high = f2.fma(linear(f, LOG_10, LOG_9), linear(f, LOG_8, LOG_7));
    FloatVector low = f2.fma(linear(f, LOG_6, LOG_5), linear(f, LOG_4, LOG_3));
    return f2.mul(f2).fma(high, low);
  }

  private static FloatVector clamp(FloatVector x, float low, float high) {
    x = Lanes.CLASS.cast(x);
    return x.blend(low, x.compare(VectorOperators.LT, low))
        .blend(high, x.compare(VectorOperators.GT, high));
  }

  /** The float whose sign and exponent are the lowest nine bits of {@code t}. */
  private static FloatVector signAndExponent(FloatVector t) {
    t = Lanes.CLASS.cast(t);
    return t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  private static FloatVector linear(FloatVector x, float slope, float constant) {
    x = Lanes.CLASS.cast(x);
    return x.fma(
        FloatVector.broadcast(Lanes.SPECIES, slope),
        FloatVector.broadcast(Lanes.SPECIES, constant));
  }
}
