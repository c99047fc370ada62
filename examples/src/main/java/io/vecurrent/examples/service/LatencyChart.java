package io.vecurrent.examples.service;

import io.vecurrent.examples.show.SvgChart;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.knowm.xchart.XYChart;

/**
 * Latency by percentile, both axes logarithmic: each step to the right is ten times as rare, each
 * step up ten times as long. The chart library would draw a logarithmic axis, but its labels only
 * as it likes; so both axes are linear, and what they show are logarithms.
 */
final class LatencyChart {
  /** Begins every title. */
  static final String MARK = "Vecurrent service";

  /** Points of the curve for each halving of the share of slower events. */
  private static final int POINTS_A_HALVING = 4;

  private static final double NANOS_A_MICRO = 1e3;
  private static final int PIXELS_A_LABEL = 75;

  private LatencyChart() {}

  static XYChart draw(String title, Histogram steps, Histogram answers) {
    XYChart chart =
        SvgChart.create(MARK + ": " + title, "share of events that take no longer", "microseconds");
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setYAxisMin(Math.floor(logMicros(steps.getMinValue())));
    chart.getStyler().setYAxisMax(Math.ceil(logMicros(answers.getMaxValue())));
    chart.getStyler().setXAxisTickMarkSpacingHint(PIXELS_A_LABEL);
    chart.getStyler().setYAxisTickMarkSpacingHint(PIXELS_A_LABEL);
    chart.getStyler().setxAxisTickLabelsFormattingFunction(LatencyChart::percentLabel);
    chart.getStyler().setyAxisTickLabelsFormattingFunction(LatencyChart::microsLabel);
    add(chart, "from due time to answer", answers, SvgChart.SOFT);
    add(chart, "the network's step", steps, SvgChart.STRONG);
    return chart;
  }

  /** 0 %, 90 %, 99 %, 99.9 % at 0, 1, 2, 3. */
  static String percentLabel(double nines) {
    if (nines != Math.rint(nines)) {
      return "";
    }
    int digits = (int) Math.max(0, nines - 2);
    return String.format(Locale.ROOT, "%." + digits + "f %%", 100 - 100 * Math.pow(10, -nines));
  }

  /** 0.1, 1, 10, 1,000 at -1, 0, 1, 3. */
  static String microsLabel(double logMicros) {
    if (logMicros != Math.rint(logMicros)) {
      return "";
    }
    int digits = (int) Math.max(0, -logMicros);
    return String.format(Locale.ROOT, "%,." + digits + "f", Math.pow(10, logMicros));
  }

  private static void add(XYChart chart, String name, Histogram histogram, Color color) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    // The slowest event has a share of its own; 100 % would lie at infinity.
    double slowest = Math.log10((double) histogram.getTotalCount());
    for (HistogramIterationValue value : histogram.percentiles(POINTS_A_HALVING)) {
      double nines = -Math.log10(1 - value.getPercentileLevelIteratedTo() / 100);
      if (nines < slowest) {
        x.add(nines);
        y.add(logMicros(value.getValueIteratedTo()));
      }
    }
    x.add(slowest);
    y.add(logMicros(histogram.getMaxValue()));
    SvgChart.addLine(
        chart,
        name,
        x.stream().mapToDouble(Double::doubleValue).toArray(),
        y.stream().mapToDouble(Double::doubleValue).toArray(),
        color);
  }

  /** 0 has no logarithm. */
  private static double logMicros(long nanos) {
    return Math.log10(Math.max(1, nanos) / NANOS_A_MICRO);
  }
}
