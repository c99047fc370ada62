package io.vecurrent.jmh.precision;

/**
 * How far the outputs of two models are apart, step by step, and how well each predicts. The
 * probabilities are computed here in double precision, so that only the models differ.
 */
final class OutputError {
  private double hidden;
  private double logits;
  private double probabilities;
  private double exactBits;
  private double roundedBits;
  private int steps;

  /** Compares one step's hidden states. */
  void addHidden(float[] exact, float[] rounded, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      hidden = Math.max(hidden, distance(exact[i], rounded[i]));
    }
  }

  /**
   * Compares one step's logits.
   *
   * @param target the class that was right
   */
  void addLogits(float[] exact, float[] rounded, int offset, int classes, int target) {
    double exactNorm = logSumExp(exact, offset, classes);
    double roundedNorm = logSumExp(rounded, offset, classes);
    for (int i = offset; i < offset + classes; i++) {
      logits = Math.max(logits, distance(exact[i], rounded[i]));
      double p = Math.exp(exact[i] - exactNorm);
      double q = Math.exp(rounded[i] - roundedNorm);
      probabilities = Math.max(probabilities, distance(p, q));
    }
    exactBits += (exactNorm - exact[offset + target]) / Math.log(2);
    roundedBits += (roundedNorm - rounded[offset + target]) / Math.log(2);
    steps++;
  }

  /** NaN is as far from everything as can be. */
  private static double distance(double a, double b) {
    double distance = Math.abs(a - b);
    return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }

  private static double logSumExp(float[] x, int offset, int length) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = offset; i < offset + length; i++) {
      max = Math.max(max, x[i]);
    }
    double sum = 0;
    for (int i = offset; i < offset + length; i++) {
      sum += Math.exp(x[i] - max);
    }
    return max + Math.log(sum);
  }

  double largestHidden() {
    return hidden;
  }

  double largestLogit() {
    return logits;
  }

  double largestProbability() {
    return probabilities;
  }

  /** How many steps' logits were compared. */
  int steps() {
    return steps;
  }

  /** Bits a step of the first model. */
  double exactBits() {
    return exactBits / steps;
  }

  /** Bits a step of the second model. */
  double roundedBits() {
    return roundedBits / steps;
  }
}
