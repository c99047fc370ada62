package io.vecurrent.jmh.report.goals;

import io.vecurrent.jmh.report.Allocation;
import io.vecurrent.jmh.report.Benchmark;
import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Ratio;
import io.vecurrent.jmh.report.Words;
import io.vecurrent.jmh.report.goals.Bound.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What all computations are to reach. */
final class GeneralGoals {
  /** What the rows of the table above are about. */
  private static final List<String> TYPES =
      List.of(
          "kernels.MatvecBenchmark",
          "kernels.GemmBenchmark",
          "kernels.OuterProductBenchmark",
          "kernels.TanhBenchmark",
          "kernels.SigmoidBenchmark",
          "kernels.ExpBenchmark",
          "kernels.SoftmaxBenchmark",
          "rnn.StepBenchmark",
          "rnn.ForwardBenchmark",
          "rnn.ForwardBackwardBenchmark");

  /** And these, which have no plain loop. */
  private static final List<String> ALLOCATION_TYPES =
      Stream.concat(
              TYPES.stream(), Stream.of("rnn.TeamForwardBenchmark", "rnn.TeamTrainingBenchmark"))
          .toList();

  private static final int FROM = 64;

  /** Sizes that are no multiple of 16, and the next one that is. */
  private static final Map<Integer, Integer> BETWEEN = between();

  static final List<Goal> ALL =
      List.of(
          new Goal(
              "against the plain scalar Java loop, everything above from n = 64 on",
              "at least 10 x as fast; shown: the least of each",
              GeneralGoals::plain),
          new Goal(
              "sizes between (20, 40, 100, 127)",
              "no more than 1.25 x the time of the next multiple of 16",
              GeneralGoals::sizesBetween),
          new Goal(
              "states and gradients that decay for a million steps, begin around 2^-50, NaN, infinite inputs, n = 64",
              "no more than 1.2 x the time of ordinary numbers",
              GeneralGoals::steadyTime),
          new Goal(
              "bytes allocated per operation, all of the above",
              "0; shown: the most of each",
              figures -> allocation(figures, ALLOCATION_TYPES)));

  private GeneralGoals() {}

  private static Map<Integer, Integer> between() {
    Map<Integer, Integer> map = new LinkedHashMap<>();
    map.put(20, 32);
    map.put(40, 48);
    map.put(100, 112);
    map.put(127, 128);
    return map;
  }

  private static List<Check> plain(Figures figures) {
    List<Check> checks = new ArrayList<>();
    for (String type : TYPES) {
      Map<Boolean, List<Check>> byBatch = new LinkedHashMap<>();
      byBatch.put(false, new ArrayList<>());
      if (type.endsWith("ForwardBenchmark") || type.endsWith("ForwardBackwardBenchmark")) {
        byBatch.put(true, new ArrayList<>());
      }
      for (Benchmark vector : figures.ofType(type)) {
        Optional<Ratio> ratio = figures.ratio(type + ".plain", type + ".vector", vector.sizes());
        boolean isBatch = vector.param("batch") > 1;
        boolean counts = Math.max(vector.param("n"), vector.param("length")) >= FROM;
        if (vector.method().equals("vector") && counts && ratio.isPresent()) {
          byBatch
              .computeIfAbsent(isBatch, k -> new ArrayList<>())
              .add(new Check(vector.shortTitle(), ratio, Bound.atLeast(10)));
        }
      }
      byBatch.forEach((isBatch, all) -> checks.add(least(all, type, isBatch)));
    }
    return checks;
  }

  private static Check least(List<Check> all, String type, boolean isBatch) {
    return all.stream()
        .min(Comparator.comparingDouble(check -> check.measured().get().value()))
        .orElse(
            new Check(
                title(type) + (isBatch ? ", batch 32" : ""), Optional.empty(), Bound.atLeast(10)));
  }

  private static String title(String type) {
    return new Benchmark(type, "", Map.of(), "", List.of(), List.of(), List.of()).shortTitle();
  }

  private static List<Check> sizesBetween(Figures figures) {
    List<Check> checks = new ArrayList<>();
    BETWEEN.forEach(
        (odd, next) -> {
          String pair = odd + " to " + next;
          checks.add(
              new Check(
                  "matvec " + pair,
                  between(figures, "kernels.MatvecBenchmark.vector", "n=%d", odd, next),
                  Bound.atMost(1.25)));
          checks.add(
              new Check(
                  "forward " + pair,
                  between(figures, "rnn.ForwardBenchmark.vector", "n=%d batch=1", odd, next),
                  Bound.atMost(1.25)));
        });
    return checks;
  }

  private static Optional<Ratio> between(
      Figures figures, String name, String sizes, int odd, int next) {
    return Ratio.of(
        figures.time(name, sizes.replace("%d", Integer.toString(odd))),
        figures.time(name, sizes.replace("%d", Integer.toString(next))));
  }

  private static List<Check> steadyTime(Figures figures) {
    List<Check> checks = new ArrayList<>();
    for (String cell : List.of("Rnn", "Gru", "Lstm")) {
      String type = "rnn." + cell + "DecayBenchmark";
      for (String form : List.of("decaying", "border", "nan", "infinite")) {
        String where = cell.toUpperCase(Locale.ROOT) + ", " + Words.of(form) + ", ";
        checks.addAll(
            Checks.named(where, Checks.ratios(type, form, "normal", Bound.atMost(1.2), 64, 64))
                .apply(figures));
      }
    }
    return checks;
  }

  /** The most that a benchmark of each class allocates. */
  static List<Check> allocation(Figures figures, List<String> types) {
    Allocation allocation = new Allocation(figures);
    Bound none = new Bound(0, true, Unit.BYTES);
    List<Check> checks = new ArrayList<>();
    for (String type : types) {
      checks.add(
          figures.ofType(type).stream()
              .filter(Benchmark::isOurs)
              .filter(benchmark -> allocation.of(benchmark).isPresent())
              .max(Comparator.comparingDouble(benchmark -> allocation.of(benchmark).get()))
              .map(
                  worst ->
                      new Check(worst.shortTitle(), allocation.of(worst).map(Ratio::exactly), none))
              .orElse(new Check(title(type), Optional.empty(), none)));
    }
    return checks;
  }
}
