package io.vecurrent.kernels.scalar;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Functions to 60 digits, for the few arguments whose exact result lies so close to the middle
 * between two floats that double does not tell which one is nearer.
 */
final class ExactMath {
  /** Ten digits more than the results keep, for the roundings of the series. */
  private static final MathContext DIGITS = new MathContext(70);

  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal SMALLEST_TERM = BigDecimal.ONE.movePointLeft(75);

  /** exp(x) = exp(x / 2^10)^(2^10), and the series converges quickly there. */
  private static final int HALVINGS = 10;

  private static final int NEWTON_STEPS = 3;

  private ExactMath() {}

  static BigDecimal exp(BigDecimal x) {
    BigDecimal part = x.divide(TWO.pow(HALVINGS), DIGITS);
    BigDecimal term = ONE;
    BigDecimal sum = ONE;
    for (int n = 1; term.abs().compareTo(SMALLEST_TERM) > 0; n++) {
      term = term.multiply(part, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int i = 0; i < HALVINGS; i++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }

  /** Newton's method on exp, from the 15 digits of double; each step doubles them. */
  static BigDecimal log(BigDecimal x) {
    BigDecimal y = BigDecimal.valueOf(StrictMath.log(x.doubleValue()));
    for (int i = 0; i < NEWTON_STEPS; i++) {
      BigDecimal ratio = x.divide(exp(y), DIGITS);
      y = y.add(ratio.subtract(ONE, DIGITS), DIGITS);
    }
    return y;
  }

  static BigDecimal sigmoid(BigDecimal x) {
    return ONE.divide(ONE.add(exp(x.negate()), DIGITS), DIGITS);
  }

  static BigDecimal tanh(BigDecimal x) {
    BigDecimal e = exp(x.multiply(TWO, DIGITS));
    return e.subtract(ONE, DIGITS).divide(e.add(ONE, DIGITS), DIGITS);
  }

  /** ln(1 + e^x). */
  static BigDecimal logOfOnePlusExp(BigDecimal x) {
    return log(ONE.add(exp(x), DIGITS));
  }
}
