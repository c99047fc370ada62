package io.vecurrent.jmh.report.goals;

import static io.vecurrent.jmh.report.goals.Checks.bySize;
import static io.vecurrent.jmh.report.goals.Checks.faster;
import static io.vecurrent.jmh.report.goals.Checks.ratios;

import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.JdkRatios;
import io.vecurrent.jmh.report.JdkRatios.Row;
import io.vecurrent.jmh.report.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What two threads are to reach, and what only a second run can tell. */
final class TeamGoals {
  private static final String PEERS = "peers.TwoThreadPeers";
  private static final String TRAINING = "rnn.TeamTrainingBenchmark";

  static final List<Goal> ALL =
      List.of(
          new Goal(
              "two threads, batch 32, training step",
              "at least 1.8 x as fast as one thread, the same bits",
              ratios(TRAINING, "one", "two", Bound.atLeast(1.8), 1, 256),
              Tried.TWO_THREADS),
          new Goal(
              "one stream on two cores, forward, n = 256 / 512 / 1024",
              "at least 1.6 x / 1.5 x / 1.25 x as fast as the faster of oneDNN and ONNX Runtime"
                  + " with two threads each, the same bits as one thread",
              faster(
                  bySize(256, 1.6, 512, 1.5, 1024, 1.25),
                  Checks::n,
                  PEERS + ".vecurrent",
                  PEERS + ".onednn",
                  PEERS + ".onnxruntime"),
              Tried.ONE_STREAM),
          new Goal(
              "JDK 17",
              "within 1.3 x of JDK 25 on every row; shown: the slowest row, and the slowest of each"
                  + " computation that has one beyond. Two runs tell (--other-jdk)",
              TeamGoals::jdks,
              Tried.JDKS));

  private TeamGoals() {}

  private static List<Check> jdks(Figures figures) {
    Bound bound = Bound.atMost(JdkRatios.REACH);
    Map<String, Check> checks = new LinkedHashMap<>();
    for (Row row : figures.jdks().map(JdkRatios::rows).orElse(List.of())) {
      if (checks.isEmpty() || !bound.isReachedBy(row.ratio().value())) {
        String where = row.benchmark().shortTitle() + ", " + Words.of(row.benchmark().method());
        checks.putIfAbsent(
            row.benchmark().type(), new Check(where, Optional.of(row.ratio()), bound));
      }
    }
    return checks.isEmpty()
        ? List.of(new Check("JDK 17 to 25", Optional.empty(), bound))
        : List.copyOf(checks.values());
  }
}
