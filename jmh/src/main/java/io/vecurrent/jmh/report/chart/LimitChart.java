package io.vecurrent.jmh.report.chart;

import io.vecurrent.jmh.report.Benchmark;
import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Limits;
import io.vecurrent.jmh.report.Ratio;
import io.vecurrent.jmh.report.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What share of its own limit each computation reaches, by size. */
final class LimitChart {
  /** The file's name. */
  static final String NAME = "limits";

  private static final List<String> SHOWN =
      List.of(
          "Matvec",
          "Gemm",
          "OuterProduct",
          "Step",
          "Forward",
          "ForwardBackward",
          "GruForward",
          "LstmForward");

  private LimitChart() {}

  static Optional<Picture> of(Figures figures) {
    Limits limits = new Limits(figures);
    Map<String, List<double[]>> series = new LinkedHashMap<>();
    for (String type : SHOWN) {
      figures.stream()
          .filter(b -> b.method().equals("vector") && b.shortType().equals(type))
          .filter(b -> b.param("batch") <= 1)
          .sorted(Comparator.comparingInt(b -> b.param("n")))
          .forEach(b -> add(series, b, limits.ratio(b)));
    }
    if (series.isEmpty()) {
      return Optional.empty();
    }
    double[] sizes =
        series.values().stream().flatMap(List::stream).mapToDouble(p -> p[0]).sorted().toArray();
    double largest = sizes[sizes.length - 1];
    Plot plot =
        new Plot(
            "n",
            Scale.log2(sizes[0] / 1.2, largest * 1.2, PeerCharts::size),
            "share of the own limit",
            Scale.linear(0, 120, value -> String.format(Locale.ROOT, "%.0f %%", value)));
    plot.reference(
        "100", List.of(new double[] {sizes[0] / 1.2, 100}, new double[] {largest * 1.2, 100}));
    series.forEach(plot::line);
    plot.legendBeside();
    return Optional.of(
        plot.picture(
            NAME,
            "How near every computation comes to its own limit",
            "Weights of 32 bits. 100 % is what the probes of the same run say is possible; where a"
                + " point lies above it, the probe had the worse moment, or steps that take large"
                + " weights there and back found some of them in a nearer cache."));
  }

  private static void add(
      Map<String, List<double[]>> series, Benchmark benchmark, Optional<Ratio> ratio) {
    ratio.ifPresent(
        r ->
            series
                .computeIfAbsent(Words.of(benchmark.shortType()), k -> new ArrayList<>())
                .add(new double[] {benchmark.param("n"), 100 / r.value()}));
  }
}
