package io.vecurrent.jmh.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two runs beside each other.
 *
 * @param before one run
 * @param after the other
 * @param changes of what both have measured, in the order of the second
 * @param onlyBefore what the second run lacks
 * @param onlyAfter what the first run lacks
 */
public record Comparison(
    Results before,
    Results after,
    List<Change> changes,
    List<Benchmark> onlyBefore,
    List<Benchmark> onlyAfter) {
  /** Two runs never meet the machine in quite the same state. */
  public static final double LEAST_NOISE = 0.03;

  /** What became of a benchmark. */
  public enum Kind {
    FASTER("faster"),
    SLOWER("slower"),
    SAME("within the noise");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }

  /**
   * A benchmark in both runs.
   *
   * @param benchmark of the second run
   * @param before its time in the first
   * @param after its time in the second
   */
  public record Change(Benchmark benchmark, Statistics before, Statistics after) {
    /** How many times as long it takes now. */
    public double ratio() {
      return after.median() / before.median();
    }

    /** What a change has to exceed: both spreads together, and never less than a little. */
    public double noise() {
      return Math.max(LEAST_NOISE, before.spread() + after.spread());
    }

    /** What became of it. */
    public Kind kind() {
      if (ratio() > 1 + noise()) {
        return Kind.SLOWER;
      }
      return 1 / ratio() > 1 + noise() ? Kind.FASTER : Kind.SAME;
    }

    /** How far it is from no change, in either direction. */
    public double size() {
      return Math.abs(Math.log(ratio()));
    }
  }

  /** Compares what both have measured at the same sizes. */
  public static Comparison of(Results before, Results after) {
    Map<String, Benchmark> left = new LinkedHashMap<>();
    new Figures(before).stream().forEach(benchmark -> left.put(benchmark.key(), benchmark));
    List<Change> changes = new ArrayList<>();
    List<Benchmark> onlyAfter = new ArrayList<>();
    new Figures(after)
        .stream()
            .forEach(
                benchmark -> {
                  Benchmark old = left.remove(benchmark.key());
                  if (old == null) {
                    onlyAfter.add(benchmark);
                  } else {
                    changes.add(new Change(benchmark, old.time(), benchmark.time()));
                  }
                });
    return new Comparison(before, after, changes, List.copyOf(left.values()), onlyAfter);
  }

  /** The changes beyond the noise, the largest first. */
  public List<Change> beyondNoise() {
    return changes.stream()
        .filter(change -> change.kind() != Kind.SAME)
        .sorted(Comparator.comparingDouble(Change::size).reversed())
        .toList();
  }

  /** How many changes are of this kind. */
  public long count(Kind kind) {
    return changes.stream().filter(change -> change.kind() == kind).count();
  }

  /** The probes that changed: then the machine did, and not only the program. */
  public List<Change> machineChanges() {
    return beyondNoise().stream()
        .filter(change -> change.benchmark().type().startsWith("roofline."))
        .toList();
  }
}
