package io.vecurrent.jmh.report.chart;

import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Latency;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The percentiles of single steps, from the median to the slowest. */
final class LatencyChart {
  /** The file's name. */
  static final String NAME = "latency";

  private static final double ALL = 100;

  private LatencyChart() {}

  static Optional<Picture> of(Figures figures) {
    List<Latency> rows =
        figures.results().latency().stream().filter(row -> points(row).size() > 1).toList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    double right = 0;
    double bottom = Double.POSITIVE_INFINITY;
    double top = 0;
    for (Latency row : rows) {
      for (double[] point : points(row)) {
        right = Math.max(right, point[0]);
        bottom = Math.min(bottom, point[1]);
        top = Math.max(top, point[1]);
      }
    }
    Plot plot =
        new Plot(
            "percentile",
            Scale.log10(1, right, LatencyChart::percentile),
            "time of a step",
            Scale.time(bottom / 1.5, top * 1.5));
    List<Integer> sizes = rows.stream().map(Latency::n).distinct().toList();
    for (Latency row : rows) {
      boolean isAlone = row.condition().equals(Latency.ALONE);
      String name = "n=" + row.n() + (isAlone ? "" : ", allocation");
      plot.curve(name, points(row), sizes.indexOf(row.n()), !isAlone);
    }
    return Optional.of(
        plot.picture(
            NAME,
            "Latency of a streaming step",
            "So many percent of all steps took at most as long. Dashed: while another thread"
                + " allocated as hard as it could."));
  }

  /** Against 1 in so many steps. */
  private static List<double[]> points(Latency row) {
    List<double[]> points = new ArrayList<>();
    for (Latency.Point point : row.curve()) {
      if (point.percentile() < ALL && point.percentile() >= 0 && point.nanoseconds() > 0) {
        points.add(new double[] {ALL / (ALL - point.percentile()), point.nanoseconds()});
      }
    }
    return points;
  }

  /** {@code 99.9 %} for one in a thousand. */
  private static String percentile(double oneIn) {
    double percent = ALL - ALL / oneIn;
    int digits = Math.max(0, (int) Math.round(Math.log10(oneIn)) - 2);
    return String.format(Locale.ROOT, "%." + digits + "f %%", percent);
  }
}
