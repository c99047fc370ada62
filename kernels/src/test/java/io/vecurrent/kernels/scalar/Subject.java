package io.vecurrent.kernels.scalar;

import io.vecurrent.kernels.Softmax;
import java.math.BigDecimal;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * A function of one float, the same in double and in as many digits as wanted, and the error that
 * its Javadoc claims.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions are stateless
enum Subject {
  EXP(ScalarMath::exp, Math::exp, ExactMath::exp, 1.02),
  LOG(ScalarMath::log, Math::log, ExactMath::log, 0.84),
  SIGMOID(ScalarMath::sigmoid, Subject::sigmoid, ExactMath::sigmoid, 1.70),
  TANH(ScalarMath::tanh, Math::tanh, ExactMath::tanh, 1.94),

  /** Log-sum-exp of two logits, 0 and x: all that can be enumerated of it. */
  LOG_SUM_EXP(Subject::logSumExp, Subject::logOfOnePlusExp, ExactMath::logOfOnePlusExp, 1.20) {
    /** In ulp of the larger of the result and 1: the sum of exponentials is never below 1. */
    @Override
    double ulp(double exact) {
      return super.ulp(Math.max(1, Math.abs(exact)));
    }
  };

  private static final int FRACTION_BITS = 23;

  /** Double is off by less than this, in float ulp, by a factor of 30. */
  private static final double DOUBT = 0x1p-22;

  final FloatFunction function;
  final double claimedUlp;
  private final DoubleUnaryOperator reference;
  private final UnaryOperator<BigDecimal> exactly;

  interface FloatFunction {
    float apply(float x);
  }

  Subject(
      FloatFunction function,
      DoubleUnaryOperator reference,
      UnaryOperator<BigDecimal> exactly,
      double claimedUlp) {
    this.function = function;
    this.reference = reference;
    this.exactly = exactly;
    this.claimedUlp = claimedUlp;
  }

  /** The distance between the floats around {@code exact}. */
  double ulp(double exact) {
    return ulpOf(exact);
  }

  double exact(float x) {
    return reference.applyAsDouble(x);
  }

  /** The distance from the exact result in ulp; infinity for a wrong special value. */
  double errorInUlp(float x) {
    return errorInUlp(function.apply(x), exact(x));
  }

  double errorInUlp(float actual, double exact) {
    float rounded = (float) exact;
    if (Float.isNaN(rounded) || Float.isInfinite(rounded) || !Float.isFinite(actual)) {
      return Float.compare(actual, rounded) == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.abs(actual - exact) / ulp(exact);
  }

  /** The float nearest to the exact result of x, which double has as {@code exact}. */
  float nearest(float x, double exact) {
    float nearest = (float) exact;
    if (!Float.isFinite(nearest) || nearest == exact) {
      return nearest;
    }
    double steps = Math.abs(exact) / ulpOf(exact);
    boolean inDoubt = Math.abs(steps - Math.floor(steps) - 0.5) < DOUBT;
    return inDoubt ? exactly.apply(new BigDecimal(x)).floatValue() : nearest;
  }

  private static double ulpOf(double exact) {
    return Math.scalb(1.0, Math.max(Math.getExponent(exact), Float.MIN_EXPONENT) - FRACTION_BITS);
  }

  private static double sigmoid(double x) {
    double e = Math.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  private static float logSumExp(float x) {
    return Softmax.logSumExp(new float[] {0, x}, 0, 2);
  }

  /** A row with an infinite logit has no softmax. */
  private static double logOfOnePlusExp(double x) {
    return x == Double.POSITIVE_INFINITY
        ? Double.NaN
        : Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
