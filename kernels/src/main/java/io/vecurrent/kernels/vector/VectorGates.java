package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.scalar.ScalarKernels;
import io.vecurrent.kernels.spi.GateKernels;

/** The element-wise part of gated cells: whole vectors in {@link GateLoops}, the rest scalar. */
final class VectorGates implements GateKernels {
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
      GateLoops.lstm(
          gates,
          gatesOffset,
          distance,
          c,
          cOffset,
          cNext,
          cNextOffset,
          hNext,
          hNextOffset,
          whole,
          threshold);
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
    if (whole > 0) {
      GateLoops.lstmGradient(
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
          whole,
          threshold);
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
      GateLoops.gru(gates, gatesOffset, distance, h, hOffset, hNext, hNextOffset, whole, threshold);
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
      GateLoops.gruGradient(
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
}
