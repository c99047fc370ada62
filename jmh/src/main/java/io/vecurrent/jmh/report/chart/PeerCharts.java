package io.vecurrent.jmh.report.chart;

import io.vecurrent.jmh.report.Benchmark;
import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Pivot;
import io.vecurrent.jmh.report.Pivot.Block;
import io.vecurrent.jmh.report.Pivot.Row;
import io.vecurrent.jmh.report.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Our times and each peer's, by size. */
final class PeerCharts {
  private static final String GROUP = "peers.";
  private static final int LEAST_SIZES = 2;

  /** Each has the colour of its place here, in all charts. */
  private static final List<String> COLOURS =
      List.of("vecurrent", "onednn", "onnxruntime", "pytorch", "openblas", "vecurrentBfloat16");

  private PeerCharts() {}

  /** Named {@code peers-step}, {@code peers-forward} and so on; batches besides 1 in their own. */
  static List<Picture> of(Figures figures) {
    Map<String, List<Row>> charts = new LinkedHashMap<>();
    for (Block block : Pivot.of(figures.stream().filter(b -> b.type().startsWith(GROUP)))) {
      for (Row row : block.rows()) {
        charts.computeIfAbsent(title(row), k -> new ArrayList<>()).add(row);
      }
    }
    List<Picture> pictures = new ArrayList<>();
    charts.forEach(
        (title, rows) -> {
          if (rows.size() >= LEAST_SIZES) {
            pictures.add(chart(title, rows));
          }
        });
    return pictures;
  }

  private static String title(Row row) {
    int batch = row.byMethod().values().iterator().next().param("batch");
    String name = Words.of(row.name());
    return batch > 1 ? name + ", batch " + batch : name;
  }

  private static Picture chart(String title, List<Row> rows) {
    Map<String, List<double[]>> series = new LinkedHashMap<>();
    for (String method : COLOURS) {
      List<double[]> points = new ArrayList<>();
      rows.stream()
          .map(row -> row.byMethod().get(method))
          .filter(Objects::nonNull)
          .forEach(benchmark -> points.add(point(benchmark)));
      if (!points.isEmpty()) {
        series.put(method, points);
      }
    }
    double[] x = values(series, 0);
    double[] y = values(series, 1);
    Plot plot =
        new Plot(
            "n",
            Scale.log2(x[0] / 1.2, x[x.length - 1] * 1.2, PeerCharts::size),
            "time, median",
            Scale.time(y[0] / 1.5, y[y.length - 1] * 1.5));
    series.forEach(
        (method, points) -> plot.line(Words.of(method), points, COLOURS.indexOf(method)));
    return plot.picture(
        "peers-" + title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"),
        "Ours against each peer: " + title,
        "Both axes are logarithmic; lower is faster.");
  }

  private static double[] point(Benchmark benchmark) {
    return new double[] {benchmark.param("n"), benchmark.time().median()};
  }

  private static double[] values(Map<String, List<double[]>> series, int axis) {
    return series.values().stream()
        .flatMap(List::stream)
        .mapToDouble(point -> point[axis])
        .sorted()
        .toArray();
  }

  static String size(double n) {
    return String.format(Locale.ROOT, "%.0f", n);
  }
}
