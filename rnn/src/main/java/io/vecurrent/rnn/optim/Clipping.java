package io.vecurrent.rnn.optim;

import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.kernels.internal.Checks;

/**
 * Gradient clipping, against exploding gradients. No method allocates or holds state; threads may
 * call them on different arrays. Arguments are checked before anything is written.
 */
public final class Clipping {
  private Clipping() {}

  /**
   * Limits every gradient to {@code [-limit, limit]} (the exercise's {@code clip}). Infinities
   * become the limit, so that an {@link Optimizer} no longer sees them; NaN stays NaN.
   *
   * @param gradients any number of floats, changed in place
   * @param limit positive and finite
   * @throws NullPointerException if {@code gradients} is null
   * @throws IllegalArgumentException if the limit is out of range
   */
  public static void byValue(float[] gradients, float limit) {
    Checks.notNull(gradients, "gradients");
    Checks.positive(limit, "limit");
    Arithmetic.clamp(gradients, 0, gradients.length, -limit, limit);
  }

  /**
   * Scales all gradients by {@code min(1, maxNorm / (norm + 1e-6))}, where the norm is the
   * Euclidean one of all of them together, as PyTorch's {@code clip_grad_norm_} does (Pascanu,
   * Mikolov and Bengio, 2013, "On the difficulty of training recurrent neural networks").
   *
   * <p>Gradients whose norm is 0 stay as they are. So do those whose norm is infinite or NaN, which
   * no scale can mend: {@link Optimizer#step} refuses them. The norm is made in double where float
   * would overflow, so it is infinite or NaN only if a gradient is.
   *
   * @param gradients any number of floats, changed in place
   * @param maxNorm positive and finite
   * @return the norm before clipping, 0 or larger, infinite, or NaN
   * @throws NullPointerException if {@code gradients} is null
   * @throws IllegalArgumentException if {@code maxNorm} is out of range
   */
  public static double byGlobalNorm(float[] gradients, float maxNorm) {
    Checks.notNull(gradients, "gradients");
    Checks.positive(maxNorm, "maxNorm");
    double norm = Math.sqrt(Arithmetic.sumOfSquares(gradients, 0, gradients.length));
    double scale = maxNorm / (norm + 1e-6);
    if (scale < 1 && norm < Double.POSITIVE_INFINITY) {
      Arithmetic.scale((float) scale, gradients, 0, gradients.length);
    }
    return norm;
  }
}
