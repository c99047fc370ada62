package io.vecurrent.examples.forecast;

import io.vecurrent.examples.show.SvgChart;
import java.awt.Color;
import java.time.YearMonth;
import java.util.Arrays;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/** History, forecast and truth. */
final class ForecastChart {
  /** Begins every title. */
  static final String MARK = "Vecurrent forecast";

  private ForecastChart() {}

  /**
   * The picture.
   *
   * @param atOnce forecast of the held-out part
   * @param yearByYear the same in pieces
   */
  static XYChart draw(String title, MonthlySeries series, double[] atOnce, double[] yearByYear) {
    XYChart chart = SvgChart.create(MARK + ": " + title, "year", series.name());
    chart.getStyler().setXAxisDecimalPattern("0");
    int split = series.months() - atOnce.length;
    // As much history as forecast: with all of it the yearly waves would be too narrow to see.
    int start = Math.max(0, split - atOnce.length);
    add(chart, "history", series, start, values(series, start, split), SvgChart.QUIET);
    // From the last known month on: no gap.
    add(
            chart,
            "truth",
            series,
            split - 1,
            values(series, split - 1, series.months()),
            SvgChart.SOFT)
        .setLineWidth(5f);
    add(chart, "LSTM, one year at a time", series, split, yearByYear, SvgChart.STRONG);
    add(chart, "LSTM, all at once", series, split, atOnce, SvgChart.STRONG)
        .setLineStyle(SvgChart.DASHED)
        .setLineWidth(1f);
    return chart;
  }

  private static double[] values(MonthlySeries series, int from, int to) {
    return Arrays.copyOfRange(series.values(), from, to);
  }

  private static XYSeries add(
      XYChart chart, String name, MonthlySeries series, int start, double[] values, Color color) {
    double[] years = new double[values.length];
    for (int i = 0; i < years.length; i++) {
      YearMonth month = series.month(start + i);
      years[i] = month.getYear() + (month.getMonthValue() - 0.5) / Baseline.YEAR;
    }
    return SvgChart.addLine(chart, name, years, values, color);
  }
}
