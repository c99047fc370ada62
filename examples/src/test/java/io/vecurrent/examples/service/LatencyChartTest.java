package io.vecurrent.examples.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

class LatencyChartTest {
  private static Histogram histogram(long... micros) {
    Histogram histogram = new Histogram(1, TimeUnit.SECONDS.toNanos(1), 3);
    for (long value : micros) {
      histogram.recordValue(TimeUnit.MICROSECONDS.toNanos(value));
    }
    return histogram;
  }

  @Test
  void labelsSayWhatTheAxesShow() {
    assertEquals("0 %", LatencyChart.percentLabel(0));
    assertEquals("90 %", LatencyChart.percentLabel(1));
    assertEquals("99.9 %", LatencyChart.percentLabel(3));
    assertEquals("0.1", LatencyChart.microsLabel(-1));
    assertEquals("1", LatencyChart.microsLabel(0));
    assertEquals("1,000", LatencyChart.microsLabel(3));
    assertEquals("", LatencyChart.microsLabel(0.5));
  }

  @Test
  void everyLatencyLiesBetweenLabels() {
    Histogram steps = histogram(2, 3, 4, 50);
    Histogram answers = histogram(5, 6, 7, 2000);
    XYChart chart = LatencyChart.draw("test", steps, answers);
    assertEquals(0, chart.getStyler().getYAxisMin());
    assertEquals(4, chart.getStyler().getYAxisMax());
    XYSeries slow = chart.getSeriesMap().get("from due time to answer");
    double[] y = slow.getYData();
    double[] x = slow.getXData();
    assertEquals(Math.log10(2000), y[y.length - 1], 1e-3);
    // One of four events is slower than the others: 75 % lie below it.
    assertEquals(Math.log10(4), x[x.length - 1], 1e-9);
  }
}
