package io.vecurrent.jmh.report;

import io.vecurrent.jmh.report.goals.Bound;
import java.util.Locale;

/** Figures for people: three digits or more, the same way everywhere. */
public final class Numbers {
  private static final double SMALL = 10;
  private static final double LARGE = 100;

  /** Stands before a ratio that the noise makes hard to believe. */
  public static final String WIDE = "~";

  private Numbers() {}

  /** {@code 1.23}, {@code 12.3}, {@code 123}, {@code 1,234}. */
  public static String of(double value) {
    String format = Math.abs(value) < SMALL ? "%.2f" : Math.abs(value) < LARGE ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, value);
  }

  /** {@code 3.4 %}. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, share < 1 ? "%.1f %%" : "%.0f %%", 100 * share);
  }

  /** {@code 12.3 x}, with a mark if it is hard to believe. */
  public static String of(Ratio ratio) {
    return wide(ratio) + Bound.times(ratio.value());
  }

  /** The mark of a ratio that is hard to believe; empty for any other. */
  public static String wide(Ratio ratio) {
    return ratio.isWide() ? WIDE : "";
  }

  /** {@code 870 ns}, {@code 12.3 us}, {@code 1.23 ms}, {@code 4.56 s}. */
  public static String duration(double nanoseconds) {
    double thousand = 1000;
    if (nanoseconds < thousand) {
      return of(nanoseconds) + " ns";
    }
    if (nanoseconds < thousand * thousand) {
      return of(nanoseconds / thousand) + " us";
    }
    if (nanoseconds < thousand * thousand * thousand) {
      return of(nanoseconds / thousand / thousand) + " ms";
    }
    return of(nanoseconds / thousand / thousand / thousand) + " s";
  }
}
