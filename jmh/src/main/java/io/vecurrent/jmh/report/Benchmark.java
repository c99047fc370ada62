package io.vecurrent.jmh.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
 * @param operations likewise how many operations each iteration did
 * @param allocatedBytes likewise the bytes allocated an operation; empty if they were not counted
 */
public record Benchmark(
    String type,
    String method,
    Map<String, String> params,
    String unit,
    List<List<Double>> forks,
    List<List<Long>> operations,
    List<List<Double>> allocatedBytes) {
  private static final String SUFFIX = "Benchmark";

  /** Methods that run the library on its vector back end. */
  private static final Set<String> OURS =
      Set.of(
          "vector",
          "bfloat16",
          "matvec",
          "one",
          "two",
          "together",
          "oneByOne",
          "forwardFull",
          "forwardHalf",
          "bothFull",
          "bothHalf",
          "headOnAll",
          "headOnLast",
          "normal",
          "decaying",
          "border",
          "nan",
          "infinite",
          "vecurrent",
          "vecurrentBfloat16");

  private static final Map<String, Double> NANOSECONDS =
      Map.of("ns/op", 1.0, "us/op", 1e3, "ms/op", 1e6, "s/op", 1e9);

  /** Copies everything. */
  public Benchmark {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(unit, "unit");
    params = Collections.unmodifiableMap(new TreeMap<>(params));
    forks = copy(forks);
    operations = copy(operations);
    allocatedBytes = copy(allocatedBytes);
  }

  private static <T> List<List<T>> copy(List<List<T>> lists) {
    return lists == null ? List.of() : lists.stream().map(List::copyOf).toList();
  }

  /** {@code n=64 batch=1}; empty without parameters. */
  @JsonIgnore
  public String sizes() {
    return params.entrySet().stream()
        .sorted((a, b) -> b.getKey().compareTo(a.getKey()))
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }

  /** {@code kernels.MatvecBenchmark.vector}. */
  @JsonIgnore
  public String name() {
    return type + "." + method;
  }

  /** Tells it from every other benchmark of a run. */
  @JsonIgnore
  public String key() {
    return (name() + " " + sizes()).strip();
  }

  /** {@code Matvec} of {@code kernels.MatvecBenchmark}. */
  @JsonIgnore
  public String shortType() {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    return simple.endsWith(SUFFIX)
        ? simple.substring(0, simple.length() - SUFFIX.length())
        : simple;
  }

  /** {@code matvec, n=64} for people. */
  @JsonIgnore
  public String shortTitle() {
    String sizes = sizes().replace(" batch=1", "").replace(" ", ", ");
    return Words.of(shortType()) + (sizes.isEmpty() ? "" : ", " + sizes);
  }

  /** Whether the library ran, on its vector back end. */
  @JsonIgnore
  public boolean isOurs() {
    return OURS.contains(method);
  }

  /** Whether the scores are times; anything else stays in the file and out of the report. */
  @JsonIgnore
  public boolean isTime() {
    return NANOSECONDS.containsKey(unit) && forks.stream().anyMatch(fork -> !fork.isEmpty());
  }

  /** Nanoseconds an operation, over the iterations of all JVMs. */
  @JsonIgnore
  public Statistics time() {
    double unitNs = NANOSECONDS.get(unit);
    return Statistics.of(
        forks.stream().flatMap(List::stream).map(score -> score * unitNs).toList());
  }

  /** A parameter as a number; 0 if there is none of this name, or it is no number. */
  public int param(String name) {
    String value = params.getOrDefault(name, "");
    return value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
  }
}
