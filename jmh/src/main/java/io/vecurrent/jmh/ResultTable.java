package io.vecurrent.jmh;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The forms of each computation side by side: medians of all iterations, and their ratios. */
final class ResultTable {
  private static final String SUFFIX = "Benchmark";
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final String NONE = "-";
  private static final List<String> HEADER =
      List.of(
          "benchmark",
          "size",
          "vector ns",
          "auto ns",
          "plain ns",
          "scalar ns",
          "auto/vec",
          "plain/vec",
          "scalar/vec",
          "vec B/op");

  private ResultTable() {}

  /** The table, or a line that says why there is none. */
  static String of(Collection<RunResult> results) {
    Map<String, Map<Variant, RunResult>> rows = new LinkedHashMap<>();
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      if (params.getMode() != Mode.AverageTime) {
        return "No table: it shows average times (-bm avgt), not " + params.getMode().longLabel();
      }
      Variant.find(params.getBenchmark())
          .ifPresent(
              variant ->
                  rows.computeIfAbsent(key(params), k -> new EnumMap<>(Variant.class))
                      .put(variant, result));
    }
    StringBuilder table = new StringBuilder(line(HEADER));
    rows.values().forEach(row -> table.append(row(row)));
    return table
        .append(
            "auto: the fastest loop that the JIT vectorises by itself; - where that is plain.\n")
        .append("scalar: this library with -Dvecurrent.backend=scalar. Times are medians.\n")
        .append("B/op: what JMH allocates in an iteration, a kilobyte or two, counts as well.")
        .toString();
  }

  private static String key(BenchmarkParams params) {
    String name = shortName(params.getBenchmark());
    return name.substring(0, name.lastIndexOf('.')) + " " + sizes(params);
  }

  /** {@code Matvec.vector} of {@code io.vecurrent.jmh.kernels.MatvecBenchmark.vector}. */
  static String shortName(String benchmark) {
    int method = benchmark.lastIndexOf('.');
    String type = benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1, method);
    String stem = type.endsWith(SUFFIX) ? type.substring(0, type.length() - SUFFIX.length()) : type;
    return stem + benchmark.substring(method);
  }

  /** {@code n=64 batch=1}. */
  static String sizes(BenchmarkParams params) {
    return params.getParamsKeys().stream()
        .sorted((a, b) -> b.compareTo(a))
        .map(key -> key + "=" + params.getParam(key))
        .collect(Collectors.joining(" "));
  }

  private static String row(Map<Variant, RunResult> row) {
    BenchmarkParams params = row.values().iterator().next().getParams();
    String name = shortName(params.getBenchmark());
    RunResult vector = row.get(Variant.VECTOR);
    RunResult auto = row.get(Variant.AUTOVECTORIZED);
    RunResult plain = row.get(Variant.PLAIN);
    RunResult scalar = row.get(Variant.SCALAR_BACKEND);
    return line(
        List.of(
            name.substring(0, name.lastIndexOf('.')),
            sizes(params),
            time(vector),
            time(auto),
            time(plain),
            time(scalar),
            ratio(auto, vector),
            ratio(plain, vector),
            ratio(scalar, vector),
            allocated(vector)));
  }

  private static String time(RunResult result) {
    return result == null ? NONE : String.format(Locale.ROOT, "%,.1f", median(result));
  }

  private static String ratio(RunResult slow, RunResult fast) {
    return slow == null || fast == null
        ? NONE
        : String.format(Locale.ROOT, "%.2f", median(slow) / median(fast));
  }

  /** In nanoseconds, whatever unit was chosen. */
  private static double median(RunResult result) {
    double score = result.getPrimaryResult().getStatistics().getPercentile(50);
    return score * result.getParams().getTimeUnit().toNanos(1);
  }

  /**
   * The smallest figure of all iterations: the first ones may contain vectors that the JIT had yet
   * to keep in registers, and all contain what JMH itself allocates.
   */
  private static String allocated(RunResult result) {
    if (result == null) {
      return NONE;
    }
    double least = Double.POSITIVE_INFINITY;
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        for (Map.Entry<String, Result> secondary : iteration.getSecondaryResults().entrySet()) {
          if (secondary.getKey().endsWith(ALLOCATED)) {
            least = Math.min(least, secondary.getValue().getScore());
          }
        }
      }
    }
    return Double.isInfinite(least) ? NONE : String.format(Locale.ROOT, "%.1f", least);
  }

  private static String line(List<String> cells) {
    StringBuilder line =
        new StringBuilder(String.format(Locale.ROOT, "%-21s %-14s", cells.get(0), cells.get(1)));
    for (int i = 2; i < cells.size(); i++) {
      line.append(String.format(Locale.ROOT, i < 6 ? " %14s" : " %10s", cells.get(i)));
    }
    return line.append('\n').toString();
  }
}
