package io.vecurrent.examples.forecast;

/**
 * How the network sees a series: the change from month to month, scaled to mean 0 and deviation 1,
 * and the season as a point on a circle. Changes come again in every year, levels that rise do not.
 * It knows the training part alone.
 */
final class Encoding {
  /** Floats of an input: change, sine and cosine of the season. */
  static final int INPUTS = 3;

  private final double mean;
  private final double deviation;

  /** The scale of the changes of a series. */
  Encoding(MonthlySeries training) {
    double[] values = training.values();
    int count = values.length - 1;
    mean = (values[count] - values[0]) / count;
    double squares = 0;
    for (int i = 1; i < values.length; i++) {
      double distance = values[i] - values[i - 1] - mean;
      squares += distance * distance;
    }
    // A straight line has no deviation, and needs no scale.
    deviation = squares > 0 ? Math.sqrt(squares / count) : 1;
  }

  float scaled(double change) {
    return (float) ((change - mean) / deviation);
  }

  double change(float scaled) {
    return scaled * deviation + mean;
  }

  /**
   * Writes the input of a step.
   *
   * @param change from the month before
   * @param next month of the year that the step's output is for, 1 to 12
   */
  void write(double change, int next, float[] inputs, int offset) {
    double angle = 2 * Math.PI * next / Baseline.YEAR;
    inputs[offset] = scaled(change);
    inputs[offset + 1] = (float) Math.sin(angle);
    inputs[offset + 2] = (float) Math.cos(angle);
  }
}
