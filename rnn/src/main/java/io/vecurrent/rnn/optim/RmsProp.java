package io.vecurrent.rnn.optim;

import io.vecurrent.kernels.Updates;
import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.Parameters;

/**
 * RMSprop (Tieleman and Hinton, 2012, "Lecture 6.5 - rmsprop"): {@code v = alpha v + (1 - alpha)
 * g^2; w = w - lr g / (sqrt(v) + eps)}, PyTorch's form and defaults, without momentum. v becomes 0
 * below 2^-126. Holds one float for each parameter.
 */
public final class RmsProp extends Optimizer {
  private final float alpha;
  private final float eps;
  private final float[] v;

  /**
   * With alpha 0.99 and eps 1e-8.
   *
   * @param parameters only their number is kept
   * @param learningRate finite, not negative
   * @throws NullPointerException if {@code parameters} is null
   * @throws IllegalArgumentException if the rate is out of range
   */
  public RmsProp(Parameters parameters, float learningRate) {
    this(parameters, learningRate, 0.99f, 1e-8f);
  }

  /**
   * With rates of the caller's.
   *
   * @param parameters only their number is kept
   * @param learningRate finite, not negative
   * @param alpha decay of the second moment, in [0, 1)
   * @param eps positive and finite
   * @throws NullPointerException if {@code parameters} is null
   * @throws IllegalArgumentException if a number is out of range
   */
  public RmsProp(Parameters parameters, float learningRate, float alpha, float eps) {
    super(Checks.notNull(parameters, "parameters").size(), learningRate);
    this.alpha = Checks.fraction(alpha, "alpha");
    this.eps = Checks.positive(eps, "eps");
    this.v = new float[parameters.size()];
  }

  @Override
  void update(float[] parameters, float[] gradients) {
    Updates.rmsProp(learningRate(), alpha, eps, gradients, v, parameters, 0, parameters.length);
  }
}
