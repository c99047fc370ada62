package io.vecurrent.jmh.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How many times as long the library takes on JDK 17 as on JDK 25, in two runs.
 *
 * @param rows everything of it that both have measured
 */
public record JdkRatios(List<Row> rows) {
  /** JDK 17 is to take at most so many times as long. */
  public static final double REACH = 1.3;

  private static final String OLD = "17";
  private static final String NEW = "25";

  /**
   * A benchmark in both runs.
   *
   * @param benchmark what ran
   * @param older its time on JDK 17
   * @param newer its time on JDK 25
   */
  public record Row(Benchmark benchmark, Statistics older, Statistics newer) {
    /** How many times as long JDK 17 takes. */
    public Ratio ratio() {
      return Ratio.of(older, newer);
    }
  }

  /** Of two runs in any order; empty unless one is of JDK 17 and the other of JDK 25. */
  public static Optional<JdkRatios> of(Results one, Results other) {
    String first = one.environment().jdkFeature();
    String second = other.environment().jdkFeature();
    if (first.equals(OLD) && second.equals(NEW)) {
      return Optional.of(between(one, other));
    }
    return first.equals(NEW) && second.equals(OLD)
        ? Optional.of(between(other, one))
        : Optional.empty();
  }

  private static JdkRatios between(Results older, Results newer) {
    return new JdkRatios(
        Comparison.of(older, newer).changes().stream()
            .filter(change -> change.benchmark().isOurs())
            .map(change -> new Row(change.benchmark(), change.before(), change.after()))
            .sorted(Comparator.comparingDouble((Row row) -> row.ratio().value()).reversed())
            .toList());
  }

  /** The rows that are too slow on JDK 17, the slowest first. */
  public List<Row> beyond() {
    return rows.stream().filter(row -> row.ratio().value() > REACH).toList();
  }
}
