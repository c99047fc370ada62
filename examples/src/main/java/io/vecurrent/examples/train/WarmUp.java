package io.vecurrent.examples.train;

import io.vecurrent.rnn.Network;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/**
 * Makes the JVM compile what a training step runs. Until then vector code is interpreted, thousands
 * of times slower: small steps get through that sooner than large ones.
 */
public final class WarmUp {
  private static final int HIDDEN = 32;
  private static final int TIME = 4;
  private static final int BATCH = 4;
  private static final int STEPS = 800;
  private static final double MOST_SECONDS = 8;

  private WarmUp() {}

  /**
   * Trains a throw-away network: a second or two, several on a busy machine.
   *
   * @param width of its input and output
   * @param stop ends it early when it says true
   * @param progress receives the fraction that is done
   */
  public static void run(int width, BooleanSupplier stop, DoubleConsumer progress) {
    Network network = Network.builder(width).rnn(HIDDEN).linear(width).build();
    TrainingStep step = new TrainingStep(network, TIME, BATCH);
    float[] inputs = new float[TIME * BATCH * width];
    int[] targets = new int[TIME * BATCH];
    long start = System.nanoTime();
    double fraction = 0;
    for (int i = 1; fraction < 1 && !stop.getAsBoolean(); i++) {
      step.run(inputs, targets);
      double seconds = (System.nanoTime() - start) / 1e9;
      fraction = Math.max((double) i / STEPS, seconds / MOST_SECONDS);
      progress.accept(Math.min(1, fraction));
    }
  }
}
