package io.vecurrent.rnn.optim;

import io.vecurrent.kernels.Updates;
import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.Parameters;

/**
 * Stochastic gradient descent, {@code w = w - lr g}, or with momentum as PyTorch has it (without
 * dampening): {@code buffer = momentum buffer + g; w = w - lr buffer}. The buffer becomes 0 below
 * 2^-126. Holds one float for each parameter with momentum, nothing without.
 */
public final class Sgd extends Optimizer {
  private final float momentum;

  /** Null without momentum. */
  private final float[] buffer;

  /**
   * Without momentum.
   *
   * @param parameters only their number is kept
   * @param learningRate finite, not negative
   * @throws NullPointerException if {@code parameters} is null
   * @throws IllegalArgumentException if the rate is out of range
   */
  public Sgd(Parameters parameters, float learningRate) {
    this(parameters, learningRate, 0f);
  }

  /**
   * With momentum.
   *
   * @param parameters only their number is kept
   * @param learningRate finite, not negative
   * @param momentum what of the last update goes on, in [0, 1); 0 for none
   * @throws NullPointerException if {@code parameters} is null
   * @throws IllegalArgumentException if a number is out of range
   */
  public Sgd(Parameters parameters, float learningRate, float momentum) {
    super(Checks.notNull(parameters, "parameters").size(), learningRate);
    this.momentum = Checks.fraction(momentum, "momentum");
    this.buffer = momentum == 0 ? null : new float[parameters.size()];
  }

  @Override
  void update(float[] parameters, float[] gradients) {
    if (buffer == null) {
      Updates.sgd(learningRate(), gradients, parameters, 0, parameters.length);
    } else {
      Updates.momentum(
          learningRate(), momentum, gradients, buffer, parameters, 0, parameters.length);
    }
  }
}
