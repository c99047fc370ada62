package io.vecurrent.examples.forecast;

/**
 * Forecasts the held-out end of a series. A forecaster is handed a copy of the months up to the
 * origin of its forecast, and so cannot see what it shall tell.
 */
final class Evaluation {
  private final MonthlySeries series;

  /** The first held-out month. */
  private final int split;

  Evaluation(MonthlySeries series, int heldOut) {
    this.series = series;
    this.split = series.months() - heldOut;
  }

  int heldOut() {
    return series.months() - split;
  }

  /** Forecasts of a year, one from every month whose year is held out (rolling origin). */
  int origins() {
    return heldOut() - Baseline.YEAR + 1;
  }

  /** The errors of all forecasts of a year. */
  Errors yearAhead(Forecaster forecaster) {
    Errors.Sum sum = new Errors.Sum();
    for (int origin = split; origin < split + origins(); origin++) {
      compare(forecast(forecaster, origin, Baseline.YEAR), origin, sum);
    }
    return sum.errors();
  }

  /** The errors of a single forecast of the whole held-out part. */
  Errors atOnce(Forecaster forecaster) {
    Errors.Sum sum = new Errors.Sum();
    compare(atOnceValues(forecaster), split, sum);
    return sum.errors();
  }

  /** The single forecast. */
  double[] atOnceValues(Forecaster forecaster) {
    return forecast(forecaster, split, heldOut());
  }

  /** Forecasts of a year, one behind the other: each year is told when the one before is over. */
  double[] yearByYear(Forecaster forecaster) {
    double[] values = new double[heldOut()];
    for (int start = 0; start < values.length; start += Baseline.YEAR) {
      int months = Math.min(Baseline.YEAR, values.length - start);
      System.arraycopy(forecast(forecaster, split + start, months), 0, values, start, months);
    }
    return values;
  }

  private double[] forecast(Forecaster forecaster, int origin, int months) {
    return forecaster.forecast(series.until(origin), months);
  }

  private void compare(double[] forecast, int origin, Errors.Sum sum) {
    for (int i = 0; i < forecast.length; i++) {
      sum.add(forecast[i] - series.values()[origin + i]);
    }
  }
}
