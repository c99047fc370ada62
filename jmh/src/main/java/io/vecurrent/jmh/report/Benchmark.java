package io.vecurrent.jmh.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All scores of one JMH benchmark with one choice of parameters.
 *
 * @param type the class, without {@code io.vecurrent.jmh.}: {@code kernels.MatvecBenchmark}
 * @param method what of it ran: {@code vector}
 * @param params its parameters
 * @param unit of a score, {@code ns/op}
 * @param forks for each JVM the score of each iteration
 * @param allocatedBytes likewise the bytes allocated an operation; empty if they were not counted
 */
public record Benchmark(
    String type,
    String method,
    Map<String, String> params,
    String unit,
    List<List<Double>> forks,
    List<List<Double>> allocatedBytes) {
  /** Copies everything. */
  public Benchmark {
    params = new TreeMap<>(params);
    forks = forks.stream().map(List::copyOf).toList();
    allocatedBytes =
        allocatedBytes == null ? List.of() : allocatedBytes.stream().map(List::copyOf).toList();
  }

  /** {@code n=64 batch=1}. */
  @JsonIgnore
  public String sizes() {
    return params.entrySet().stream()
        .sorted((a, b) -> b.getKey().compareTo(a.getKey()))
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
