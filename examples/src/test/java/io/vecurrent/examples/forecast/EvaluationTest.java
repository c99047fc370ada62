package io.vecurrent.examples.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.YearMonth;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  /** 36 months: 0, 1, 2, ... and 10 more in every June. */
  private static final MonthlySeries SERIES =
      new MonthlySeries(
          "value",
          YearMonth.of(2000, 1),
          IntStream.range(0, 36).mapToDouble(i -> i + (i % 12 == 5 ? 10 : 0)).toArray());

  @Test
  void baselinesDoWhatTheirNamesSay() {
    MonthlySeries known = SERIES.until(24);
    assertArrayEquals(new double[] {23, 23, 23}, Baseline.NAIVE.forecast(known, 3));
    double[] lastYear = Arrays.copyOfRange(SERIES.values(), 12, 24);
    assertArrayEquals(lastYear, Baseline.SEASONAL_NAIVE.forecast(known, 12));
    double[] twice = Baseline.SEASONAL_NAIVE.forecast(known, 24);
    assertArrayEquals(lastYear, Arrays.copyOfRange(twice, 12, 24));
    double[] truth = Arrays.copyOfRange(SERIES.values(), 24, 36);
    assertArrayEquals(truth, Baseline.SEASONAL_NAIVE_WITH_DRIFT.forecast(known, 12));
    assertEquals(48, Baseline.SEASONAL_NAIVE_WITH_DRIFT.forecast(known, 25)[24]);
  }

  @Test
  void errorsAreThoseOfAllOrigins() {
    Evaluation evaluation = new Evaluation(SERIES, 13);
    assertEquals(2, evaluation.origins());
    assertEquals(new Errors(12, 12), evaluation.yearAhead(Baseline.SEASONAL_NAIVE));
    assertEquals(0, evaluation.atOnce(Baseline.SEASONAL_NAIVE_WITH_DRIFT).rmse());
    assertEquals(
        new Errors((12 * 12 + 24) / 13.0, Math.sqrt((12 * 144 + 576) / 13.0)),
        evaluation.atOnce(Baseline.SEASONAL_NAIVE));
  }

  @Test
  void forecastersSeeOnlyWhatIsOver() {
    Forecaster lengths =
        (history, months) -> {
          double[] known = new double[months];
          Arrays.fill(known, history.values().length);
          return known;
        };
    Evaluation evaluation = new Evaluation(SERIES, 18);
    double[] expected = new double[18];
    Arrays.fill(expected, 0, 12, 18);
    Arrays.fill(expected, 12, 18, 30);
    assertArrayEquals(expected, evaluation.yearByYear(lengths));
    Arrays.fill(expected, 18);
    assertArrayEquals(expected, evaluation.atOnceValues(lengths));
  }
}
