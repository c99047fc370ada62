package io.vecurrent.jmh.report;

import java.util.Optional;

/**
 * How many times as long one thing takes as another.
 *
 * @param value of the medians
 * @param low the lower quartile above by the upper one below
 * @param high the upper quartile above by the lower one below
 * @param fastest of the smallest times, which other work on the machine has disturbed least
 * @param isWide whether one of the two spreads is too wide to believe it
 */
public record Ratio(double value, double low, double high, double fastest, boolean isWide) {
  /** Of two measured times. */
  public static Ratio of(Statistics above, Statistics below) {
    return new Ratio(
        above.median() / below.median(),
        above.lower() / below.upper(),
        above.upper() / below.lower(),
        above.minimum() / below.minimum(),
        above.isWide() || below.isWide());
  }

  /** Of two times that may not have been measured. */
  public static Optional<Ratio> of(Optional<Statistics> above, Optional<Statistics> below) {
    return above.isPresent() && below.isPresent()
        ? Optional.of(of(above.get(), below.get()))
        : Optional.empty();
  }

  /** Of a time to one nanosecond. */
  public static Ratio of(Statistics time) {
    return new Ratio(time.median(), time.lower(), time.upper(), time.minimum(), time.isWide());
  }

  /** A number without any noise. */
  public static Ratio exactly(double value) {
    return new Ratio(value, value, value, value, false);
  }
}
