package io.vecurrent.examples.forecast;

/** A way to go on with a series; its {@code toString} is its name in reports. */
interface Forecaster {
  /**
   * The months that follow.
   *
   * @param history all that is known
   * @param months how many to forecast
   */
  double[] forecast(MonthlySeries history, int months);
}
