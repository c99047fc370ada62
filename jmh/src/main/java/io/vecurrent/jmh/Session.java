package io.vecurrent.jmh;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs a plan with JMH, one JVM after the other, and keeps what was measured if one fails. */
final class Session {
  private final Settings settings;
  private final PrintStream out;
  private final Map<String, List<BenchmarkResult>> results = new LinkedHashMap<>();
  private final Map<String, BenchmarkParams> params = new LinkedHashMap<>();

  Session(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  /** Measures everything that is planned. */
  void run() throws RunnerException {
    ProgressFormat progress = new ProgressFormat(out, settings.jvms(), settings.estimatedSeconds());
    for (List<Plan.Run> cell : settings.plan().cells()) {
      for (int round = 0; round < settings.rounds(); round++) {
        for (Plan.Run run : cell) {
          run(run, progress);
        }
      }
    }
    if (!settings.isVerbose()) {
      progress.end();
    }
  }

  private void run(Plan.Run run, ProgressFormat progress) throws RunnerException {
    Options options = options(run);
    try {
      Runner runner = settings.isVerbose() ? new Runner(options) : new Runner(options, progress);
      for (RunResult result : runner.run()) {
        String id = run.toString();
        params.putIfAbsent(id, result.getParams());
        results.computeIfAbsent(id, key -> new ArrayList<>()).addAll(result.getBenchmarkResults());
      }
    } catch (RunnerException e) {
      if (!settings.isVerbose()) {
        progress.printKept();
      }
      throw e;
    }
  }

  private Options options(Plan.Run run) {
    ChainedOptionsBuilder builder =
        new OptionsBuilder()
            .parent(settings.options())
            // Patterns add up with those of the user, which pick this benchmark too.
            .exclude("^(?!" + Pattern.quote(run.benchmark()) + "$)")
            .forks(Math.min(1, settings.forks()));
    run.params().forEach(builder::param);
    return builder.build();
  }

  /** What has been measured so far. */
  Collection<RunResult> results() {
    List<RunResult> all = new ArrayList<>();
    results.forEach((id, forks) -> all.add(new RunResult(params.get(id), forks)));
    return all;
  }
}
