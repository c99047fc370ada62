package io.vecurrent.jmh.report.goals;

import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Limits;
import io.vecurrent.jmh.report.Ratio;
import io.vecurrent.jmh.report.Statistics;
import io.vecurrent.jmh.report.goals.Bound.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Ways to say which figures a goal has. */
final class Checks {
  private Checks() {}

  /** At each size at least so many times as fast as the other. */
  static Function<Figures, List<Check>> faster(
      Map<Integer, Double> bySize, IntFunction<String> sizes, String ours, String... others) {
    return figures -> {
      List<Check> checks = new ArrayList<>();
      bySize.forEach(
          (n, times) ->
              checks.add(
                  new Check(
                      "n = " + n,
                      Ratio.of(
                          fastest(figures, sizes.apply(n), others),
                          figures.time(ours, sizes.apply(n))),
                      Bound.atLeast(times))));
      return checks;
    };
  }

  /** At each size at most so many nanoseconds. */
  static Function<Figures, List<Check>> nanoseconds(String name, Map<Integer, Double> bySize) {
    return figures -> {
      List<Check> checks = new ArrayList<>();
      bySize.forEach(
          (n, time) ->
              checks.add(
                  new Check(
                      "n = " + n,
                      figures.time(name, n(n)).map(Ratio::of),
                      new Bound(time, true, Unit.NANOSECONDS))));
      return checks;
    };
  }

  /**
   * How many times as long one method of a class takes as another: at whatever sizes the run has
   * {@code from} one on, at the wanted ones at least.
   */
  static Function<Figures, List<Check>> ratios(
      String type, String above, String below, Bound bound, int from, Integer... wanted) {
    return figures ->
        sizes(figures, type, from, wanted)
            .map(
                n ->
                    new Check(
                        "n = " + n,
                        figures.ratio(type + "." + above, type + "." + below, n(n)),
                        bound))
            .toList();
  }

  /**
   * The vector form of a class, with one sequence, against its own limit, at sizes of that kind.
   */
  static Function<Figures, List<Check>> againstLimit(String type, Bound bound, Integer... wanted) {
    return figures -> {
      Limits limits = new Limits(figures);
      return sizes(figures, type, 1, wanted)
          .map(
              n ->
                  new Check(
                      "n = " + n,
                      figures.benchmark(type + ".vector", single(n)).flatMap(limits::ratio),
                      bound))
          .toList();
    };
  }

  private static Stream<Integer> sizes(Figures figures, String type, int from, Integer... wanted) {
    Stream<Integer> measured = figures.ofType(type).stream().map(b -> b.param("n"));
    return Stream.concat(Stream.of(wanted), measured).filter(n -> n >= from).distinct().sorted();
  }

  /** The least of several times; empty if one of them is missing. */
  static Optional<Statistics> fastest(Figures figures, String sizes, String... names) {
    Optional<Statistics> fastest = Optional.empty();
    for (String name : names) {
      Optional<Statistics> time = figures.time(name, sizes);
      if (time.isEmpty()) {
        return time;
      }
      if (fastest.isEmpty() || time.get().median() < fastest.get().median()) {
        fastest = time;
      }
    }
    return fastest;
  }

  /** The checks of several functions in a row, each with a word before its sizes. */
  static Function<Figures, List<Check>> named(
      String prefix, Function<Figures, List<Check>> checks) {
    return figures ->
        checks.apply(figures).stream()
            .map(c -> new Check(prefix + c.where(), c.measured(), c.bound()))
            .toList();
  }

  /** All of them. */
  @SafeVarargs
  static Function<Figures, List<Check>> all(Function<Figures, List<Check>>... parts) {
    return figures -> {
      List<Check> checks = new ArrayList<>();
      for (Function<Figures, List<Check>> part : parts) {
        checks.addAll(part.apply(figures));
      }
      return checks;
    };
  }

  /** In the given order: {@code n, times, n, times ...}. */
  static Map<Integer, Double> bySize(double... pairs) {
    Map<Integer, Double> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((int) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /** {@code n=64}. */
  static String n(int n) {
    return "n=" + n;
  }

  /** {@code n=64 batch=1}. */
  static String single(int n) {
    return "n=" + n + " batch=1";
  }

  /** {@code n=64 batch=32}. */
  static String batch32(int n) {
    return "n=" + n + " batch=32";
  }
}
