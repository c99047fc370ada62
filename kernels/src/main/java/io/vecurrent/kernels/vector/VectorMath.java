package io.vecurrent.kernels.vector;

import static io.vecurrent.kernels.scalar.Coefficients.*;

import io.vecurrent.kernels.scalar.Fma;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** exp, log, tanh and sigmoid on one vector. */
public final class VectorMath {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int SIGN = 0x8000_0000;
  private static final int ONE_BITS = 0x3f80_0000;

  private VectorMath() {}

  public static FloatVector exp(FloatVector x) {
    FloatVector a = clamp(x, EXP_MIN, EXP_MAX);
    FloatVector t = fma(a, LOG2_E, EXP_MAGIC);
    FloatVector n = t.sub(EXP_MAGIC);
    FloatVector r = fma(n, all(-LN2_LO), fma(n, all(-LN2_HI), a));
    FloatVector p = expPolynomial(r);
    IntVector bits = t.reinterpretAsInts();
    IntVector half = bits.lanewise(VectorOperators.LSHL, 22).and(0xff80_0000);
    IntVector rest = bits.lanewise(VectorOperators.LSHL, 23).sub(half);
    return p.mul(half.add(ONE_BITS).reinterpretAsFloats())
        .mul(rest.add(ONE_BITS).reinterpretAsFloats());
  }

  public static FloatVector log(FloatVector x) {
    var denormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector a = x.blend(x.mul(LOG_SCALE), denormal);
    IntVector bits = a.reinterpretAsInts().sub(LOG_BORDER_BITS);
    IntVector exponent = bits.lanewise(VectorOperators.ASHR, 23).add(LOG_MAGIC_BITS);
    FloatVector n =
        exponent.reinterpretAsFloats().sub(all(LOG_MAGIC).blend(LOG_MAGIC_DENORMAL, denormal));
    FloatVector f = bits.and(0x007f_ffff).add(LOG_BORDER_BITS).reinterpretAsFloats().sub(1f);
    FloatVector p = logPolynomial(f);
    FloatVector f2 = f.mul(f);
    p = fma(f2.mul(f), p, n.mul(LN2_LO));
    p = fma(f2, all(-0.5f), p);
    FloatVector y = fma(n, all(LN2_HI), f.add(p));
    y = x.blend(y, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
    y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
    return y.blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
  }

  public static FloatVector sigmoid(FloatVector x) {
    FloatVector a = clamp(x, SIGMOID_MIN, SIGMOID_MAX);
    FloatVector t = fma(a, -LOG2_E, SIGMOID_MAGIC);
    FloatVector n = t.sub(SIGMOID_MAGIC);
    FloatVector s = powerOfTwo(t);
    FloatVector r = fma(n, all(LN2_LO), fma(n, all(LN2_HI), a));
    FloatVector scale = all(SIGMOID_SCALE);
    return scale.div(fma(s, expPolynomial(r.neg()), scale));
  }

  public static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    a = a.blend(TANH_MAX, a.compare(VectorOperators.GT, TANH_MAX));
    FloatVector t = fma(a, TWO_LOG2_E, TANH_MAGIC);
    FloatVector n = t.sub(TANH_MAGIC);
    FloatVector s = powerOfTwo(t);
    FloatVector r = fma(n, all(-HALF_LN2), a);
    FloatVector h = fma(s, halfExpm1(r), fma(s, 0.5f, -0.5f));
    FloatVector y = h.div(h.add(1f));
    return y.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
  }

  private static FloatVector expPolynomial(FloatVector r) {
    FloatVector p = fma(all(EXP_6), r, EXP_5);
    p = fma(p, r, EXP_4);
    p = fma(p, r, EXP_3);
    p = fma(p, r, EXP_2);
    p = fma(p, r, 1f);
    return fma(p, r, 1f);
  }

  private static FloatVector halfExpm1(FloatVector r) {
    FloatVector p = fma(all(TANH_6), r, TANH_5);
    p = fma(p, r, TANH_4);
    p = fma(p, r, TANH_3);
    p = fma(p, r, TANH_2);
    return fma(r.mul(r), p, r);
  }

  private static FloatVector logPolynomial(FloatVector f) {
    FloatVector p = fma(all(LOG_10), f, LOG_9);
    p = fma(p, f, LOG_8);
    p = fma(p, f, LOG_7);
    p = fma(p, f, LOG_6);
    p = fma(p, f, LOG_5);
    p = fma(p, f, LOG_4);
    return fma(p, f, LOG_3);
  }

  private static FloatVector clamp(FloatVector x, float low, float high) {
    FloatVector a = x.blend(low, x.compare(VectorOperators.LT, low));
    return a.blend(high, a.compare(VectorOperators.GT, high));
  }

  private static FloatVector powerOfTwo(FloatVector t) {
    return t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  private static FloatVector fma(FloatVector a, FloatVector b, FloatVector c) {
    return Fma.HARDWARE ? a.fma(b, c) : a.mul(b).add(c);
  }

  private static FloatVector fma(FloatVector a, FloatVector b, float c) {
    return fma(a, b, all(c));
  }

  private static FloatVector fma(FloatVector a, float b, float c) {
    return fma(a, all(b), all(c));
  }
}
