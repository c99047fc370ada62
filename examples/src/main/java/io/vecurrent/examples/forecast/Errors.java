package io.vecurrent.examples.forecast;

/**
 * How far forecasts are from the truth, in the unit of the series.
 *
 * @param mae mean absolute error
 * @param rmse root of the mean squared error
 */
record Errors(double mae, double rmse) {
  /** Collects differences. */
  static final class Sum {
    private double absolute;
    private double squared;
    private int count;

    void add(double difference) {
      absolute += Math.abs(difference);
      squared += difference * difference;
      count++;
    }

    Errors errors() {
      return new Errors(absolute / count, Math.sqrt(squared / count));
    }
  }
}
