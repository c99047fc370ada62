package io.vecurrent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The element-wise part of gated cells on a positive multiple of {@link Lanes#COUNT} units. Each
 * loop has at most tanh and a few operations more. With more around it the graph is so large that
 * C2 puts off inlining where it can't prune much of the Vector API (NodeCountInliningCutoff), no
 * longer knows the class of what it stores, and the loop allocates for ever: now and then on a busy
 * machine, mostly with {@code -XX:-TieredCompilation} (JDK 17). The longest ones therefore cast
 * what they store last.
 */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class GateLoops extends NotInlined {
  private GateLoops() {}

  /** c' = f c + i g. */
  static void lstmCell(
      float[] gates,
      int gatesOffset,
      int distance,
      float[] c,
      int cOffset,
      float[] cNext,
      int cNextOffset,
      int length,
      float threshold) {
    int forget = gatesOffset + distance;
    int candidate = forget + 2 * distance;
    for (int j = 0; j < length; j += Lanes.COUNT) {
      FloatVector i = FloatVector.fromArray(Lanes.SPECIES, gates, gatesOffset + j);
      FloatVector f = FloatVector.fromArray(Lanes.SPECIES, gates, forget + j);
      FloatVector g = FloatVector.fromArray(Lanes.SPECIES, gates, candidate + j);
      FloatVector next = f.fma(FloatVector.fromArray(Lanes.SPECIES, c, cOffset + j), i.mul(g));
      next.blend(0f, next.abs().compare(VectorOperators.LT, threshold))
          .intoArray(cNext, cNextOffset + j);
    }
  }

  /** h = o tanh(c'). */
  static void lstmOutput(
      float[] gates,
      int outputOffset,
      float[] cNext,
      int cNextOffset,
      float[] hNext,
      int hNextOffset,
      int length,
      float threshold) {
    for (int j = 0; j < length; j += Lanes.COUNT) {
      FloatVector o = FloatVector.fromArray(Lanes.SPECIES, gates, outputOffset + j);
      FloatVector c = FloatVector.fromArray(Lanes.SPECIES, cNext, cNextOffset + j);
      FloatVector h = o.mul(VectorMath.tanh(c));
      h = h.blend(0f, h.abs().compare(VectorOperators.LT, threshold));
      Lanes.CLASS.cast(h).intoArray(hNext, hNextOffset + j);
    }
  }

  /** The output gate, and what c' gets: {@code t} holds tanh(c'), and in the end that gradient. */
  static void lstmOutputGradient(
      float[] gates,
      int outputOffset,
      float[] t,
      int tOffset,
      float[] dh,
      int dhOffset,
      float[] dc,
      int dcOffset,
      int length,
      float threshold) {
    FloatVector one = FloatVector.broadcast(Lanes.SPECIES, 1f);
    for (int j = 0; j < length; j += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.SPECIES, t, tOffset + j);
      FloatVector d = FloatVector.fromArray(Lanes.SPECIES, dh, dhOffset + j);
      FloatVector o = FloatVector.fromArray(Lanes.SPECIES, gates, outputOffset + j);
      d.mul(o)
          .fma(v.neg().fma(v, one), FloatVector.fromArray(Lanes.SPECIES, dc, dcOffset + j))
          .intoArray(t, tOffset + j);
      FloatVector x = d.mul(v).mul(o.mul(one.sub(o)));
      x.blend(0f, x.abs().compare(VectorOperators.LT, threshold))
          .intoArray(gates, outputOffset + j);
    }
  }

  /** The other gates and c: {@code e} holds the gradient of c'. */
  static void lstmCellGradient(
      float[] gates,
      int gatesOffset,
      int distance,
      float[] c,
      int cOffset,
      float[] e,
      int eOffset,
      float[] dc,
      int dcOffset,
      int length,
      float threshold) {
    int forget = gatesOffset + distance;
    int candidate = forget + 2 * distance;
    FloatVector one = FloatVector.broadcast(Lanes.SPECIES, 1f);
    for (int j = 0; j < length; j += Lanes.COUNT) {
      FloatVector d = FloatVector.fromArray(Lanes.SPECIES, e, eOffset + j);
      FloatVector f = FloatVector.fromArray(Lanes.SPECIES, gates, forget + j);
      FloatVector x =
          d.mul(FloatVector.fromArray(Lanes.SPECIES, c, cOffset + j)).mul(f.mul(one.sub(f)));
      x.blend(0f, x.abs().compare(VectorOperators.LT, threshold)).intoArray(gates, forget + j);
      x = d.mul(f);
      x.blend(0f, x.abs().compare(VectorOperators.LT, threshold)).intoArray(dc, dcOffset + j);

      FloatVector i = FloatVector.fromArray(Lanes.SPECIES, gates, gatesOffset + j);
      FloatVector g = FloatVector.fromArray(Lanes.SPECIES, gates, candidate + j);
      x = d.mul(g).mul(i.mul(one.sub(i)));
      x.blend(0f, x.abs().compare(VectorOperators.LT, threshold)).intoArray(gates, gatesOffset + j);
      x = d.mul(i).mul(g.neg().fma(g, one));
      x = x.blend(0f, x.abs().compare(VectorOperators.LT, threshold));
      Lanes.CLASS.cast(x).intoArray(gates, candidate + j);
    }
  }

  /** n = tanh(n + r hn), which replaces its pre-activation. */
  static void gruCandidate(float[] gates, int gatesOffset, int distance, int length) {
    int reset = gatesOffset + distance;
    int recurrent = reset + 2 * distance;
    for (int j = 0; j < length; j += Lanes.COUNT) {
      FloatVector r = FloatVector.fromArray(Lanes.SPECIES, gates, reset + j);
      FloatVector hn = FloatVector.fromArray(Lanes.SPECIES, gates, recurrent + j);
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, gates, gatesOffset + j);
      Lanes.CLASS.cast(VectorMath.tanh(r.fma(hn, x))).intoArray(gates, gatesOffset + j);
    }
  }

  /** h' = z h + (1 - z) n. */
  static void gruState(
      float[] gates,
      int gatesOffset,
      int distance,
      float[] h,
      int hOffset,
      float[] hNext,
      int hNextOffset,
      int length,
      float threshold) {
    int update = gatesOffset + 2 * distance;
    FloatVector one = FloatVector.broadcast(Lanes.SPECIES, 1f);
    for (int j = 0; j < length; j += Lanes.COUNT) {
      FloatVector n = FloatVector.fromArray(Lanes.SPECIES, gates, gatesOffset + j);
      FloatVector z = FloatVector.fromArray(Lanes.SPECIES, gates, update + j);
      FloatVector y =
          z.fma(FloatVector.fromArray(Lanes.SPECIES, h, hOffset + j), one.sub(z).mul(n));
      y.blend(0f, y.abs().compare(VectorOperators.LT, threshold)).intoArray(hNext, hNextOffset + j);
    }
  }

  /** h, the update gate and the candidate, whose gradient replaces it. */
  static void gruStateGradient(
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
    int update = gatesOffset + 2 * distance;
    FloatVector one = FloatVector.broadcast(Lanes.SPECIES, 1f);
    for (int j = 0; j < length; j += Lanes.COUNT) {
      FloatVector n = FloatVector.fromArray(Lanes.SPECIES, gates, gatesOffset + j);
      FloatVector z = FloatVector.fromArray(Lanes.SPECIES, gates, update + j);
      FloatVector d = FloatVector.fromArray(Lanes.SPECIES, dhNext, dhNextOffset + j);
      FloatVector x = d.fma(z, FloatVector.fromArray(Lanes.SPECIES, dh, dhOffset + j));
      x.blend(0f, x.abs().compare(VectorOperators.LT, threshold)).intoArray(dh, dhOffset + j);
      x = d.mul(FloatVector.fromArray(Lanes.SPECIES, h, hOffset + j).sub(n)).mul(z.mul(one.sub(z)));
      x.blend(0f, x.abs().compare(VectorOperators.LT, threshold)).intoArray(gates, update + j);
      x = d.mul(one.sub(z)).mul(n.neg().fma(n, one));
      x.blend(0f, x.abs().compare(VectorOperators.LT, threshold)).intoArray(gates, gatesOffset + j);
    }
  }

  /** The reset gate and the candidate's recurrent product; the candidate holds its gradient. */
  static void gruResetGradient(
      float[] gates, int gatesOffset, int distance, int length, float threshold) {
    int reset = gatesOffset + distance;
    int recurrent = reset + 2 * distance;
    FloatVector one = FloatVector.broadcast(Lanes.SPECIES, 1f);
    for (int j = 0; j < length; j += Lanes.COUNT) {
      FloatVector dn = FloatVector.fromArray(Lanes.SPECIES, gates, gatesOffset + j);
      FloatVector r = FloatVector.fromArray(Lanes.SPECIES, gates, reset + j);
      FloatVector hn = FloatVector.fromArray(Lanes.SPECIES, gates, recurrent + j);
      FloatVector x = dn.mul(hn).mul(r.mul(one.sub(r)));
      x.blend(0f, x.abs().compare(VectorOperators.LT, threshold)).intoArray(gates, reset + j);
      x = dn.mul(r);
      x.blend(0f, x.abs().compare(VectorOperators.LT, threshold)).intoArray(gates, recurrent + j);
    }
  }
}
