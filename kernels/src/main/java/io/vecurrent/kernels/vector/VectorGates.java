package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.scalar.ScalarKernels;
import io.vecurrent.kernels.spi.ActivationKernels;
import io.vecurrent.kernels.spi.GateKernels;

/**
 * The element-wise part of gated cells: whole vectors in {@link GateLoops}, the rest scalar. What
 * takes several passes calls each by way of a method here, lest C2 inline them all into one ({@link
 * NotInlined}).
 */
final class VectorGates implements GateKernels {
  /** Units whose tanh the {@link Scratch} holds at a time. */
  private static final int BLOCK = 1024;

  private static final ActivationKernels ACTIVATIONS = new VectorActivations();

  private static final GateKernels SCALAR = new ScalarKernels().gates();

  @Override
  public void lstm(
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
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      int output = gatesOffset + 2 * distance;
      lstmCell(gates, gatesOffset, distance, c, cOffset, cNext, cNextOffset, whole, threshold);
      lstmOutput(gates, output, cNext, cNextOffset, hNext, hNextOffset, whole, threshold);
    }
    if (whole < length) {
      SCALAR.lstm(
          gates,
          gatesOffset + whole,
          distance,
          c,
          cOffset + whole,
          cNext,
          cNextOffset + whole,
          hNext,
          hNextOffset + whole,
          length - whole,
          threshold);
    }
  }

  @Override
  public void lstmGradient(
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
    int whole = Lanes.SPECIES.loopBound(length);
    int output = gatesOffset + 2 * distance;
    float[] t = Scratch.get();
    for (int j = 0; j < whole; j += BLOCK) {
      int some = Math.min(BLOCK, whole - j);
      ACTIVATIONS.tanh(cNext, cNextOffset + j, t, Scratch.ROWS, some, 0f);
      lstmOutputGradient(gates, output + j, t, dh, dhOffset + j, dc, dcOffset + j, some, threshold);
      lstmCellGradient(
          gates, gatesOffset + j, distance, c, cOffset + j, t, dc, dcOffset + j, some, threshold);
    }
    if (whole < length) {
      SCALAR.lstmGradient(
          gates,
          gatesOffset + whole,
          distance,
          c,
          cOffset + whole,
          cNext,
          cNextOffset + whole,
          dh,
          dhOffset + whole,
          dc,
          dcOffset + whole,
          length - whole,
          threshold);
    }
  }

  @Override
  public void gru(
      float[] gates,
      int gatesOffset,
      int distance,
      float[] h,
      int hOffset,
      float[] hNext,
      int hNextOffset,
      int length,
      float threshold) {
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      gruCandidate(gates, gatesOffset, distance, whole);
      gruState(gates, gatesOffset, distance, h, hOffset, hNext, hNextOffset, whole, threshold);
    }
    if (whole < length) {
      SCALAR.gru(
          gates,
          gatesOffset + whole,
          distance,
          h,
          hOffset + whole,
          hNext,
          hNextOffset + whole,
          length - whole,
          threshold);
    }
  }

  @Override
  public void gruGradient(
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
    int whole = Lanes.SPECIES.loopBound(length);
    if (whole > 0) {
      gruStateGradient(
          gates,
          gatesOffset,
          distance,
          h,
          hOffset,
          dhNext,
          dhNextOffset,
          dh,
          dhOffset,
          whole,
          threshold);
      gruResetGradient(gates, gatesOffset, distance, whole, threshold);
    }
    if (whole < length) {
      SCALAR.gruGradient(
          gates,
          gatesOffset + whole,
          distance,
          h,
          hOffset + whole,
          dhNext,
          dhNextOffset + whole,
          dh,
          dhOffset + whole,
          length - whole,
          threshold);
    }
  }

  private static void lstmCell(
      float[] gates,
      int gatesOffset,
      int distance,
      float[] c,
      int cOffset,
      float[] cNext,
      int cNextOffset,
      int length,
      float threshold) {
    GateLoops.lstmCell(
        gates, gatesOffset, distance, c, cOffset, cNext, cNextOffset, length, threshold);
  }

  private static void lstmOutput(
      float[] gates,
      int outputOffset,
      float[] cNext,
      int cNextOffset,
      float[] hNext,
      int hNextOffset,
      int length,
      float threshold) {
    GateLoops.lstmOutput(
        gates, outputOffset, cNext, cNextOffset, hNext, hNextOffset, length, threshold);
  }

  private static void lstmOutputGradient(
      float[] gates,
      int outputOffset,
      float[] t,
      float[] dh,
      int dhOffset,
      float[] dc,
      int dcOffset,
      int length,
      float threshold) {
    GateLoops.lstmOutputGradient(
        gates, outputOffset, t, Scratch.ROWS, dh, dhOffset, dc, dcOffset, length, threshold);
  }

  private static void lstmCellGradient(
      float[] gates,
      int gatesOffset,
      int distance,
      float[] c,
      int cOffset,
      float[] e,
      float[] dc,
      int dcOffset,
      int length,
      float threshold) {
    GateLoops.lstmCellGradient(
        gates, gatesOffset, distance, c, cOffset, e, Scratch.ROWS, dc, dcOffset, length, threshold);
  }

  private static void gruCandidate(float[] gates, int gatesOffset, int distance, int length) {
    GateLoops.gruCandidate(gates, gatesOffset, distance, length);
  }

  private static void gruState(
      float[] gates,
      int gatesOffset,
      int distance,
      float[] h,
      int hOffset,
      float[] hNext,
      int hNextOffset,
      int length,
      float threshold) {
    GateLoops.gruState(
        gates, gatesOffset, distance, h, hOffset, hNext, hNextOffset, length, threshold);
  }

  private static void gruStateGradient(
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
    GateLoops.gruStateGradient(
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

  private static void gruResetGradient(
      float[] gates, int gatesOffset, int distance, int length, float threshold) {
    GateLoops.gruResetGradient(gates, gatesOffset, distance, length, threshold);
  }
}
