package io.vecurrent.jmh.report;

/**
 * How slow a fresh JVM's first steps are; medians of several starts.
 *
 * @param jdk which JDK started, as {@code 25.0.3}
 * @param condition {@link #PLAIN}, {@link #WARM_UP_CALL}, {@link #AOT_CACHE} or another short name
 * @param n inputs and hidden units
 * @param starts of how many JVMs the figures are the median
 * @param mainAfterMs milliseconds from starting the process to its first line of Java; null if no
 *     JVM started
 * @param warmUpMs what the library's warm-up call took before the first step; null without one
 * @param firstStepNs nanoseconds of the first step; null if no JVM started
 * @param firstThousandNs nanoseconds of the first thousand steps together, the first one included
 * @param steadyAfterMs milliseconds from the first step until steps are steady; null if they never
 *     were while it was watched
 * @param steadyStepNs nanoseconds of a step from then on; null if they never were
 * @param note what to know about this row, why it has no figures for instance; null if nothing
 */
public record ColdStart(
    String jdk,
    String condition,
    int n,
    int starts,
    Double mainAfterMs,
    Double warmUpMs,
    Double firstStepNs,
    Double firstThousandNs,
    Double steadyAfterMs,
    Double steadyStepNs,
    String note) {
  /** Nothing done against it. */
  public static final String PLAIN = "plain";

  /** After the library's own warm-up call. */
  public static final String WARM_UP_CALL = "warm-up call";

  /** With the JDK's AOT cache of an earlier start. */
  public static final String AOT_CACHE = "AOT cache";
}
