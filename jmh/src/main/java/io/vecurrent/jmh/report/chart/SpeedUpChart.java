package io.vecurrent.jmh.report.chart;

import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Pivot;
import io.vecurrent.jmh.report.Pivot.Row;
import io.vecurrent.jmh.report.Ratio;
import io.vecurrent.jmh.report.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How many times as fast as other ways to write it in Java, computation by computation. */
final class SpeedUpChart {
  /** The file's name. */
  static final String NAME = "speed-up";

  private static final int ROW_HEIGHT = 22;

  /** What the legend takes beyond one line. */
  private static final int LEGEND = 46;

  private static final int AROUND = 110 + LEGEND;

  /** The axis ends between two computations: at a place that has no label. */
  private static final double BELOW = 0.3;

  private static final double ABOVE = 0.7;

  /** Where there are several sizes, the ones nearest to these. */
  private static final int N = 256;

  private static final int LENGTH = 1024;

  private SpeedUpChart() {}

  private record Line(Row row, double plain) {}

  static Optional<Picture> of(Figures figures) {
    List<Line> lines = lines(figures);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    int height = AROUND + ROW_HEIGHT * lines.size();
    double largest = lines.stream().mapToDouble(Line::plain).max().orElse(1);
    Plot plot =
        new Plot(
            "times as fast",
            Scale.log2(0.45, 1.5 * Math.max(2, largest), SpeedUpChart::times),
            "",
            Scale.linear(BELOW, lines.size() + ABOVE, value -> label(lines, value)),
            height);
    plot.legendInLines();
    plot.labelEachUnitOfY(height - LEGEND);
    plot.styler().setYAxisTitleVisible(false);
    double[] bottom = {1, BELOW};
    plot.reference("1", List.of(bottom, new double[] {1, lines.size() + ABOVE}));
    for (String method : List.of("plain", "autovectorized", "scalarBackend")) {
      List<double[]> points = points(lines, method);
      if (!points.isEmpty()) {
        plot.points("than the " + Words.of(method), points);
      }
    }
    return Optional.of(
        plot.picture(
            NAME,
            "Speed-up over scalar code",
            "Ratios of medians at the size beside the name. The auto-vectorised loop is the fastest"
                + " that the JIT turns into vectors by itself."));
  }

  private static String times(double value) {
    return String.format(Locale.ROOT, value < 1 ? "%.1f x" : "%.0f x", value);
  }

  private static String label(List<Line> lines, double value) {
    int index = (int) Math.round(value) - 1;
    if (value != Math.rint(value) || index < 0 || index >= lines.size()) {
      // The library leaves labels out until no two are equal.
      return " ".repeat(1 + (int) Math.round(2 * Math.abs(value)));
    }
    Row row = lines.get(index).row;
    return Words.of(row.name()) + "  " + row.sizes().replace(" batch=1", "").replace(" ", ", ");
  }

  private static List<double[]> points(List<Line> lines, String method) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      double y = i + 1;
      Row row = lines.get(i).row;
      Ratio.of(row.time(method), row.time("vector"))
          .ifPresent(ratio -> points.add(new double[] {ratio.value(), y}));
    }
    return points;
  }

  /** One size of each, the slowest computation first: the axis goes upwards. */
  private static List<Line> lines(Figures figures) {
    List<Line> lines = new ArrayList<>();
    Pivot.of(figures.stream()).stream()
        .flatMap(block -> block.rows().stream())
        .filter(row -> row.byMethod().containsKey("vector") && row.byMethod().containsKey("plain"))
        .forEach(
            row -> {
              Optional<Line> other = lines.stream().filter(l -> same(l.row, row)).findFirst();
              if (other.isEmpty() || distance(row) < distance(other.get().row)) {
                other.ifPresent(lines::remove);
                lines.add(
                    new Line(row, Ratio.of(row.time("plain"), row.time("vector")).get().value()));
              }
            });
    lines.sort(Comparator.comparingDouble(Line::plain));
    return lines;
  }

  private static boolean same(Row a, Row b) {
    return a.name().equals(b.name()) && param(a, "batch") == param(b, "batch");
  }

  private static int param(Row row, String name) {
    return row.byMethod().values().iterator().next().param(name);
  }

  private static double distance(Row row) {
    int n = param(row, "n");
    double size = n > 0 ? (double) n / N : (double) param(row, "length") / LENGTH;
    return Math.abs(Math.log(Math.max(size, 1e-9)));
  }
}
