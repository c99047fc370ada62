package io.vecurrent.examples.forecast;

/** Forecasts that need no training, which a trained one must beat. */
enum Baseline implements Forecaster {
  /** The last value for ever. */
  NAIVE("naive: the last value") {
    @Override
    double value(double[] known, int ahead) {
      return known[known.length - 1];
    }
  },

  /** The last year again and again. */
  SEASONAL_NAIVE("seasonal naive: the last year again") {
    @Override
    double value(double[] known, int ahead) {
      return known[known.length - YEAR + ahead % YEAR];
    }
  },

  /** The last year, every year higher by the mean change of the past. */
  SEASONAL_NAIVE_WITH_DRIFT("the same and the mean yearly change") {
    @Override
    double value(double[] known, int ahead) {
      int years = ahead / YEAR + 1;
      return SEASONAL_NAIVE.value(known, ahead) + years * meanYearlyChange(known);
    }
  };

  /** Months of a year. */
  static final int YEAR = 12;

  private final String title;

  Baseline(String title) {
    this.title = title;
  }

  /**
   * One value.
   *
   * @param ahead 0 for the first month after the known ones
   */
  abstract double value(double[] known, int ahead);

  @Override
  public double[] forecast(MonthlySeries history, int months) {
    double[] forecast = new double[months];
    for (int i = 0; i < months; i++) {
      forecast[i] = value(history.values(), i);
    }
    return forecast;
  }

  /** The mean difference of values a year apart. */
  private static double meanYearlyChange(double[] known) {
    double sum = 0;
    for (int i = YEAR; i < known.length; i++) {
      sum += known[i] - known[i - YEAR];
    }
    return sum / (known.length - YEAR);
  }

  @Override
  public String toString() {
    return title;
  }
}
