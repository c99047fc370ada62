package io.vecurrent.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.support.Canvas;
import io.vecurrent.kernels.support.Reference;
import io.vecurrent.kernels.support.Rng;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The optimisers' rules against their formulas, bit by bit, over several steps. */
class UpdatesTest {
  private static final int STEPS = 3;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sgd(boolean anything) {
    Rng rng = new Rng(4000);
    for (int length : Reference.lengths()) {
      int offset = length % 5;
      Canvas g = Canvas.of(values(rng, length, anything), offset);
      Canvas w = Canvas.of(values(rng, length, anything), offset);
      float[] expected = w.values();
      for (int step = 0; step < STEPS; step++) {
        for (int i = 0; i < length; i++) {
          expected[i] = Reference.fma(-0.1f, g.values()[i], expected[i]);
        }
        Updates.sgd(0.1f, g.array(), w.array(), offset, length);
      }
      w.assertHolds(expected, length + ", " + rng);
      g.assertUnchanged(length + ", " + rng);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void momentum(boolean anything) {
    Rng rng = new Rng(4100);
    for (int length : Reference.lengths()) {
      int offset = length % 5;
      Canvas g = Canvas.of(values(rng, length, anything), offset);
      Canvas buffer = Canvas.of(values(rng, length, anything), offset);
      Canvas w = Canvas.of(values(rng, length, anything), offset);
      float[] b = buffer.values();
      float[] expected = w.values();
      for (int step = 0; step < STEPS; step++) {
        for (int i = 0; i < length; i++) {
          b[i] = normal(Reference.fma(0.9f, b[i], g.values()[i]));
          expected[i] = Reference.fma(-0.1f, b[i], expected[i]);
        }
        Updates.momentum(0.1f, 0.9f, g.array(), buffer.array(), w.array(), offset, length);
      }
      w.assertHolds(expected, length + ", " + rng);
      buffer.assertHolds(b, length + ", " + rng);
      g.assertUnchanged(length + ", " + rng);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rmsProp(boolean anything) {
    Rng rng = new Rng(4200);
    for (int length : Reference.lengths()) {
      int offset = length % 5;
      Canvas g = Canvas.of(values(rng, length, anything), offset);
      Canvas v = Canvas.of(squares(rng, length, anything), offset);
      Canvas w = Canvas.of(values(rng, length, anything), offset);
      float[] square = v.values();
      float[] expected = w.values();
      for (int step = 0; step < STEPS; step++) {
        for (int i = 0; i < length; i++) {
          float gradient = g.values()[i];
          square[i] =
              normal(Reference.fma(0.99f, square[i], normal((1f - 0.99f) * gradient * gradient)));
          float root = (float) Math.sqrt(square[i]) + 1e-8f;
          expected[i] = Reference.fma(-0.01f, gradient / root, expected[i]);
        }
        Updates.rmsProp(0.01f, 0.99f, 1e-8f, g.array(), v.array(), w.array(), offset, length);
      }
      w.assertHolds(expected, length + ", " + rng);
      v.assertHolds(square, length + ", " + rng);
      g.assertUnchanged(length + ", " + rng);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void adam(boolean anything) {
    Rng rng = new Rng(4300);
    for (int length : Reference.lengths()) {
      int offset = length % 5;
      Canvas g = Canvas.of(values(rng, length, anything), offset);
      Canvas m = Canvas.of(values(rng, length, anything), offset);
      Canvas v = Canvas.of(squares(rng, length, anything), offset);
      Canvas w = Canvas.of(values(rng, length, anything), offset);
      float[] mean = m.values();
      float[] square = v.values();
      float[] expected = w.values();
      for (int step = 1; step <= STEPS; step++) {
        float rate = 1e-3f / (1f - (float) Math.pow(0.9, step));
        float rootScale = (float) (1 / Math.sqrt(1 - Math.pow(0.999, step)));
        for (int i = 0; i < length; i++) {
          float gradient = g.values()[i];
          mean[i] = normal(Reference.fma(0.9f, mean[i], (1f - 0.9f) * gradient));
          square[i] =
              normal(Reference.fma(0.999f, square[i], normal((1f - 0.999f) * gradient * gradient)));
          float root = Reference.fma((float) Math.sqrt(square[i]), rootScale, 1e-8f);
          expected[i] = Reference.fma(-rate, mean[i] / root, expected[i]);
        }
        Updates.adam(
            rate, rootScale, 0.9f, 0.999f, 1e-8f, g.array(), m.array(), v.array(), w.array(),
            offset, length);
      }
      w.assertHolds(expected, length + ", " + rng);
      m.assertHolds(mean, length + ", " + rng);
      v.assertHolds(square, length + ", " + rng);
      g.assertUnchanged(length + ", " + rng);
    }
  }

  /** Moments that have decayed to denormal numbers are 0. */
  private static float normal(float x) {
    return Math.abs(x) < Float.MIN_NORMAL ? 0 : x;
  }

  /** The square of a gradient that would make a denormal number counts as 0, beside any moment. */
  @Test
  void aGradientTooSmallToSquareLeavesTheMoment() {
    float[] g = new float[33];
    for (int exponent = -50; exponent >= -149; exponent--) {
      Arrays.fill(g, Math.scalb(1f, exponent));
      float[] v = new float[33];
      float[] w = new float[33];
      Updates.rmsProp(1e-3f, 0.5f, 1e-8f, g, v, w, 0, 33);
      float[] expected = new float[33];
      Arrays.fill(expected, exponent < -62 ? 0 : 0.5f * g[0] * g[0]);
      assertArrayEquals(expected, v, "2^" + exponent);
      v = new float[33];
      Updates.adam(1e-3f, 1f, 0.5f, 0.5f, 1e-8f, g, new float[33], v, w, 0, 33);
      assertArrayEquals(expected, v, "2^" + exponent);
      assertTrue(w[0] < 0 || exponent < -100, "2^" + exponent);
    }
  }

  @Test
  void aMomentWithoutGradientsReachesZero() {
    float[] g = new float[20];
    float[] m = new float[20];
    float[] v = new float[20];
    float[] w = new float[20];
    Arrays.fill(m, 1f);
    Arrays.fill(v, 1f);
    for (int step = 0; step < 100_000; step++) {
      Updates.adam(1e-3f, 1f, 0.9f, 0.999f, 1e-8f, g, m, v, w, 0, 20);
    }
    assertArrayEquals(new float[20], m);
    assertArrayEquals(new float[20], v);
  }

  /** A gradient of zero and no history must not become 0 / 0. */
  @Test
  void nothingMovesWithoutAGradient() {
    for (int length : new int[] {1, 16, 37}) {
      float[] zeros = new float[length];
      Canvas w = Canvas.of(new Rng(4400).floats(length), 0);
      float[] weights = w.array();
      Updates.sgd(0.1f, zeros, weights, 0, length);
      Updates.momentum(0.1f, 0.9f, zeros, new float[length], weights, 0, length);
      Updates.rmsProp(0.1f, 0.9f, 1e-8f, zeros, new float[length], weights, 0, length);
      Updates.adam(
          0.1f,
          1f,
          0.9f,
          0.999f,
          1e-8f,
          zeros,
          new float[length],
          new float[length],
          weights,
          0,
          length);
      w.assertUnchanged("length " + length);
    }
  }

  /** Adam's first step is the rate itself, whatever the size of the gradient. */
  @Test
  void theFirstStepOfAdamHasTheSizeOfTheRate() {
    float[] g = {1e-3f, -5f, 100f};
    float[] w = new float[3];
    float rootScale = (float) (1 / Math.sqrt(1 - 0.999));
    float rate = 0.01f / (1f - 0.9f);
    Updates.adam(rate, rootScale, 0.9f, 0.999f, 1e-8f, g, new float[3], new float[3], w, 0, 3);
    for (int i = 0; i < 3; i++) {
      float step = -Math.signum(g[i]) * 0.01f;
      assertTrue(Math.abs(w[i] - step) < 1e-5f, "step " + w[i] + " for a gradient of " + g[i]);
    }
  }

  private static float[] values(Rng rng, int length, boolean anything) {
    return anything ? rng.anything(length) : rng.floats(length);
  }

  private static float[] squares(Rng rng, int length, boolean anything) {
    return anything ? rng.anything(length) : rng.floats(length, 0f, 1f);
  }
}
