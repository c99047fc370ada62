package io.vecurrent.kernels;

import static io.vecurrent.kernels.internal.Checks.notNull;
import static io.vecurrent.kernels.internal.Checks.range;

import io.vecurrent.kernels.spi.ArithmeticKernels;

/**
 * The update rules of the optimisers, in one pass over the parameters each.
 *
 * <p>The arrays mirror each other: every method works on the elements {@code offset} to {@code
 * offset + length - 1} of the gradient {@code g}, of the optimiser's own arrays and of the weights
 * {@code w}, which must be different arrays. Moments (buffer, m, v) become 0 where they would be
 * denormal, or they would stay so for ever. All back ends and vector widths give the same bits.
 *
 * <p>Nothing is allocated; the methods hold no state, and threads may update different ranges.
 * Arguments are checked before anything is written: null is a {@link NullPointerException}, a range
 * outside its array or one array in two places an {@link IllegalArgumentException}. The values of
 * rates and gradients are the caller's matter: NaN and infinities go into moments and weights.
 */
public final class Updates {
  private static final ArithmeticKernels KERNELS = Backend.kernels().arithmetic();

  private Updates() {}

  /** Stochastic gradient descent: {@code w = w - rate g}. */
  public static void sgd(float rate, float[] g, float[] w, int offset, int length) {
    check(g, "g", w, offset, length);
    KERNELS.axpy(-rate, g, offset, w, offset, length);
  }

  /** Momentum as PyTorch has it: {@code buffer = momentum buffer + g; w = w - rate buffer}. */
  public static void momentum(
      float rate, float momentum, float[] g, float[] buffer, float[] w, int offset, int length) {
    check(g, "g", w, offset, length);
    check(buffer, "buffer", w, offset, length);
    distinct(g, "g", buffer, "buffer");
    KERNELS.momentum(rate, momentum, g, buffer, w, offset, length);
  }

  /**
   * RMSprop (Tieleman and Hinton, 2012): {@code v = decay v + (1 - decay) g^2; w = w - rate g /
   * (sqrt(v) + epsilon)}. A moment below 2^-126 becomes 0, and so does a share {@code (1 - decay)
   * g^2}.
   */
  public static void rmsProp(
      float rate,
      float decay,
      float epsilon,
      float[] g,
      float[] v,
      float[] w,
      int offset,
      int length) {
    check(g, "g", w, offset, length);
    check(v, "v", w, offset, length);
    distinct(g, "g", v, "v");
    KERNELS.rmsProp(rate, decay, epsilon, g, v, w, offset, length);
  }

  /**
   * Adam (Kingma and Ba, 2015): {@code m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2;
   * w = w - rate m / (sqrt(v) rootScale + epsilon)}. The caller puts the bias corrections of step k
   * into {@code rate = lr / (1 - beta1^k)} and {@code rootScale = 1 / sqrt(1 - beta2^k)}. A moment
   * below 2^-126 becomes 0, and so does a share {@code (1 - beta2) g^2}.
   */
  public static void adam(
      float rate,
      float rootScale,
      float beta1,
      float beta2,
      float epsilon,
      float[] g,
      float[] m,
      float[] v,
      float[] w,
      int offset,
      int length) {
    check(g, "g", w, offset, length);
    check(m, "m", w, offset, length);
    check(v, "v", w, offset, length);
    distinct(g, "g", m, "m");
    distinct(g, "g", v, "v");
    distinct(m, "m", v, "v");
    KERNELS.adam(rate, rootScale, beta1, beta2, epsilon, g, m, v, w, offset, length);
  }

  private static void check(float[] array, String name, float[] w, int offset, int length) {
    range(array, offset, length, name);
    range(w, offset, length, "w");
    distinct(array, name, w, "w");
  }

  private static void distinct(float[] a, String aName, float[] b, String bName) {
    if (notNull(a, aName) == b) {
      throw new IllegalArgumentException(aName + " and " + bName + ": must be different arrays");
    }
  }
}
