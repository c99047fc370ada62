package io.vecurrent.jmh.report.chart;

import io.vecurrent.jmh.report.Benchmark;
import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Limits;
import io.vecurrent.jmh.report.Numbers;
import io.vecurrent.jmh.report.Words;
import io.vecurrent.jmh.report.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Multiply-adds a second against multiply-adds a byte, below what the machine allows. */
final class RooflineChart {
  /** The file's name; that of the cells with gates begins with it. */
  private static final String NAME = "roofline";

  private static final String FOOTPRINT = "roofline.FootprintBenchmark";
  private static final int KILOBYTE = 1024;
  private static final double LEFT = 0.07;
  private static final double RIGHT = 130;

  private RooflineChart() {}

  static Optional<Picture> of(Figures figures) {
    return of(figures, NAME, "every kernel", false);
  }

  /** GRU and LSTM apart: more names than colours could be told from each other. */
  static Optional<Picture> ofGates(Figures figures) {
    return of(figures, NAME + "-gates", "GRU and LSTM", true);
  }

  private static Optional<Picture> of(Figures figures, String name, String what, boolean hasGates) {
    Optional<Double> peak = new Limits(figures).peak();
    List<Benchmark> footprints = figures.ofType(FOOTPRINT);
    Map<String, List<double[]>> series = series(figures, hasGates);
    if (peak.isEmpty() || footprints.isEmpty() || series.isEmpty()) {
      return Optional.empty();
    }
    Plot plot =
        new Plot(
            "multiply-adds per byte of weights",
            Scale.log10(LEFT, RIGHT, RooflineChart::label),
            "G multiply-adds per second",
            Scale.log2(bottom(series), 1.7 * peak.get(), RooflineChart::label));
    for (Benchmark footprint : footprints) {
      double bandwidth = footprint.param("kilobytes") * KILOBYTE / footprint.time().median();
      double corner = peak.get() / bandwidth;
      plot.reference(
          footprint.sizes(),
          List.of(new double[] {LEFT, LEFT * bandwidth}, new double[] {corner, peak.get()}));
    }
    plot.reference(
        "peak", List.of(new double[] {LEFT, peak.get()}, new double[] {RIGHT, peak.get()}));
    series.forEach(plot::points);
    plot.legendBeside();
    plot.note("peak: " + Numbers.of(peak.get()) + " G/s", RIGHT / 6, peak.get() * 1.15);
    return Optional.of(
        plot.picture(
            name,
            "Roofline: " + what + " below what the machine allows",
            "Dashed: the multiply-add peak from registers and, from left to right, the bandwidth"
                + " of pure reads "
                + footprintTexts(footprints)
                + "."));
  }

  private static String footprintTexts(List<Benchmark> footprints) {
    List<String> texts = new ArrayList<>();
    for (Benchmark footprint : footprints) {
      double kilobytes = footprint.param("kilobytes");
      texts.add(
          String.format(
              Locale.ROOT,
              "of %s (%s GB/s)",
              size(kilobytes),
              Numbers.of(kilobytes * KILOBYTE / footprint.time().median())));
    }
    return String.join(", ", texts);
  }

  static String size(double kilobytes) {
    return kilobytes < KILOBYTE
        ? String.format(Locale.ROOT, "%.0f KiB", kilobytes)
        : String.format(Locale.ROOT, "%.0f MiB", kilobytes / KILOBYTE);
  }

  private static double bottom(Map<String, List<double[]>> series) {
    return series.values().stream()
            .flatMap(List::stream)
            .mapToDouble(point -> point[1])
            .min()
            .orElse(1)
        / 1.3;
  }

  private static Map<String, List<double[]>> series(Figures figures, boolean hasGates) {
    Map<String, List<double[]>> series = new LinkedHashMap<>();
    figures.stream()
        .filter(b -> b.method().equals("vector") || b.method().equals("bfloat16"))
        .filter(b -> Work.hasGates(b) == hasGates)
        .forEach(
            benchmark ->
                Work.of(benchmark)
                    .ifPresent(
                        work ->
                            series
                                .computeIfAbsent(name(benchmark), k -> new ArrayList<>())
                                .add(
                                    new double[] {
                                      work.intensity(),
                                      work.multiplyAdds() / benchmark.time().median()
                                    })));
    return series;
  }

  private static String name(Benchmark benchmark) {
    String type = Words.of(benchmark.shortType());
    return benchmark.method().equals("bfloat16") ? type + ", bf16" : type;
  }

  private static String label(double value) {
    return String.format(Locale.ROOT, value < 1 ? "%.1f" : "%.0f", value);
  }
}
