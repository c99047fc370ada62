package io.vecurrent.kernels;

import static io.vecurrent.kernels.internal.Checks.apart;
import static io.vecurrent.kernels.internal.Checks.extent;
import static io.vecurrent.kernels.internal.Checks.notNegative;
import static io.vecurrent.kernels.internal.Checks.range;
import static io.vecurrent.kernels.internal.Checks.sameOrApart;
import static io.vecurrent.kernels.internal.Checks.strided;

import io.vecurrent.kernels.spi.ActivationKernels;
import io.vecurrent.kernels.spi.GateKernels;

/**
 * The element-wise part of one step of gated recurrent cells, and of its backward pass.
 *
 * <p>{@code gates} holds four rows of {@code length} floats, {@code distance} apart, from {@code
 * gatesOffset}; every other array {@code length} floats from its offset. Results smaller in size
 * than {@code threshold} become +0, see {@link Arithmetic#flushBelow}. Sigmoid and tanh are those
 * of {@link Activations}. All back ends and vector widths give the same bits. NaN gives NaN.
 *
 * <p>Nothing is allocated, but for 160 KiB that a thread keeps from its first call of {@code
 * lstmGradient}; the methods hold no state and may be called from many threads. An array that is
 * written must not overlap another one, but that a state may be replaced in place. Arguments are
 * checked before anything is written: null is a {@link NullPointerException}, anything else an
 * {@link IllegalArgumentException}.
 */
public final class Gates {
  private static final int ROWS = 4;
  private static final ActivationKernels ACTIVATIONS = Backend.kernels().activations();
  private static final GateKernels KERNELS = Backend.kernels().gates();

  private Gates() {}

  /**
   * The LSTM's step (Hochreiter and Schmidhuber, 1997; with the forget gate of Gers et al., 2000):
   * {@code i, f, o = sigmoid}, {@code g = tanh} of their pre-activations, which they replace;
   * {@code c' = f c + (i g)}, one fused multiply-add; {@code h' = o tanh c'}.
   *
   * @param gates pre-activations in the order i, f, o, g; the gates afterwards
   * @param c cell state before
   * @param cNext cell state after; may be c
   * @param hNext output
   * @param threshold at least 0, finite
   */
  public static void lstm(
      float[] gates,
      int gatesOffset,
      int distance,
      float[] c,
      int cOffset,
      float[] cNext,
      int cNextOffset,
      float[] hNext,
      int hNextOffset,
      int length,
      float threshold) {
    notNegative(threshold, "threshold");
    range(c, cOffset, length, "c");
    range(cNext, cNextOffset, length, "cNext");
    range(hNext, hNextOffset, length, "hNext");
    strided(gates, gatesOffset, distance, ROWS, length, "gates");
    sameOrApart(c, cOffset, "c", cNext, cNextOffset, "cNext", length);
    apart(c, cOffset, length, "c", hNext, hNextOffset, length, "hNext");
    apart(cNext, cNextOffset, length, "cNext", hNext, hNextOffset, length, "hNext");
    apartFromGates(gates, gatesOffset, distance, c, cOffset, length, "c");
    apartFromGates(gates, gatesOffset, distance, cNext, cNextOffset, length, "cNext");
    apartFromGates(gates, gatesOffset, distance, hNext, hNextOffset, length, "hNext");
    sigmoid(gates, gatesOffset, distance, 3, length);
    int g = gatesOffset + 3 * distance;
    ACTIVATIONS.tanh(gates, g, gates, g, length, 0f);
    KERNELS.lstm(
        gates,
        gatesOffset,
        distance,
        c,
        cOffset,
        cNext,
        cNextOffset,
        hNext,
        hNextOffset,
        length,
        threshold);
  }

  /**
   * The backward pass of {@link #lstm}. With {@code t = tanh c'} and {@code e = dc + (dh o) (1 -
   * t^2)}: {@code di = (e g) (i (1 - i))}, {@code df = (e c) (f (1 - f))}, {@code do = (dh t) (o (1
   * - o))}, {@code dg = (e i) (1 - g^2)}, {@code dc = e f}.
   *
   * @param gates the gates i, f, o, g; the gradients of their pre-activations afterwards
   * @param c cell state before the step
   * @param cNext cell state after it
   * @param dh gradient of the step's output
   * @param dc gradient of the cell state after the step; of the one before it afterwards
   * @param threshold at least 0, finite
   */
  public static void lstmGradient(
      float[] gates,
      int gatesOffset,
      int distance,
      float[] c,
      int cOffset,
      float[] cNext,
      int cNextOffset,
      float[] dh,
      int dhOffset,
      float[] dc,
      int dcOffset,
      int length,
      float threshold) {
    notNegative(threshold, "threshold");
    range(c, cOffset, length, "c");
    range(cNext, cNextOffset, length, "cNext");
    range(dh, dhOffset, length, "dh");
    range(dc, dcOffset, length, "dc");
    strided(gates, gatesOffset, distance, ROWS, length, "gates");
    apart(c, cOffset, length, "c", dc, dcOffset, length, "dc");
    apart(cNext, cNextOffset, length, "cNext", dc, dcOffset, length, "dc");
    apart(dh, dhOffset, length, "dh", dc, dcOffset, length, "dc");
    apartFromGates(gates, gatesOffset, distance, c, cOffset, length, "c");
    apartFromGates(gates, gatesOffset, distance, cNext, cNextOffset, length, "cNext");
    apartFromGates(gates, gatesOffset, distance, dh, dhOffset, length, "dh");
    apartFromGates(gates, gatesOffset, distance, dc, dcOffset, length, "dc");
    KERNELS.lstmGradient(
        gates,
        gatesOffset,
        distance,
        c,
        cOffset,
        cNext,
        cNextOffset,
        dh,
        dhOffset,
        dc,
        dcOffset,
        length,
        threshold);
  }

