package io.vecurrent.examples.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.examples.text.Resource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LstmForecasterTest {
  private static final int HELD_OUT = 96;
  private static final MonthlySeries CO2 =
      MonthlySeries.parse("CO2", Resource.text(Forecast.class, "co2-monthly.csv"));

  /** A third of the program's training, with half its units, is already enough. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void beatsTheBaselinesWithEverySeed(long seed) {
    LstmForecaster lstm = train(200, seed).forecaster();
    Evaluation evaluation = new Evaluation(CO2, HELD_OUT);
    Errors year = evaluation.yearAhead(lstm);
    assertTrue(year.mae() < 0.4 * evaluation.yearAhead(Baseline.SEASONAL_NAIVE).mae(), "" + year);
    assertTrue(year.mae() < 0.3 * evaluation.yearAhead(Baseline.NAIVE).mae(), "" + year);
    assertTrue(
        year.mae() < evaluation.yearAhead(Baseline.SEASONAL_NAIVE_WITH_DRIFT).mae(), "" + year);
    Errors all = evaluation.atOnce(lstm);
    assertTrue(all.mae() < 0.5 * evaluation.atOnce(Baseline.SEASONAL_NAIVE).mae(), "" + all);
  }

  @Test
  void theHeldOutPartChangesNothing() {
    double[] other = CO2.values().clone();
    Arrays.fill(other, other.length - HELD_OUT, other.length, -1000);
    MonthlySeries changed = new MonthlySeries(CO2.name(), CO2.first(), other);
    int split = CO2.months() - HELD_OUT;
    Training a = new Training(CO2.until(split), 4, 1);
    Training b = new Training(changed.until(split), 4, 1);
    a.step();
    b.step();
    assertEquals(a.loss(), b.loss());
    assertArrayEquals(
        new Evaluation(CO2, HELD_OUT).atOnceValues(a.forecaster()),
        new Evaluation(changed, HELD_OUT).atOnceValues(b.forecaster()));
  }

  @Test
  void changesAreScaledAndBack() {
    Encoding encoding = new Encoding(CO2.until(200));
    assertEquals(0.5, encoding.change(encoding.scaled(0.5)), 1e-6);
    double sum = 0;
    double squares = 0;
    for (int i = 1; i < 200; i++) {
      double scaled = encoding.scaled(CO2.values()[i] - CO2.values()[i - 1]);
      sum += scaled;
      squares += scaled * scaled;
    }
    assertEquals(0, sum / 199, 1e-6);
    assertEquals(1, squares / 199, 1e-6);
  }

  private static Training train(int steps, long seed) {
    Training training = new Training(CO2.until(CO2.months() - HELD_OUT), 16, seed);
    for (int i = 0; i < steps; i++) {
      training.step();
    }
    return training;
  }
}
