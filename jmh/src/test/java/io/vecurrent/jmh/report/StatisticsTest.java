package io.vecurrent.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void medianAndQuartilesOfAnOddNumber() {
    Statistics statistics = Statistics.of(List.of(50.0, 10.0, 40.0, 20.0, 30.0));
    assertEquals(new Statistics(10, 20, 30, 40), statistics);
    assertEquals(20.0 / 30, statistics.spread());
  }

  @Test
  void betweenTwoScoresInProportion() {
    assertEquals(
        new Statistics(10, 17.5, 25, 32.5), Statistics.of(List.of(40.0, 30.0, 20.0, 10.0)));
  }

  @Test
  void oneScoreHasNoSpread() {
    Statistics single = Statistics.of(List.of(7.0));
    assertEquals(new Statistics(7, 7, 7, 7), single);
    assertEquals(0, single.spread());
    assertFalse(single.isWide());
  }

  @Test
  void oneOutlierIsNoSpread() {
    assertFalse(Statistics.of(List.of(100.0, 101.0, 102.0, 103.0, 900.0)).isWide());
    assertTrue(Statistics.of(List.of(100.0, 100.0, 110.0, 112.0, 113.0)).isWide());
  }

  @Test
  void noScoreIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> Statistics.of(List.of()));
  }

  @Test
  void aRatioKnowsItsRange() {
    Ratio ratio = Ratio.of(new Statistics(80, 90, 100, 110), new Statistics(40, 45, 50, 55));
    assertEquals(new Ratio(2, 90.0 / 55, 110.0 / 45, 2, true), ratio);
    assertEquals(
        Optional.empty(), Ratio.of(Optional.empty(), Optional.of(new Statistics(1, 1, 1, 1))));
  }

  @Test
  void timesOneAfterTheOther() {
    Statistics sum = new Statistics(1, 2, 3, 4).times(10).plus(new Statistics(1, 1, 1, 1));
    assertEquals(new Statistics(11, 21, 31, 41), sum);
  }

  @Test
  void unitsBecomeNanoseconds() {
    Benchmark benchmark =
        new Benchmark(
            "a.B",
            "c",
            java.util.Map.of(),
            "us/op",
            List.of(List.of(1.0), List.of(3.0)),
            List.of(),
            List.of());
    assertEquals(2000, benchmark.time().median());
  }
}
