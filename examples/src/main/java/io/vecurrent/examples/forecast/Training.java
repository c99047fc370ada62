package io.vecurrent.examples.forecast;

import io.vecurrent.examples.train.WeightAverage;
import io.vecurrent.rnn.MeanSquaredError;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Reduction;
import io.vecurrent.rnn.Workspace;
import io.vecurrent.rnn.optim.Adam;
import io.vecurrent.rnn.optim.Clipping;
import java.util.Random;

/**
 * Teaches a two-layer LSTM to say the next change of a series, on windows that begin at random
 * months. The forecaster gets averaged weights, which depend less on the last steps.
 */
final class Training {
  /** Months of a window. */
  static final int WINDOW = 48;

  /** Windows of a step. */
  static final int BATCH = 16;

  /** Of Adam. */
  static final float LEARNING_RATE = 0.003f;

  private static final float MAX_NORM = 1f;

  /** Months of a window that are read before errors count: the state begins with zeros. */
  private static final int RUN_IN = 12;

  private static final double SMOOTHING = 0.95;

  private final MonthlySeries series;
  private final Encoding encoding;
  private final Network network;
  private final Network average;
  private final WeightAverage averaging;
  private final Workspace workspace;
  private final float[] gradients;
  private final Adam adam;
  private final Random random;
  private final float[] inputs = new float[WINDOW * BATCH * Encoding.INPUTS];
  private final float[] targets = new float[WINDOW * BATCH];
  private final boolean[] scored = new boolean[WINDOW * BATCH];
  private double smoothed;
  private int steps;

  /**
   * A new network for a series.
   *
   * @param series to learn, all of it, longer than a window and two months
   * @param hidden units of each layer
   */
  Training(MonthlySeries series, int hidden, long seed) {
    this.series = series;
    this.encoding = new Encoding(series);
    this.network = network(hidden, seed);
    this.average = network(hidden, seed);
    this.averaging = new WeightAverage(network, average);
    this.workspace = network.workspace(WINDOW, BATCH);
    this.gradients = network.newGradients();
    this.adam = new Adam(network.parameters(), LEARNING_RATE);
    this.random = new Random(seed);
    for (int row = RUN_IN * BATCH; row < scored.length; row++) {
      scored[row] = true;
    }
  }

  private static Network network(int hidden, long seed) {
    return Network.builder(Encoding.INPUTS).lstm(hidden, 2).linear(1).seed(seed).build();
  }

  /** One step; allocates nothing once warm. */
  void step() {
    for (int sequence = 0; sequence < BATCH; sequence++) {
      // A window needs the month before its first and the one after its last.
      fill(sequence, 1 + random.nextInt(series.months() - WINDOW - 1));
    }
    network.forward(inputs, WINDOW, BATCH, null, workspace);
    double loss = MeanSquaredError.of(workspace, targets, 0, scored, Reduction.MEAN);
    network.backward(workspace, gradients);
    Clipping.byGlobalNorm(gradients, MAX_NORM);
    adam.step(network.parameters(), gradients);
    averaging.update();
    steps++;
    smoothed += Math.max(1.0 / steps, 1 - SMOOTHING) * (loss - smoothed);
  }

  private void fill(int sequence, int start) {
    double[] values = series.values();
    int firstMonth = series.month(start + 1).getMonthValue();
    for (int t = 0; t < WINDOW; t++) {
      int row = t * BATCH + sequence; // [time][batch]
      int i = start + t;
      int next = (firstMonth - 1 + t) % Baseline.YEAR + 1;
      encoding.write(values[i] - values[i - 1], next, inputs, row * Encoding.INPUTS);
      targets[row] = encoding.scaled(values[i + 1] - values[i]);
    }
  }

  /** The smoothed squared error of scaled changes: 1 is what the mean change alone would reach. */
  double loss() {
    return smoothed;
  }

  Network network() {
    return network;
  }

  /** What has been learned so far; further steps change it. */
  LstmForecaster forecaster() {
    return new LstmForecaster(average, encoding);
  }
}
