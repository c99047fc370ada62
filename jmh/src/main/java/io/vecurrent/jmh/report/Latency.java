package io.vecurrent.jmh.report;

import java.util.List;

/**
 * How long single streaming steps took. All times are nanoseconds.
 *
 * @param n inputs and hidden units
 * @param condition what else went on in the JVM: {@link #ALONE}, {@link #WITH_ALLOCATION}
 * @param count how many steps were recorded
 * @param p50 the median; {@code p99}, {@code p999} and {@code p9999} leave one step in 100, 1,000
 *     and 10,000 above them
 * @param max the slowest step
 * @param curve the distribution, from the fastest to the slowest
 */
public record Latency(
    int n,
    String condition,
    long count,
    double p50,
    double p99,
    double p999,
    double p9999,
    double max,
    List<Point> curve) {
  /** Nothing else ran. */
  public static final String ALONE = "alone";

  /** Another thread allocated as hard as it could. */
  public static final String WITH_ALLOCATION = "with an allocating thread";

  /** Copies the curve. */
  public Latency {
    curve = curve == null ? List.of() : List.copyOf(curve);
  }

  /**
   * A point of the distribution.
   *
   * @param percentile from 0 to 100; 100 is the slowest step
   * @param nanoseconds so many or fewer took this share of all steps
   */
  public record Point(double percentile, double nanoseconds) {}
}
