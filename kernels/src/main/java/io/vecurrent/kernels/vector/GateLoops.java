package io.vecurrent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The element-wise part of gated cells on a positive multiple of {@link Lanes#COUNT} units. */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class GateLoops extends NotInlined {
  private GateLoops() {}

  static void lstm(
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
    int forget = gatesOffset + distance;
    int output = forget + distance;
    int candidate = output + distance;
    for (int j = 0; j < length; j += Lanes.COUNT) {
      FloatVector i = FloatVector.fromArray(Lanes.SPECIES, gates, gatesOffset + j);
      FloatVector f = FloatVector.fromArray(Lanes.SPECIES, gates, forget + j);
      FloatVector g = FloatVector.fromArray(Lanes.SPECIES, gates, candidate + j);
      FloatVector next = f.fma(FloatVector.fromArray(Lanes.SPECIES, c, cOffset + j), i.mul(g));
      next = next.blend(0f, next.abs().compare(VectorOperators.LT, threshold));
      next.intoArray(cNext, cNextOffset + j);
      FloatVector o = FloatVector.fromArray(Lanes.SPECIES, gates, output + j);
      FloatVector y = o.mul(VectorMath.tanh(next));
      y.blend(0f, y.abs().compare(VectorOperators.LT, threshold)).intoArray(hNext, hNextOffset + j);
    }
  }

  static void lstmGradient(
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
    int forget = gatesOffset + distance;
    int output = forget + distance;
    int candidate = output + distance;
    FloatVector one = FloatVector.broadcast(Lanes.SPECIES, 1f);
    for (int j = 0; j < length; j += Lanes.COUNT) {
      FloatVector t = VectorMath.tanh(FloatVector.fromArray(Lanes.SPECIES, cNext, cNextOffset + j));
      FloatVector d = FloatVector.fromArray(Lanes.SPECIES, dh, dhOffset + j);
      FloatVector o = FloatVector.fromArray(Lanes.SPECIES, gates, output + j);
      FloatVector e =
          d.mul(o).fma(t.neg().fma(t, one), FloatVector.fromArray(Lanes.SPECIES, dc, dcOffset + j));
      FloatVector x = d.mul(t).mul(o.mul(one.sub(o)));
      x.blend(0f, x.abs().compare(VectorOperators.LT, threshold)).intoArray(gates, output + j);

      FloatVector f = FloatVector.fromArray(Lanes.SPECIES, gates, forget + j);
      x = e.mul(FloatVector.fromArray(Lanes.SPECIES, c, cOffset + j)).mul(f.mul(one.sub(f)));
      x.blend(0f, x.abs().compare(VectorOperators.LT, threshold)).intoArray(gates, forget + j);
      x = e.mul(f);
      x.blend(0f, x.abs().compare(VectorOperators.LT, threshold)).intoArray(dc, dcOffset + j);

      FloatVector i = FloatVector.fromArray(Lanes.SPECIES, gates, gatesOffset + j);
      FloatVector g = FloatVector.fromArray(Lanes.SPECIES, gates, candidate + j);
      x = e.mul(g).mul(i.mul(one.sub(i)));
      x.blend(0f, x.abs().compare(VectorOperators.LT, threshold)).intoArray(gates, gatesOffset + j);
      x = e.mul(i).mul(g.neg().fma(g, one));
      x.blend(0f, x.abs().compare(VectorOperators.LT, threshold)).intoArray(gates, candidate + j);
    }
  }

  static void gru(
      float[] gates,
      int gatesOffset,
      int distance,
      float[] h,
      int hOffset,
      float[] hNext,
      int hNextOffset,
      int length,
      float threshold) {
    int reset = gatesOffset + distance;
    int update = reset + distance;
    int recurrent = update + distance;
    FloatVector one = FloatVector.broadcast(Lanes.SPECIES, 1f);
    for (int j = 0; j < length; j += Lanes.COUNT) {
      FloatVector r = FloatVector.fromArray(Lanes.SPECIES, gates, reset + j);
      FloatVector hn = FloatVector.fromArray(Lanes.SPECIES, gates, recurrent + j);
      FloatVector n =
          VectorMath.tanh(r.fma(hn, FloatVector.fromArray(Lanes.SPECIES, gates, gatesOffset + j)));
      n.intoArray(gates, gatesOffset + j);
      FloatVector z = FloatVector.fromArray(Lanes.SPECIES, gates, update + j);
      FloatVector y =
          z.fma(FloatVector.fromArray(Lanes.SPECIES, h, hOffset + j), one.sub(z).mul(n));
      y.blend(0f, y.abs().compare(VectorOperators.LT, threshold)).intoArray(hNext, hNextOffset + j);
    }
  }

  static void gruGradient(
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
    int reset = gatesOffset + distance;
    int update = reset + distance;
    int recurrent = update + distance;
    FloatVector one = FloatVector.broadcast(Lanes.SPECIES, 1f);
    for (int j = 0; j < length; j += Lanes.COUNT) {
      FloatVector n = FloatVector.fromArray(Lanes.SPECIES, gates, gatesOffset + j);
      FloatVector z = FloatVector.fromArray(Lanes.SPECIES, gates, update + j);
      FloatVector d = FloatVector.fromArray(Lanes.SPECIES, dhNext, dhNextOffset + j);
      FloatVector x = d.fma(z, FloatVector.fromArray(Lanes.SPECIES, dh, dhOffset + j));
      x.blend(0f, x.abs().compare(VectorOperators.LT, threshold)).intoArray(dh, dhOffset + j);
      x = d.mul(FloatVector.fromArray(Lanes.SPECIES, h, hOffset + j).sub(n)).mul(z.mul(one.sub(z)));
      x.blend(0f, x.abs().compare(VectorOperators.LT, threshold)).intoArray(gates, update + j);

      FloatVector dn = d.mul(one.sub(z)).mul(n.neg().fma(n, one));
      dn = dn.blend(0f, dn.abs().compare(VectorOperators.LT, threshold));
      dn.intoArray(gates, gatesOffset + j);
      FloatVector r = FloatVector.fromArray(Lanes.SPECIES, gates, reset + j);
      FloatVector hn = FloatVector.fromArray(Lanes.SPECIES, gates, recurrent + j);
      x = dn.mul(hn).mul(r.mul(one.sub(r)));
      x.blend(0f, x.abs().compare(VectorOperators.LT, threshold)).intoArray(gates, reset + j);
      x = dn.mul(r);
      x.blend(0f, x.abs().compare(VectorOperators.LT, threshold)).intoArray(gates, recurrent + j);
    }
  }
}
