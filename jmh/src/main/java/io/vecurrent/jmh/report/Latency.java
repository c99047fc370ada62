package io.vecurrent.jmh.report;

import java.util.List;

/**
 * How long single streaming steps took, one after the other. All times are nanoseconds, between two
 * readings of the clock around each step.
 *
 * @param n inputs and hidden units
 * @param condition what else went on in the JVM: {@link #ALONE}, {@link #WITH_ALLOCATION}
 * @param count how many steps were recorded
 * @param p50 the median; {@code p99}, {@code p999} and {@code p9999} leave one step in 100, 1,000
 *     and 10,000 above them
 * @param max the slowest step
 * @param curve the distribution, from the fastest to the slowest
 * @param timerNs the same for no step at all, the median: what reading the clock adds to each time
 * @param allocatedMbPerSecond what the other thread allocated, in units of 1,000,000 bytes; 0 alone
 * @param collections of the garbage collector meanwhile
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
    List<Point> curve,
    double timerNs,
    double allocatedMbPerSecond,
    long collections) {
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
