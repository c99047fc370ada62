package io.vecurrent.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vecurrent.kernels.support.Canvas;
import io.vecurrent.kernels.support.Reference;
import io.vecurrent.kernels.support.Rng;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gated cells: the documented formulas in the documented order, unit by unit. */
class GatesTest {
  private static final int I = 0;
  private static final int F = 1;
  private static final int O = 2;
  private static final int G = 3;

  private static float sigmoid(float x) {
    float[] y = {x};
    Activations.sigmoid(y, 0, y, 0, 1);
    return y[0];
  }

  private static float tanh(float x) {
    float[] y = {x};
    Activations.tanh(y, 0, y, 0, 1);
    return y[0];
  }

  private static float slope(float sigmoid) {
    return sigmoid * (1f - sigmoid);
  }

  private static float tanhSlope(float tanh) {
    return Reference.fma(-tanh, tanh, 1f);
  }

  private static float flush(float x, float threshold) {
    return Math.abs(x) < threshold ? 0f : x;
  }

  /** The arrays of one call and what is to become of them. */
  private static final class Problem {
    final int length;
    final int apart;
    final float threshold;
    final Rng rng;
    final Canvas gates;
    final float[] expectedGates;
    final String context;

    Problem(int length, float threshold, boolean any) {
      this.length = length;
      this.threshold = threshold;
      rng = new Rng(6000 + length);
      apart = Math.max(1, length + length % 3);
      float[] values = any ? rng.anything(4 * length) : rng.floats(4 * length, -2f, 2f);
      gates = Canvas.rows(values, 4, length, apart, length % 4);
      expectedGates = values.clone();
      context = length + " units, threshold " + threshold + ", " + rng;
    }

    float gate(int gate, int unit) {
      return expectedGates[gate * length + unit];
    }

    void expect(int gate, int unit, float value) {
      expectedGates[gate * length + unit] = value;
    }

    Canvas vector(int offset) {
      return Canvas.of(rng.floats(length), offset);
    }
  }

