package io.vecurrent.jmh;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/**
 * JMH's output in one line for each JVM: which of how many, its result, how long all the others
 * will take. What JMH and the benchmarks print otherwise appears only when a benchmark fails.
 */
final class ProgressFormat implements OutputFormat {
  private static final int KEPT_LINES = 60;

  private final PrintStream out;
  private final int runs;
  private final double estimatedSeconds;
  private final Deque<String> kept = new ArrayDeque<>();
  private final long start = System.nanoTime();
  private int done;

  ProgressFormat(PrintStream out, int runs, double estimatedSeconds) {
    this.out = out;
    this.runs = runs;
    this.estimatedSeconds = estimatedSeconds;
  }

  @Override
  public void startRun() {
    // Every JVM is a run of its own.
  }

  @Override
  public void startBenchmark(BenchmarkParams params) {
    kept.clear();
    out.printf(
        Locale.ROOT,
        "[%" + Integer.toString(runs).length() + "d/%d] %s left  %-52s",
        done + 1,
        runs,
        clock(secondsLeft()),
        title(params));
    out.flush();
  }

  @Override
  public void endBenchmark(BenchmarkResult result) {
    done++;
    if (result == null) {
      printKept();
    } else {
      out.printf(
          Locale.ROOT,
          "%,14.1f %s%n", // the median, as in the tables
          result.getPrimaryResult().getStatistics().getPercentile(50),
          result.getPrimaryResult().getScoreUnit());
    }
  }

  /** Why the run that began last has failed. */
  void printKept() {
    out.println("failed");
    kept.forEach(out::println);
    kept.clear();
  }

  @Override
  public void endRun(Collection<RunResult> results) {
    // Every JVM is a run of its own.
  }

  /** After the last run. */
  void end() {
    out.println("Done in " + clock((System.nanoTime() - start) / 1e9) + ".");
  }

  /** {@code Matvec.vector n=64} of {@code io.vecurrent.jmh.kernels.MatvecBenchmark.vector}. */
  private static String title(BenchmarkParams params) {
    String name = params.getBenchmark();
    int method = name.lastIndexOf('.');
    String type = name.substring(name.lastIndexOf('.', method - 1) + 1, method);
    String sizes =
        params.getParamsKeys().stream()
            .sorted((a, b) -> b.compareTo(a))
            .map(key -> " " + key + "=" + params.getParam(key))
            .collect(Collectors.joining());
    return type.replaceFirst("Benchmark$", "") + name.substring(method) + sizes;
  }

  private double secondsLeft() {
    double estimate = estimatedSeconds * (runs - done) / runs;
    if (done == 0) {
      return estimate;
    }
    double measured = (System.nanoTime() - start) / 1e9 / done * (runs - done);
    double trust = Math.min(1, done / 20.0);
    return trust * measured + (1 - trust) * estimate;
  }

  static String clock(double seconds) {
    long rounded = Math.round(seconds);
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", rounded / 3600, rounded / 60 % 60, rounded % 60);
  }

  private void keep(String line) {
    kept.addLast(line);
    if (kept.size() > KEPT_LINES) {
      kept.removeFirst();
    }
  }

  @Override
  public void print(String text) {
    keep(text);
  }

  @Override
  public void println(String line) {
    keep(line);
  }

  @Override
  public void verbosePrintln(String line) {
    // Never verbose.
  }

  @Override
  public void write(int character) {
    // Of the forked JVMs' output, the lines that come in arrays are enough.
  }

  @Override
  public void write(byte[] bytes) {
    keep(new String(bytes, StandardCharsets.UTF_8).stripTrailing());
  }

  @Override
  public void iteration(BenchmarkParams params, IterationParams iteration, int number) {
    // One line a run, not an iteration.
  }

  @Override
  public void iterationResult(
      BenchmarkParams params, IterationParams iteration, int number, IterationResult result) {
    // One line a run, not an iteration.
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
