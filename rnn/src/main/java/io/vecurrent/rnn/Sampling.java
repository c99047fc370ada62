package io.vecurrent.rnn;

import io.vecurrent.kernels.Softmax;
import io.vecurrent.kernels.internal.Checks;

/** Drawing symbols from a network's output. No method allocates or holds state. */
public final class Sampling {
  private Sampling() {}

  /**
   * Draws from probabilities by inverting their cumulative sum: the first index whose cumulative
   * sum, divided by the whole, is greater than u.
   *
   * @param probabilities {@code count >= 1} floats from {@code offset}, not negative, not all zero
   * @param u uniform in {@code [0, 1)}
   * @return an index from 0 to {@code count - 1} whose probability is not 0
   * @throws NullPointerException if {@code probabilities} is null
   * @throws IllegalArgumentException if the range does not fit the array, u or the sum is out of
   *     range, or a probability is negative or NaN
   */
  public static int draw(float[] probabilities, int offset, int count, double u) {
    Checks.range(probabilities, offset, Checks.atLeast(count, 1, "count"), "probabilities");
    if (!(u >= 0 && u < 1)) {
      throw new IllegalArgumentException("u: must be in [0, 1), was " + u);
    }
    double sum = 0;
    int last = 0;
    for (int i = 0; i < count; i++) {
      float p = probabilities[offset + i];
      if (!(p >= 0)) {
        throw new IllegalArgumentException(
            "probabilities: element " + i + " must not be negative or NaN, was " + p);
      }
      sum += p;
      last = p > 0 ? i : last;
    }
    if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "probabilities: must have a positive, finite sum, was " + sum);
    }
    double cumulative = 0;
    for (int i = 0; i < last; i++) {
      cumulative += probabilities[offset + i];
      if (cumulative > u * sum) {
        return i;
      }
    }
    return last;
  }

  /**
   * Draws from {@code softmax(logits / temperature)}, which replaces the logits.
   *
   * @param logits {@code count >= 1} floats from {@code offset}, none NaN or +infinity, not all
   *     -infinity; probabilities afterwards
   * @param temperature positive: below 1 the likely symbols become likelier, above 1 less so
   * @param u uniform in {@code [0, 1)}
   * @return an index from 0 to {@code count - 1}
   * @throws NullPointerException if {@code logits} is null
   * @throws IllegalArgumentException if an argument is not as above; the logits are as they were
   */
  public static int draw(float[] logits, int offset, int count, float temperature, double u) {
    Checks.range(logits, offset, Checks.atLeast(count, 1, "count"), "logits");
    Checks.positive(temperature, "temperature");
    if (!(u >= 0 && u < 1)) {
      throw new IllegalArgumentException("u: must be in [0, 1), was " + u);
    }
    float max = Float.NEGATIVE_INFINITY;
    for (int i = offset; i < offset + count; i++) {
      max = Math.max(max, logits[i]);
    }
    if (!Float.isFinite(max)) {
      throw new IllegalArgumentException(
          "logits: need a finite largest element and no NaN, the largest is " + max);
    }
    // From the maximum down, in double: no temperature can make the quotient NaN or all of them 0.
    for (int i = offset; i < offset + count; i++) {
      logits[i] = (float) (((double) logits[i] - max) / temperature);
    }
    Softmax.softmax(logits, offset, logits, offset, count);
    return draw(logits, offset, count, u);
  }
}