  private static void lstm(Problem p, Canvas c, Canvas cNext, Canvas hNext) {
    float[] before = c.values();
    float[] cells = new float[p.length];
    float[] outputs = new float[p.length];
    for (int j = 0; j < p.length; j++) {
      for (int gate : new int[] {I, F, O}) {
        p.expect(gate, j, sigmoid(p.gate(gate, j)));
      }
      p.expect(G, j, tanh(p.gate(G, j)));
      float next = Reference.fma(p.gate(F, j), before[j], p.gate(I, j) * p.gate(G, j));
      cells[j] = flush(next, p.threshold);
      outputs[j] = flush(p.gate(O, j) * tanh(cells[j]), p.threshold);
    }
    Gates.lstm(
        p.gates.array(),
        p.gates.offset(),
        p.apart,
        c.array(),
        c.offset(),
        cNext.array(),
        cNext.offset(),
        hNext.array(),
        hNext.offset(),
        p.length,
        p.threshold);
    p.gates.assertHolds(p.expectedGates, "gates of " + p.context);
    cNext.assertHolds(cells, "c of " + p.context);
    hNext.assertHolds(outputs, "h of " + p.context);
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, 0.3f})
  void lstmStep(float threshold) {
    for (int length : Reference.lengths()) {
      for (boolean any : new boolean[] {false, true}) {
        Problem p = new Problem(length, threshold, any);
        Canvas c = p.vector(2);
        lstm(p, c, Canvas.blank(length, 1), Canvas.blank(length, 3));
        c.assertUnchanged("c before, " + p.context);
        Problem inPlace = new Problem(length, threshold, any);
        Canvas cell = inPlace.vector(0);
        lstm(inPlace, cell, cell, Canvas.blank(length, 0));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, 0.1f})
  void lstmGradient(float threshold) {
    // The last ones take more than one block of the vector back end.
    IntStream lengths =
        IntStream.concat(Arrays.stream(Reference.lengths()), IntStream.of(1025, 2100));
    for (int length : lengths.toArray()) {
      Problem p = new Problem(length, threshold, length % 2 == 1);
      Canvas c = p.vector(1);
      Canvas cNext = p.vector(2);
      Canvas dh = p.vector(3);
      Canvas dc = p.vector(0);
      float[] running = dc.values();
      for (int j = 0; j < length; j++) {
        float i = p.gate(I, j);
        float f = p.gate(F, j);
        float o = p.gate(O, j);
        float g = p.gate(G, j);
        float t = tanh(cNext.values()[j]);
        float d = dh.values()[j];
        float e = Reference.fma(d * o, tanhSlope(t), running[j]);
        p.expect(I, j, flush(e * g * slope(i), threshold));
        p.expect(F, j, flush(e * c.values()[j] * slope(f), threshold));
        p.expect(O, j, flush(d * t * slope(o), threshold));
        p.expect(G, j, flush(e * i * tanhSlope(g), threshold));
        running[j] = flush(e * f, threshold);
      }
      Gates.lstmGradient(
          p.gates.array(),
          p.gates.offset(),
          p.apart,
          c.array(),
          c.offset(),
          cNext.array(),
          cNext.offset(),
          dh.array(),
          dh.offset(),
          dc.array(),
          dc.offset(),
          length,
          threshold);
      p.gates.assertHolds(p.expectedGates, "gates of " + p.context);
      dc.assertHolds(running, "dc of " + p.context);
      for (Canvas read : new Canvas[] {c, cNext, dh}) {
        read.assertUnchanged(p.context);
      }
    }
  }

  private static void gru(Problem p, Canvas h, Canvas hNext) {
    float[] before = h.values();
    float[] after = new float[p.length];
    for (int j = 0; j < p.length; j++) {
      float r = sigmoid(p.gate(1, j));
      float z = sigmoid(p.gate(2, j));
      float n = tanh(Reference.fma(r, p.gate(3, j), p.gate(0, j)));
      p.expect(0, j, n);
      p.expect(1, j, r);
      p.expect(2, j, z);
      after[j] = flush(Reference.fma(z, before[j], (1f - z) * n), p.threshold);
    }
    Gates.gru(
        p.gates.array(),
        p.gates.offset(),
        p.apart,
        h.array(),
        h.offset(),
        hNext.array(),
        hNext.offset(),
        p.length,
        p.threshold);
    p.gates.assertHolds(p.expectedGates, "gates of " + p.context);
    hNext.assertHolds(after, "h of " + p.context);
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, 0.3f})
  void gruStep(float threshold) {
    for (int length : Reference.lengths()) {
      for (boolean any : new boolean[] {false, true}) {
        Problem p = new Problem(length, threshold, any);
        Canvas h = p.vector(2);
        gru(p, h, Canvas.blank(length, 1));
        h.assertUnchanged("h before, " + p.context);
        Problem inPlace = new Problem(length, threshold, any);
        Canvas state = inPlace.vector(0);
        gru(inPlace, state, state);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, 0.1f})
  void gruGradient(float threshold) {
    for (int length : Reference.lengths()) {
      Problem p = new Problem(length, threshold, length % 2 == 1);
      Canvas h = p.vector(1);
      Canvas dhNext = p.vector(2);
      Canvas dh = p.vector(3);
      float[] sum = dh.values();
      for (int j = 0; j < length; j++) {
        float n = p.gate(0, j);
        float r = p.gate(1, j);
        float z = p.gate(2, j);
        float d = dhNext.values()[j];
        float dn = flush(d * (1f - z) * tanhSlope(n), threshold);
        p.expect(0, j, dn);
        p.expect(1, j, flush(dn * p.gate(3, j) * slope(r), threshold));
        p.expect(2, j, flush(d * (h.values()[j] - n) * slope(z), threshold));
        p.expect(3, j, flush(dn * r, threshold));
        sum[j] = flush(Reference.fma(d, z, sum[j]), threshold);
      }
      Gates.gruGradient(
          p.gates.array(),
          p.gates.offset(),
          p.apart,
          h.array(),
          h.offset(),
          dhNext.array(),
          dhNext.offset(),
          dh.array(),
          dh.offset(),
          length,
          threshold);
      p.gates.assertHolds(p.expectedGates, "gates of " + p.context);
      dh.assertHolds(sum, "dh of " + p.context);
      h.assertUnchanged(p.context);
      dhNext.assertUnchanged(p.context);
    }
  }

  /** An update gate that is shut leaves a GRU's state as it was, bit for bit. */
  @Test
  void aShutGruKeepsItsState() {
    float[] gates = {0.3f, 0.1f, 100f, 0.7f};
    float[] h = {0.123456f};
    Gates.gru(gates, 0, 1, h, 0, h, 0, 1, 0f);
    assertEquals(0.123456f, h[0]);
  }
}
