package io.vecurrent.jmh.report.goals;

import java.util.Locale;

/**
 * A figure to reach.
 *
 * @param value the figure
 * @param isUpper whether less is better
 * @param unit of the figure
 */
public record Bound(double value, boolean isUpper, Unit unit) {
  /** What is compared. */
  public enum Unit {
    /** One time by another. */
    TIMES,
    /** The same, as a share. */
    PERCENT,
    /** Units in the last place. */
    ULP,
    /** Bytes an operation. */
    BYTES,
    /** Nanoseconds an operation. */
    NANOSECONDS
  }

  private static final double SLOW = 10;
  private static final double SLOWEST = 100;

  /** At least so many times as fast. */
  static Bound atLeast(double times) {
    return new Bound(times, false, Unit.TIMES);
  }

  /** At most so many times as long. */
  static Bound atMost(double times) {
    return new Bound(times, true, Unit.TIMES);
  }

  boolean isReachedBy(double measured) {
    return isUpper ? measured <= value : measured >= value;
  }

  /** {@code at most 1.08 x}. */
  public String text() {
    return (isUpper ? "at most " : "at least ") + text(value);
  }

  /** A measured figure in this unit. */
  public String text(double measured) {
    return switch (unit) {
      case TIMES -> times(measured);
      case PERCENT -> String.format(Locale.ROOT, "%.0f %%", 100 * measured);
      case ULP -> String.format(Locale.ROOT, "%.2f ulp", measured);
      case NANOSECONDS -> String.format(Locale.ROOT, "%,.0f ns", measured);
      case BYTES -> String.format(Locale.ROOT, measured == 0 ? "%.0f B" : "%.1f B", measured);
    };
  }

  /** {@code 1.08 x}, {@code 23.4 x}, {@code 105 x}. */
  public static String times(double ratio) {
    String digits = ratio < SLOW ? "%.2f x" : ratio < SLOWEST ? "%.1f x" : "%.0f x";
    return String.format(Locale.ROOT, digits, ratio);
  }
}
