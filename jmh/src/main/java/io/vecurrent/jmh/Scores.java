package io.vecurrent.jmh;

import io.vecurrent.jmh.report.Benchmark;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** Takes from JMH's results what the report is made of. */
final class Scores {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** Clocks and schedulers are worse than that. */
  private static final MathContext DIGITS = new MathContext(6);

  private Scores() {}

  /** Every score of every iteration. */
  static Benchmark of(RunResult result) {
    BenchmarkParams params = result.getParams();
    Map<String, String> sizes = new LinkedHashMap<>();
    for (String key : params.getParamsKeys()) {
      sizes.put(key, params.getParam(key));
    }
    List<List<Double>> forks = new ArrayList<>();
    List<List<Long>> operations = new ArrayList<>();
    List<List<Double>> allocated = new ArrayList<>();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      List<Double> scores = new ArrayList<>();
      List<Long> counts = new ArrayList<>();
      List<Double> bytes = new ArrayList<>();
      for (IterationResult iteration : fork.getIterationResults()) {
        scores.add(rounded(iteration.getPrimaryResult().getScore()));
        counts.add(iteration.getMetadata().getAllOps());
        iteration
            .getSecondaryResults()
            .forEach(
                (label, secondary) -> {
                  if (label.endsWith(ALLOCATED)) {
                    bytes.add(rounded(secondary.getScore()));
                  }
                });
      }
      forks.add(scores);
      operations.add(counts);
      allocated.add(bytes);
    }
    String name = params.getBenchmark();
    int method = name.lastIndexOf('.');
    return new Benchmark(
        shortName(name.substring(0, method)),
        name.substring(method + 1),
        sizes,
        result.getPrimaryResult().getScoreUnit(),
        forks,
        operations,
        allocated);
  }

  private static double rounded(double value) {
    return Double.isNaN(value) || Double.isInfinite(value)
        ? value
        : new BigDecimal(value).round(DIGITS).doubleValue();
  }

  private static String shortName(String type) {
    return type.startsWith(Plan.PACKAGE) ? type.substring(Plan.PACKAGE.length()) : type;
  }
}
