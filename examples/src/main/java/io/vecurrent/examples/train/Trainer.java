package io.vecurrent.examples.train;

import io.vecurrent.examples.model.CharModel;
import io.vecurrent.examples.text.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * The training loop: steps until the budget is used up, with a look at the held-out part now and
 * then.
 */
public final class Trainer {
  /** Called after every step. */
  public interface Listener {
    /**
     * How far training is.
     *
     * @param fraction of the budget, 0 to 1
     */
    void progress(double fraction, String message);
  }

  private static final int EVALUATIONS = 12;
  private static final double SMOOTHING = 0.98;

  private final Corpus corpus;
  private final CharModel average;
  private final TrainingStep step;
  private final WeightAverage averaging;
  private final Streams streams;
  private final HeldOut heldOut;
  private final LossCurve curve = new LossCurve();
  private final long start = System.nanoTime();
  private long evaluationNanos;
  private double smoothed;
  private int steps;

  /**
   * A trainer of one model.
   *
   * @param model takes the steps
   * @param average of the same shape; receives the averaged weights, which predict better
   */
  public Trainer(Corpus corpus, CharModel model, CharModel average) {
    this.corpus = corpus;
    this.average = average;
    this.step = new TrainingStep(model.network(), TrainingStep.TIME, TrainingStep.BATCH);
    this.averaging = new WeightAverage(model.network(), average.network());
    this.streams = new Streams(corpus, TrainingStep.TIME, TrainingStep.BATCH);
    this.heldOut = new HeldOut(corpus, average.network());
  }

  /**
   * Trains until the budget is used up or somebody says stop; saves the averaged model at the end
   * and at every evaluation before.
   *
   * @return the loss curve
   * @throws IOException if the model cannot be saved
   */
  public LossCurve run(Budget budget, Path file, BooleanSupplier stop, Listener listener)
      throws IOException {
    int evaluations = 0;
    double fraction = 0;
    while (fraction < 1 && !stop.getAsBoolean()) {
      step.decay(fraction);
      step();
      fraction = budget.fraction((System.nanoTime() - start) / 1e9, steps);
      listener.progress(Math.min(1, fraction), message());
      if (fraction < 1 && fraction >= nextEvaluation(evaluations)) {
        evaluate();
        average.save(file);
        evaluations++;
      }
    }
    // Stopped before the first step: an older model is worth more than random weights.
    if (steps > 0 || !Files.exists(file)) {
      average.save(file);
    }
    if (!stop.getAsBoolean()) {
      evaluate();
    }
    return curve;
  }

  /** Closer together in the beginning, when the loss falls fast. */
  private static double nextEvaluation(int evaluations) {
    return Math.pow((evaluations + 1.0) / EVALUATIONS, 1.5);
  }

  private void step() {
    streams.next();
    double bits = step.run(streams.inputs(), streams.targets()) / Math.log(2);
    averaging.update();
    steps++;
    // A plain mean at first, then an exponential one.
    double weight = Math.max(1.0 / steps, 1 - SMOOTHING);
    smoothed += weight * (bits - smoothed);
    if (steps % 10 == 1) {
      curve.addTraining(characters(), smoothed);
    }
  }

  private void evaluate() {
    long before = System.nanoTime();
    curve.addHeldOut(characters(), heldOut.bits());
    evaluationNanos += System.nanoTime() - before;
  }

  private String message() {
    return String.format(
        Locale.ROOT, "%.3f bits/char, %,.0f chars/s", smoothed, charactersPerSecond());
  }

  /** Characters read so far, again and again if the text is short. */
  public long characters() {
    return (long) steps * TrainingStep.TIME * TrainingStep.BATCH;
  }

  /** Speed of the training alone, without the evaluations. */
  public double charactersPerSecond() {
    return characters() * 1e9 / (System.nanoTime() - start - evaluationNanos);
  }

  /** Training steps so far. */
  public int steps() {
    return steps;
  }

  /** How often the training part has been read. */
  public double epochs() {
    return (double) characters() / corpus.trainLength();
  }
}
