package io.vecurrent.jmh.report;

import java.util.List;

/**
 * What is shown of many scores. The quartiles lie between the two nearest scores, in proportion.
 *
 * @param minimum the smallest
 * @param lower the first quartile
 * @param median the middle one
 * @param upper the third quartile
 */
public record Statistics(double minimum, double lower, double median, double upper) {
  /** From here on a spread is too wide to believe a ratio. */
  public static final double WIDE = 0.10;

  /**
   * Of at least one score.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Statistics of(List<Double> scores) {
    if (scores.isEmpty()) {
      throw new IllegalArgumentException("scores: needs at least one, has none");
    }
    double[] sorted = scores.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Statistics(
        sorted[0], quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75));
  }

  private static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  /** The distance between the quartiles, as a share of the median. */
  public double spread() {
    return (upper - lower) / median;
  }

  /** Whether the scores lie so far apart that no ratio with them should be believed. */
  public boolean isWide() {
    return spread() > WIDE;
  }

  /** The time of {@code factor} such operations. */
  public Statistics times(double factor) {
    return new Statistics(factor * minimum, factor * lower, factor * median, factor * upper);
  }

  /** The time of one operation after the other. */
  public Statistics plus(Statistics other) {
    return new Statistics(
        minimum + other.minimum, lower + other.lower, median + other.median, upper + other.upper);
  }
}
