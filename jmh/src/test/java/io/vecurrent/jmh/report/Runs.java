package io.vecurrent.jmh.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes up results of runs. */
public final class Runs {
  private final Results.Builder builder;

  /** On JDK 25. */
  public Runs() {
    this("25.0.3");
  }

  /** On a JDK of this version. */
  public Runs(String jdkVersion) {
    builder = new Results.Builder(environment(jdkVersion));
  }

  /** Where nothing ever ran. */
  public static Environment environment(String jdkVersion) {
    return new Environment(
        "2025-01-01T12:00:00Z",
        "mvn -Pbench",
        "quick setting",
        "0123456789ab",
        "Some CPU <b>9000</b>",
        "amd64",
        List.of("L1 data 32 KiB"),
        2,
        "8 GiB",
        "Linux 6",
        "OpenJDK | build 1",
        jdkVersion,
        "vector (8 lanes)",
        256,
        1000,
        List.of("-Xmx1g"),
        List.of());
  }

  /**
   * A benchmark with these scores in one JVM.
   *
   * @param name {@code kernels.MatvecBenchmark.vector}
   * @param sizes {@code n=64 batch=1}
   */
  public Runs add(String name, String sizes, double... scores) {
    builder.add(benchmark(name, sizes, scores));
    return this;
  }

  static Benchmark benchmark(String name, String sizes, double... scores) {
    return allocating(name, sizes, 0, scores);
  }

  /** One that allocates besides the 1,000 bytes of JMH in each iteration of 10 operations. */
  static Benchmark allocating(String name, String sizes, double bytes, double... scores) {
    Map<String, String> params = new TreeMap<>();
    for (String part : sizes.isEmpty() ? new String[0] : sizes.split(" ", -1)) {
      params.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
    }
    int method = name.lastIndexOf('.');
    List<Double> all = Arrays.stream(scores).boxed().toList();
    return new Benchmark(
        name.substring(0, method),
        name.substring(method + 1),
        params,
        "ns/op",
        List.of(all),
        List.of(all.stream().map(score -> 10L).toList()),
        List.of(all.stream().map(score -> 100.0 + bytes).toList()));
  }

  /** To add what is no benchmark. */
  public Results.Builder builder() {
    return builder;
  }

  /** All of it. */
  public Results build() {
    return builder.build();
  }
}
