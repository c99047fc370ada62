package io.vecurrent.rnn.optim;

import io.vecurrent.kernels.Updates;
import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.Parameters;

/**
 * Adam (Kingma and Ba, 2015, "Adam: a method for stochastic optimization"), PyTorch's form and
 * defaults: {@code m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; w = w - lr / (1 -
 * beta1^k) m / (sqrt(v) / sqrt(1 - beta2^k) + eps)} in step k = 1, 2, ...; skipped steps do not
 * count. m and v become 0 below 2^-126. Holds two floats for each parameter.
 */
public final class Adam extends Optimizer {
  private final float beta1;
  private final float beta2;
  private final float eps;
  private final float[] m;
  private final float[] v;
  private double power1 = 1;
  private double power2 = 1;

  /**
   * With betas 0.9 and 0.999 and eps 1e-8.
   *
   * @param parameters only their number is kept
   * @param learningRate finite, not negative
   * @throws NullPointerException if {@code parameters} is null
   * @throws IllegalArgumentException if the rate is out of range
   */
  public Adam(Parameters parameters, float learningRate) {
    this(parameters, learningRate, 0.9f, 0.999f, 1e-8f);
  }

  /**
   * With rates of the caller's.
   *
   * @param parameters only their number is kept
   * @param learningRate finite, not negative
   * @param beta1 decay of the first moment, in [0, 1)
   * @param beta2 decay of the second moment, in [0, 1)
   * @param eps positive and finite
   * @throws NullPointerException if {@code parameters} is null
   * @throws IllegalArgumentException if a number is out of range
   */
  public Adam(Parameters parameters, float learningRate, float beta1, float beta2, float eps) {
    super(Checks.notNull(parameters, "parameters").size(), learningRate);
    this.beta1 = Checks.fraction(beta1, "beta1");
    this.beta2 = Checks.fraction(beta2, "beta2");
    this.eps = Checks.positive(eps, "eps");
    this.m = new float[parameters.size()];
    this.v = new float[parameters.size()];
  }

  @Override
  void update(float[] parameters, float[] gradients) {
    power1 *= beta1;
    power2 *= beta2;
    float rate = (float) (learningRate() / (1 - power1));
    float rootScale = (float) (1 / Math.sqrt(1 - power2));
    Updates.adam(
        rate, rootScale, beta1, beta2, eps, gradients, m, v, parameters, 0, parameters.length);
  }
}
