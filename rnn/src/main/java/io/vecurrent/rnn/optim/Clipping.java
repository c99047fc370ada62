package io.vecurrent.rnn.optim;

import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.kernels.internal.Checks;

/** Gradient clipping, against exploding gradients. No method allocates or holds state. */
public final class Clipping {
  private Clipping() {}

  /**
   * Limits every gradient to {@code [-limit, limit]} (the exercise's {@code clip}); NaN stays NaN.
   *
   * @param limit positive and finite
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
   * @param maxNorm positive and finite
   * @return the norm before clipping; if it is infinite or NaN the gradients are left as they are,
   *     and the caller decides what becomes of the step
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
