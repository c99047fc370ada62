package io.vecurrent.kernels.spi;

/**
 * The element-wise part of gated recurrent cells. {@code gates} holds rows of {@code length}
 * floats, {@code distance} apart; results smaller in size than {@code threshold} become +0.
 */
public interface GateKernels {
  /** Gates i, f, o, g, activated: {@code c' = i g + f c; h' = o tanh c'}. */
  void lstm(
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
      float threshold);

  /**
   * Replaces i, f, o, g by the gradients of their pre-activations, and the gradient of c' by that
   * of c; {@code dh} is the gradient of h'.
   */
  void lstmGradient(
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
      float threshold);

  /**
   * Rows n, r, z, hn; r and z activated: {@code n = tanh(n + r hn)}, kept, and {@code h' = (1 - z)
   * n + z h}.
   */
  void gru(
      float[] gates,
      int gatesOffset,
      int distance,
      float[] h,
      int hOffset,
      float[] hNext,
      int hNextOffset,
      int length,
      float threshold);

  /**
   * Replaces n, r, z, hn by the gradients of their pre-activations, and adds {@code z dhNext} to
   * {@code dh}; {@code dhNext} is the gradient of h'.
   */
  void gruGradient(
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
      float threshold);
}
