package io.vecurrent.jmh.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.jmh.child.Answers;
import io.vecurrent.jmh.report.Latency;
import io.vecurrent.jmh.report.Measurement;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyMeasurementTest {
  /** 9,900 steps of 100 ns, 90 of 1,000, 9 of 10,000 and one of 1,000,000. */
  private static Histogram steps() {
    Histogram histogram = Recording.newHistogram();
    histogram.recordValueWithCount(100, 9900);
    histogram.recordValueWithCount(1000, 90);
    histogram.recordValueWithCount(10_000, 9);
    histogram.recordValue(1_000_000);
    return histogram;
  }

  @Test
  void aRowHoldsThePercentiles() {
    Answers answers =
        Answers.parse(
            List.of(
                "answer histogram " + Recording.encode(steps()),
                "answer timerNanos 20",
                "answer bytesPerSecond 1.5E9",
                "answer collections 7"));
    Latency row = LatencyMeasurement.row(64, Latency.WITH_ALLOCATION, answers);
    assertEquals(64, row.n());
    assertEquals(10_000, row.count());
    assertEquals(100, row.p50());
    assertEquals(100, row.p99());
    assertEquals(1000, row.p999(), 1);
    assertEquals(10_000, row.p9999(), 10);
    assertEquals(1_000_000, row.max(), 1000);
    assertEquals(20, row.timerNs());
    assertEquals(1500, row.allocatedMbPerSecond());
    assertEquals(7, row.collections());
  }

  @Test
  void theCurveRisesFromTheFastestToTheSlowest() {
    List<Latency.Point> curve = LatencyMeasurement.curve(steps());
    assertEquals(0, curve.get(0).percentile());
    assertEquals(100, curve.get(0).nanoseconds());
    assertEquals(100, curve.get(curve.size() - 1).percentile());
    assertEquals(steps().getMaxValue(), curve.get(curve.size() - 1).nanoseconds());
    for (int i = 1; i < curve.size(); i++) {
      assertTrue(curve.get(i).percentile() >= curve.get(i - 1).percentile());
      assertTrue(curve.get(i).nanoseconds() >= curve.get(i - 1).nanoseconds());
    }
  }

  @Test
  void theQuickSettingHasTimeForAllSteps() {
    double largest = LatencyMeasurement.expectedSeconds(256, Latency.WITH_ALLOCATION);
    assertTrue(LatencyMeasurement.mostSeconds(false) > 2 * largest, largest + " s");
    assertTrue(LatencyMeasurement.mostSeconds(true) > LatencyMeasurement.mostSeconds(false));
  }

  @Test
  void theEstimateIsThatOfAllSeries() {
    Measurement.Request quick = new Measurement.Request(false, Path.of("java"), List.of());
    double seconds = new LatencyMeasurement().estimatedSeconds(quick);
    double sum = 0;
    for (int n : new int[] {16, 64, 256}) {
      double alone = LatencyMeasurement.expectedSeconds(n, Latency.ALONE);
      double beside = LatencyMeasurement.expectedSeconds(n, Latency.WITH_ALLOCATION);
      assertTrue(beside > alone, "n=" + n);
      sum += alone + beside;
    }
    assertEquals(sum, seconds, 1e-9);
    assertTrue(seconds < 120, seconds + " s");
  }
}
