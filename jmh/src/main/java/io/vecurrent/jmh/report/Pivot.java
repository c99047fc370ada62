package io.vecurrent.jmh.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Benchmarks side by side: a row for each computation and size, a column for each method. */
public final class Pivot {
  /** Columns stand in this order, others after them. The first one is what others are held to. */
  private static final List<String> ORDER =
      List.of(
          "vector",
          "vecurrent",
          "two",
          "one",
          "together",
          "oneByOne",
          "forwardFull",
          "forwardHalf",
          "bothFull",
          "bothHalf",
          "read",
          "half",
          "peak",
          "bfloat16",
          "vecurrentBfloat16",
          "matvec",
          "lanewise",
          "openblas",
          "onednn",
          "onnxruntime",
          "pytorch",
          "autovectorized",
          "plain",
          "scalarBackend");

  private Pivot() {}

  /**
   * One computation at one size.
   *
   * @param name short name of its class
   * @param sizes {@code n=64 batch=1}
   * @param byMethod what was measured
   */
  public record Row(String name, String sizes, Map<String, Benchmark> byMethod) {
    /** The time of one method. */
    public Optional<Statistics> time(String method) {
      return Optional.ofNullable(byMethod.get(method)).map(Benchmark::time);
    }
  }

  /**
   * Computations of one package that have the same methods.
   *
   * @param group the package
   * @param methods the columns
   * @param rows the computations
   */
  public record Block(String group, List<String> methods, List<Row> rows) {
    /** What the others are held to. */
    public String base() {
      return methods.get(0);
    }
  }

  /** In the order in which the classes come first. */
  public static List<Block> of(Stream<Benchmark> benchmarks) {
    Map<String, List<Benchmark>> byType = new LinkedHashMap<>();
    benchmarks.forEach(
        benchmark ->
            byType.computeIfAbsent(benchmark.type(), k -> new ArrayList<>()).add(benchmark));
    Map<List<String>, Block> blocks = new LinkedHashMap<>();
    byType.forEach(
        (type, ofType) -> {
          List<String> methods = methods(ofType);
          String group = type.substring(0, Math.max(0, type.lastIndexOf('.')));
          List<String> key = new ArrayList<>(methods);
          key.add(group);
          blocks
              .computeIfAbsent(key, k -> new Block(group, methods, new ArrayList<>()))
              .rows()
              .addAll(rows(ofType));
        });
    return List.copyOf(blocks.values());
  }

  private static List<String> methods(List<Benchmark> benchmarks) {
    TreeSet<String> names = new TreeSet<>();
    benchmarks.forEach(benchmark -> names.add(benchmark.method()));
    List<String> methods = new ArrayList<>(ORDER);
    methods.retainAll(names);
    names.stream().filter(name -> !ORDER.contains(name)).forEach(methods::add);
    return methods;
  }

  private static List<Row> rows(List<Benchmark> benchmarks) {
    Map<String, Row> rows = new LinkedHashMap<>();
    benchmarks.stream()
        .sorted(
            Comparator.<Benchmark>comparingInt(b -> b.param("batch"))
                .thenComparingInt(b -> b.param("n"))
                .thenComparingInt(b -> b.param("length"))
                .thenComparingInt(b -> b.param("kilobytes")))
        .forEach(
            benchmark ->
                rows.computeIfAbsent(
                        benchmark.sizes(),
                        k ->
                            new Row(
                                benchmark.shortType(), benchmark.sizes(), new LinkedHashMap<>()))
                    .byMethod()
                    .put(benchmark.method(), benchmark));
    return List.copyOf(rows.values());
  }
}
