package io.vecurrent.jmh.precision;

import io.vecurrent.jmh.report.Bfloat16Error;
import io.vecurrent.jmh.report.Measurement;
import io.vecurrent.jmh.report.Results;
import io.vecurrent.kernels.Precision;
import java.util.Locale;

/**
 * The output error of bfloat16 weights: a character model trained with fp32 weights reads text that
 * it has never seen, once with these weights and once with the same ones rounded. Its figures
 * depend on nothing but the library: no clock, no machine.
 */
public final class Bfloat16Measurement implements Measurement {
  private static final int[] QUICK_SIZES = {256};
  private static final int[] LONG_SIZES = {128, 256, 512};
  private static final int QUICK_STEPS = 400;
  private static final int LONG_STEPS = 3000;

  /** Between two progress lines. */
  private static final int STEPS_A_LINE = 50;

  /** Of a training step of 256 units, roughly. */
  private static final double STEP_SECONDS = 0.015;

  @Override
  public String name() {
    return "Bfloat16Error";
  }

  @Override
  public double estimatedSeconds(Request request) {
    double seconds = 0;
    for (int hidden : sizes(request)) {
      seconds += steps(request) * stepSeconds(hidden);
    }
    return seconds;
  }

  private static int[] sizes(Request request) {
    return request.isLong() ? LONG_SIZES : QUICK_SIZES;
  }

  private static int steps(Request request) {
    return request.isLong() ? LONG_STEPS : QUICK_STEPS;
  }

  private static double stepSeconds(int hidden) {
    return STEP_SECONDS * hidden * hidden / (256 * 256);
  }

  @Override
  public void measure(Request request, Results.Builder results, Progress progress) {
    NameText text = new NameText();
    double left = estimatedSeconds(request);
    for (int hidden : sizes(request)) {
      CharTraining training = new CharTraining(text.training(), text.alphabet(), hidden);
      for (int i = 0; i < steps(request); i++) {
        if (i % STEPS_A_LINE == 0) {
          progress.show("training " + hidden + " units, step " + i, left);
          left -= STEPS_A_LINE * stepSeconds(hidden);
        }
        training.step();
      }
      results.add(row(training, steps(request), text));
    }
  }

  /** Compares a trained model with itself. */
  static Bfloat16Error row(CharTraining training, int steps, NameText text) {
    Comparison comparison =
        new Comparison(training.network(), training.network().withPrecision(Precision.BFLOAT16));
    OutputError error = comparison.over(text.heldOut());
    String model =
        String.format(
            Locale.ROOT,
            "%d tanh units, %,d training steps on the names of Unicode characters, %,d characters"
                + " held out",
            training.network().hiddenSize(),
            steps,
            error.steps());
    return new Bfloat16Error(
        model,
        error.largestHidden(),
        error.largestLogit(),
        error.largestProbability(),
        error.exactBits(),
        error.roundedBits());
  }
}