  /**
   * The GRU's step with the reset gate after the recurrent product, as in PyTorch and cuDNN (Cho et
   * al., 2014): {@code r, z = sigmoid} of their pre-activations, {@code n = tanh(n + r hn)}, all of
   * which replace them; {@code h' = (1 - z) n + z h}. Both sums are fused multiply-adds.
   *
   * @param gates rows n, r, z, hn: the candidate's input part {@code W_in x + b_in}, the
   *     pre-activations of the reset and update gate, the candidate's recurrent part {@code W_hn h
   *     + b_hn}; afterwards n, r, z, and hn as it was
   * @param h state before
   * @param hNext state after; may be h
   * @param threshold at least 0, finite
   */
  public static void gru(
      float[] gates,
      int gatesOffset,
      int distance,
      float[] h,
      int hOffset,
      float[] hNext,
      int hNextOffset,
      int length,
      float threshold) {
    notNegative(threshold, "threshold");
    range(h, hOffset, length, "h");
    range(hNext, hNextOffset, length, "hNext");
    strided(gates, gatesOffset, distance, ROWS, length, "gates");
    sameOrApart(h, hOffset, "h", hNext, hNextOffset, "hNext", length);
    apartFromGates(gates, gatesOffset, distance, h, hOffset, length, "h");
    apartFromGates(gates, gatesOffset, distance, hNext, hNextOffset, length, "hNext");
    sigmoid(gates, gatesOffset + distance, distance, 2, length);
    KERNELS.gru(gates, gatesOffset, distance, h, hOffset, hNext, hNextOffset, length, threshold);
  }

  /**
   * The backward pass of {@link #gru}, with d the gradient of h': {@code dn = (d (1 - z)) (1 -
   * n^2)}, {@code dr = (dn hn) (r (1 - r))}, {@code dz = (d (h - n)) (z (1 - z))}, {@code dhn = dn
   * r}; {@code dh += d z}, one fused multiply-add.
   *
   * @param gates rows n, r, z, hn; the gradients dn, dr, dz, dhn afterwards
   * @param h state before the step
   * @param dhNext gradient of the state after it
   * @param dh gradient of the state before it, added to; the recurrent products are yet to come
   * @param threshold at least 0, finite
   */
  public static void gruGradient(
      float[] gates,
      int gatesOffset,
      int distance,
      float[] h,
      int hOffset,
      float[] dhNext,
      int dhNextOffset,
      float[] dh,
      int dhOffset,
      int length,
      float threshold) {
    notNegative(threshold, "threshold");
    range(h, hOffset, length, "h");
    range(dhNext, dhNextOffset, length, "dhNext");
    range(dh, dhOffset, length, "dh");
    strided(gates, gatesOffset, distance, ROWS, length, "gates");
    apart(h, hOffset, length, "h", dh, dhOffset, length, "dh");
    apart(dhNext, dhNextOffset, length, "dhNext", dh, dhOffset, length, "dh");
    apartFromGates(gates, gatesOffset, distance, h, hOffset, length, "h");
    apartFromGates(gates, gatesOffset, distance, dhNext, dhNextOffset, length, "dhNext");
    apartFromGates(gates, gatesOffset, distance, dh, dhOffset, length, "dh");
    KERNELS.gruGradient(
        gates,
        gatesOffset,
        distance,
        h,
        hOffset,
        dhNext,
        dhNextOffset,
        dh,
        dhOffset,
        length,
        threshold);
  }

  /** In one call where the rows leave no gaps. */
  private static void sigmoid(float[] gates, int offset, int distance, int rows, int length) {
    if (distance == length) {
      ACTIVATIONS.sigmoid(gates, offset, gates, offset, rows * length);
      return;
    }
    for (int row = 0; row < rows; row++) {
      int at = offset + row * distance;
      ACTIVATIONS.sigmoid(gates, at, gates, at, length);
    }
  }

  private static void apartFromGates(
      float[] gates,
      int gatesOffset,
      int distance,
      float[] x,
      int offset,
      int length,
      String name) {
    long floats = extent(ROWS, distance, length);
    apart(gates, gatesOffset, floats, "gates", x, offset, length, name);
  }
}
