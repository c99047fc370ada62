package io.vecurrent.examples.train;

import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.rnn.Network;

/**
 * A second network whose weights are the running average of the trained one's (Polyak and Juditsky,
 * 1992). The steps of a constant learning rate keep jumping about a minimum; the average lies in
 * the middle, at every moment, without a schedule that would have to know when training ends.
 */
public final class WeightAverage {
  private static final double DECAY = 0.995;

  private final Network source;
  private final Network average;
  private int steps;

  /** Begins with the source's weights; both networks have the same shape. */
  public WeightAverage(Network source, Network average) {
    this.source = source;
    this.average = average;
    System.arraycopy(
        source.parameters().values(),
        0,
        average.parameters().values(),
        0,
        source.parameters().size());
    average.parameters().markChanged();
  }

  /**
   * After a training step: {@code average = d average + (1 - d) weights}, with a smaller d at
   * first.
   */
  public void update() {
    steps++;
    float decay = (float) Math.min(DECAY, (1.0 + steps) / (10.0 + steps));
    float[] values = average.parameters().values();
    Arithmetic.scale(decay, values, 0, values.length);
    Arithmetic.axpy(1 - decay, source.parameters().values(), 0, values, 0, values.length);
    average.parameters().markChanged();
  }
}
