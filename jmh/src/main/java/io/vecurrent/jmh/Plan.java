package io.vecurrent.jmh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.options.Options;

/**
 * Which benchmarks run in which order.
 *
 * <p>JMH would run one method at all sizes and in all its JVMs before the next. Here everything
 * that is compared runs close together: all forms of a computation at one size, each in one JVM,
 * and again as often as each is to run.
 *
 * @param cells what belongs together
 */
record Plan(List<List<Run>> cells) {
  /** Names of our benchmarks begin with it. */
  static final String PACKAGE = "io.vecurrent.jmh.";

  private static final String[] SIZE_NAMES = {"n", "length", "kilobytes", "batch"};

  /**
   * One benchmark at one size.
   *
   * @param benchmark its full name
   * @param params of JMH
   */
  record Run(String benchmark, Map<String, String> params) {}

  private record Placed(int group, Run run) {
    private int param(String name) {
      String value = run.params.getOrDefault(name, "0");
      return value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
    }
  }

  /** Of these benchmarks, with the sizes of the setting unless the options choose others. */
  static Plan of(Collection<BenchmarkListEntry> benchmarks, Options options, boolean isLong) {
    List<Placed> all = new ArrayList<>();
    for (int group = 0; group <= Sizes.OTHERS; group++) {
      for (BenchmarkListEntry benchmark : benchmarks) {
        for (Map<String, String> params : sizes(group, benchmark, options, isLong)) {
          all.add(new Placed(group, new Run(benchmark.getUsername(), params)));
        }
      }
    }
    Comparator<Placed> order = Comparator.comparingInt(Placed::group);
    for (String name : SIZE_NAMES) {
      order = order.thenComparingInt(placed -> placed.param(name));
    }
    all.sort(order);
    Map<List<Object>, List<Run>> cells = new LinkedHashMap<>();
    for (Placed placed : all) {
      // What no group compares is compared with the other forms of its own class only.
      String type = placed.group == Sizes.OTHERS ? type(placed.run.benchmark) : "";
      cells
          .computeIfAbsent(List.of(placed.group, type, placed.run.params), k -> new ArrayList<>())
          .add(placed.run);
    }
    return new Plan(List.copyOf(cells.values()));
  }

  private static String type(String benchmark) {
    return benchmark.substring(0, benchmark.lastIndexOf('.'));
  }

  private static Set<Map<String, String>> sizes(
      int group, BenchmarkListEntry benchmark, Options options, boolean isLong) {
    Map<String, String[]> declared = benchmark.getParams().orElse(Map.of());
    String name = benchmark.getUsername();
    String shortName = name.startsWith(PACKAGE) ? name.substring(PACKAGE.length()) : name;
    Set<Map<String, String>> sizes = new LinkedHashSet<>();
    for (Map<String, String> planned : Sizes.of(group, shortName, declared, isLong)) {
      Map<String, List<String>> values = new LinkedHashMap<>();
      declared.forEach(
          (parameter, annotated) ->
              values.put(
                  parameter,
                  options.getParameter(parameter).hasValue()
                      ? List.copyOf(options.getParameter(parameter).get())
                      : planned.containsKey(parameter)
                          ? List.of(planned.get(parameter))
                          : List.of(annotated)));
      sizes.addAll(Sizes.combinations(values));
    }
    return sizes;
  }

  /** How many benchmarks run, each with as many JVMs as the options say. */
  int runs() {
    return cells.stream().mapToInt(List::size).sum();
  }
}
