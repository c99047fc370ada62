package io.vecurrent.rnn.optim;

import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.Parameters;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Changes parameters against their gradients. An optimiser belongs to one network: its moments
 * mirror that network's parameters, in the same layout, and start at 0.
 *
 * <p><b>Gradients that are not finite.</b> One NaN or infinity would spoil parameters and moments
 * for good, so {@link #step} refuses such gradients, changes nothing, returns false and counts
 * ({@link #skippedSteps}). A run that skips now and then has met a rare overflow; one that only
 * skips has parameters that are not finite, or a learning rate that is too large.
 *
 * <p><b>What it does not refuse.</b> Finite gradients may be too large for a rule. A rate times a
 * gradient beyond the range of a float makes a parameter infinite. A gradient beyond 1.8e19, whose
 * square no float holds, makes the second moment of {@link RmsProp} and {@link Adam} infinite, and
 * that parameter never moves again (PyTorch's do the same). {@link Clipping} before the step keeps
 * both away.
 *
 * <p><b>Threads.</b> Not for use by two threads at once, which is detected: the second gets an
 * {@link IllegalStateException}. No thread may use the network during a step.
 *
 * <p><b>Allocation.</b> Constructors allocate the moments; no method allocates.
 */
public abstract class Optimizer {
  private final int size;
  private float learningRate;
  private final AtomicBoolean busy = new AtomicBoolean();
  private long steps;
  private long skippedSteps;

  Optimizer(int size, float learningRate) {
    this.size = Checks.atLeast(size, 1, "size");
    setLearningRate(learningRate);
  }

  /** The learning rate: what a gradient is multiplied with. */
  public final float learningRate() {
    return learningRate;
  }

  /**
   * Changes the learning rate from the next step on, as a schedule does; the moments stay.
   *
   * @param learningRate finite, not negative
   * @throws IllegalArgumentException if it is out of range; the old one stays
   */
  public final void setLearningRate(float learningRate) {
    this.learningRate = Checks.notNegative(learningRate, "learningRate");
  }

  /** How many calls of {@link #step} have updated the parameters. */
  public final long steps() {
    return steps;
  }

  /** How many calls of {@link #step} have changed nothing, as a gradient was NaN or infinite. */
  public final long skippedSteps() {
    return skippedSteps;
  }

  /**
   * One update of all parameters, which are marked as changed; none if a gradient is NaN or
   * infinite. With a learning rate of 0 the moments go on and the parameters stay as they are; so
   * do parameters whose gradients have always been 0.
   *
   * @param parameters those of the network that this optimiser was made for
   * @param gradients as many floats as there are parameters, in the same layout; not changed
   * @return true after an update; false if the gradients are not finite: then parameters and
   *     moments are as they were, bias corrections too, and {@link #skippedSteps} has risen by one
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if a size is not that of this optimiser, or the gradients are
   *     the array of the parameters; nothing has been changed
   * @throws IllegalStateException if another thread is in this method; nothing has been changed
   */
  public final boolean step(Parameters parameters, float[] gradients) {
    Checks.notNull(parameters, "parameters");
    Checks.notNull(gradients, "gradients");
    requireSize(parameters.size(), "parameters");
    requireSize(gradients.length, "gradients");
    if (gradients == parameters.values()) {
      throw new IllegalArgumentException("gradients: must not be the array of the parameters");
    }
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException("optimizer: is stepping in another thread");
    }
    try {
      if (!areFinite(gradients)) {
        skippedSteps++;
        return false;
      }
      update(parameters.values(), gradients);
      parameters.markChanged();
      steps++;
      return true;
    } finally {
      busy.set(false);
    }
  }

  abstract void update(float[] parameters, float[] gradients);

  /** The sum of the squares of finite floats is finite: it is made in double where need be. */
  private static boolean areFinite(float[] gradients) {
    double sum = Arithmetic.sumOfSquares(gradients, 0, gradients.length);
    return sum < Double.POSITIVE_INFINITY;
  }

  private void requireSize(int given, String name) {
    if (given != size) {
      throw new IllegalArgumentException(
          name + ": this optimiser is for " + size + " parameters, has " + given);
    }
  }
}
