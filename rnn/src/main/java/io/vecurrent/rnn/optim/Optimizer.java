package io.vecurrent.rnn.optim;

import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.Parameters;

/**
 * Changes parameters against their gradients. An optimiser belongs to one network: its moments
 * mirror that network's parameters. Not for use by two threads at once. {@link #step} allocates
 * nothing.
 */
public abstract class Optimizer {
  private final int size;
  private final float learningRate;

  Optimizer(int size, float learningRate) {
    this.size = Checks.atLeast(size, 1, "size");
    this.learningRate = Checks.notNegative(learningRate, "learningRate");
  }

  /** The learning rate. */
  public final float learningRate() {
    return learningRate;
  }

  /**
   * One update of all parameters, which are marked as changed.
   *
   * @param gradients as many floats as there are parameters, in the same layout; not changed. They
   *     must be finite: a NaN or an infinity spoils parameters and moments for good, so look at the
   *     norm that {@link Clipping#byGlobalNorm} returns
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if a size is not that of this optimiser; nothing has been
   *     changed
   */
  public final void step(Parameters parameters, float[] gradients) {
    Checks.notNull(parameters, "parameters");
    Checks.notNull(gradients, "gradients");
    requireSize(parameters.size(), "parameters");
    requireSize(gradients.length, "gradients");
    update(parameters.values(), gradients);
    parameters.markChanged();
  }

  abstract void update(float[] parameters, float[] gradients);

  private void requireSize(int given, String name) {
    if (given != size) {
      throw new IllegalArgumentException(
          name + ": this optimiser is for " + size + " parameters, has " + given);
    }
  }
}
