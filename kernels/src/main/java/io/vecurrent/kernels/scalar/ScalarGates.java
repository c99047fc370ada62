package io.vecurrent.kernels.scalar;

import static io.vecurrent.kernels.scalar.Fma.fma;

import io.vecurrent.kernels.spi.GateKernels;

/** The element-wise part of gated cells, one unit at a time. */
final class ScalarGates implements GateKernels {

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
    for (int j = 0; j < length; j++) {
      int k = gatesOffset + j;
      float i = gates[k];
      float f = gates[k + distance];
      float o = gates[k + 2 * distance];
      float g = gates[k + 3 * distance];
      float next = flush(fma(f, c[cOffset + j], i * g), threshold);
      cNext[cNextOffset + j] = next;
      hNext[hNextOffset + j] = flush(o * ScalarMath.tanh(next), threshold);
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
    for (int j = 0; j < length; j++) {
      int k = gatesOffset + j;
      float i = gates[k];
      float f = gates[k + distance];
      float o = gates[k + 2 * distance];
      float g = gates[k + 3 * distance];
      float t = ScalarMath.tanh(cNext[cNextOffset + j]);
      float d = dh[dhOffset + j];
      float e = fma(d * o, fma(-t, t, 1f), dc[dcOffset + j]);
      gates[k] = flush(e * g * (i * (1f - i)), threshold);
      gates[k + distance] = flush(e * c[cOffset + j] * (f * (1f - f)), threshold);
      gates[k + 2 * distance] = flush(d * t * (o * (1f - o)), threshold);
      gates[k + 3 * distance] = flush(e * i * fma(-g, g, 1f), threshold);
      dc[dcOffset + j] = flush(e * f, threshold);
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
    for (int j = 0; j < length; j++) {
      int k = gatesOffset + j;
      float r = gates[k + distance];
      float z = gates[k + 2 * distance];
      float n = ScalarMath.tanh(fma(r, gates[k + 3 * distance], gates[k]));
      gates[k] = n;
      hNext[hNextOffset + j] = flush(fma(z, h[hOffset + j], (1f - z) * n), threshold);
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
    for (int j = 0; j < length; j++) {
      int k = gatesOffset + j;
      float n = gates[k];
      float r = gates[k + distance];
      float z = gates[k + 2 * distance];
      float hn = gates[k + 3 * distance];
      float d = dhNext[dhNextOffset + j];
      float dn = flush(d * (1f - z) * fma(-n, n, 1f), threshold);
      gates[k] = dn;
      gates[k + distance] = flush(dn * hn * (r * (1f - r)), threshold);
      gates[k + 2 * distance] = flush(d * (h[hOffset + j] - n) * (z * (1f - z)), threshold);
      gates[k + 3 * distance] = flush(dn * r, threshold);
      dh[dhOffset + j] = flush(fma(d, z, dh[dhOffset + j]), threshold);
    }
  }

  private static float flush(float x, float threshold) {
    return Math.abs(x) < threshold ? 0 : x;
  }
}
