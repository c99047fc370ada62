package io.vecurrent.jmh.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The times of one run, by name and size. */
public final class Figures {
  private final Results results;
  private final Optional<Results> other;
  private final Map<String, Benchmark> byKey = new LinkedHashMap<>();

  /** Of this run. */
  public Figures(Results results) {
    this(results, Optional.empty());
  }

  /** Of this run, with another beside it that may be of another JDK. */
  public Figures(Results results, Optional<Results> other) {
    this.results = results;
    this.other = other;
    results.benchmarks().stream()
        .filter(Benchmark::isTime)
        .forEach(benchmark -> byKey.put(benchmark.key(), benchmark));
  }

  /** Everything the run has measured. */
  public Results results() {
    return results;
  }

  /** JDK 17 beside JDK 25; empty unless there is a run of each. */
  public Optional<JdkRatios> jdks() {
    return other.flatMap(run -> JdkRatios.of(results, run));
  }

  /** The benchmark {@code kernels.MatvecBenchmark.vector} of the size {@code n=64}. */
  public Optional<Benchmark> benchmark(String name, String sizes) {
    return Optional.ofNullable(byKey.get((name + " " + sizes).strip()));
  }

  /** Its time. */
  public Optional<Statistics> time(String name, String sizes) {
    return benchmark(name, sizes).map(Benchmark::time);
  }

  /** How many times as long {@code above} takes as {@code below}, at the same size. */
  public Optional<Ratio> ratio(String above, String below, String sizes) {
    return Ratio.of(time(above, sizes), time(below, sizes));
  }

  /** All times that were measured. */
  public Stream<Benchmark> stream() {
    return byKey.values().stream();
  }

  /** Of one class, as they ran. */
  public List<Benchmark> ofType(String type) {
    return stream().filter(benchmark -> benchmark.type().equals(type)).toList();
  }

  /** The sizes at which a benchmark ran. */
  public List<String> sizes(String name) {
    return stream()
        .filter(benchmark -> benchmark.name().equals(name))
        .map(Benchmark::sizes)
        .toList();
  }
}
