package io.vecurrent.rnn.optim;

import io.vecurrent.kernels.Updates;
import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.Parameters;

/**
 * Stochastic gradient descent, {@code w = w - lr g}, or with momentum as PyTorch has it: {@code
 * buffer = momentum buffer + g; w = w - lr buffer}.
 */
public final class Sgd extends Optimizer {
  private final float momentum;

  /** Null without momentum. */
  private final float[] buffer;

  /** Without momentum. */
  public Sgd(Parameters parameters, float learningRate) {
    this(parameters, learningRate, 0f);
  }

  /** With momentum from 0 (none) to below 1. */
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
