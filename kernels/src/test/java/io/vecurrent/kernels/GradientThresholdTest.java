package io.vecurrent.kernels;

import io.vecurrent.kernels.support.Bits;
import io.vecurrent.kernels.support.Canvas;
import io.vecurrent.kernels.support.Reference;
import io.vecurrent.kernels.support.Rng;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that flush small results: the plain function, then {@code flushBelow}. */
class GradientThresholdTest {
  private static final float NAN = Float.NaN;

  private enum Gradient {
    TANH,
    RELU;

    void apply(Canvas y, Canvas g, Canvas dst, int length, float threshold) {
      float[] ys = y.array();
      float[] gs = g.array();
      float[] to = dst.array();
      if (this == TANH) {
        Activations.tanhGradient(
            ys, y.offset(), gs, g.offset(), to, dst.offset(), length, threshold);
      } else {
        Activations.reluGradient(
            ys, y.offset(), gs, g.offset(), to, dst.offset(), length, threshold);
      }
    }

    float[] expected(float[] y, float[] g, float threshold) {
      float[] result = new float[y.length];
      for (int i = 0; i < y.length; i++) {
        float plain = this == TANH ? g[i] * Reference.fma(-y[i], y[i], 1f) : y[i] <= 0 ? 0f : g[i];
        result[i] = Math.abs(plain) < threshold ? 0f : plain;
      }
      return result;
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, Float.MIN_VALUE, Float.MIN_NORMAL, 1e-30f, 0.5f, Float.MAX_VALUE})
  void everyLength(float threshold) {
    Rng rng = new Rng(2100);
    for (Gradient function : Gradient.values()) {
      for (int length : Reference.lengths()) {
        for (boolean any : new boolean[] {false, true}) {
          Canvas y = Canvas.of(any ? rng.anything(length) : rng.floats(length), length % 3);
          float[] values = any ? rng.anything(length) : rng.floats(length, -2f, 2f);
          Canvas g = Canvas.of(values, length % 5);
          float[] expected = function.expected(y.values(), values, threshold);
          String context = function + " " + length + ", " + rng;

          Canvas dst = Canvas.blank(length, length % 4);
          function.apply(y, g, dst, length, threshold);
          dst.assertHolds(expected, context);
          y.assertUnchanged(context);
          g.assertUnchanged(context);

          Canvas copy = Canvas.of(y.values(), 2);
          function.apply(copy, g, copy, length, threshold);
          copy.assertHolds(expected, "into y, " + context);
          function.apply(y, g, g, length, threshold);
          g.assertHolds(expected, "into the gradient, " + context);
        }
      }
    }
  }

  /** Element by element the function without a threshold, then with one, of any values. */
  @ParameterizedTest
  @ValueSource(floats = {0f, Float.MIN_VALUE, Float.MIN_NORMAL, 1e-30f, 0.5f, Float.MAX_VALUE})
  void functionsOfEveryLength(float threshold) {
    Rng rng = new Rng(2300);
    for (int length : Reference.lengths()) {
      float[] values = rng.anything(length);
      String context = length + ", " + rng;
      float[] tanh = new float[length];
      Activations.tanh(values, 0, tanh, 0, length);
      Canvas x = Canvas.of(values, length % 3);
      Canvas dst = Canvas.blank(length, length % 4);
      Activations.tanh(x.array(), x.offset(), dst.array(), dst.offset(), length, threshold);
      dst.assertHolds(flushed(tanh, threshold), "tanh " + context);
      float[] relu = new float[length];
      Activations.relu(values, 0, relu, 0, length);
      Activations.relu(x.array(), x.offset(), dst.array(), dst.offset(), length, threshold);
      dst.assertHolds(flushed(relu, threshold), "relu " + context);
      x.assertUnchanged(context);
      Activations.tanh(x.array(), x.offset(), x.array(), x.offset(), length, threshold);
      x.assertHolds(flushed(tanh, threshold), "tanh in place " + context);
      Canvas y = Canvas.of(values, 1);
      Activations.relu(y.array(), 1, y.array(), 1, length, threshold);
      y.assertHolds(flushed(relu, threshold), "relu in place " + context);
    }
  }

  /** Around each threshold, where the argument decides as the result does. */
  @ParameterizedTest
  @ValueSource(floats = {0x1p-126f, 0x1p-50f, 1e-10f, 0x1p-30f, 0x1.2p-30f, 0x1p-13f, 0.1f})
  void tanhAtTheBorder(float threshold) {
    float[] values = new float[256];
    for (int i = 0; i < values.length; i++) {
      float x = Float.intBitsToFloat(Float.floatToIntBits(threshold) + i / 2 - 64);
      values[i] = i % 2 == 0 ? x : -x;
    }
    float[] plain = new float[values.length];
    Activations.tanh(values, 0, plain, 0, values.length);
    Activations.tanh(values, 0, values, 0, values.length, threshold);
    Bits.assertSame(flushed(plain, threshold), values, "threshold " + threshold);
  }

  private static float[] flushed(float[] values, float threshold) {
    float[] result = values.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] = Math.abs(result[i]) < threshold ? 0f : result[i];
    }
    return result;
  }

  /** With 0, nothing is small: the bits of the method without a threshold, -0 and all. */
  @Test
  void thresholdZeroChangesNothing() {
    Rng rng = new Rng(2200);
    float[] y = rng.anything(1003);
    float[] g = rng.anything(1003);
    float[] plain = new float[1003];
    float[] flushed = new float[1003];
    Activations.tanhGradient(y, 0, g, 0, plain, 0, 1003);
    Activations.tanhGradient(y, 0, g, 0, flushed, 0, 1003, 0f);
    Bits.assertSame(plain, flushed, "tanh, " + rng);
    Activations.reluGradient(y, 0, g, 0, plain, 0, 1003);
    Activations.reluGradient(y, 0, g, 0, flushed, 0, 1003, 0f);
    Bits.assertSame(plain, flushed, "relu, " + rng);
  }

  /** The threshold itself stays; below it even a negative number becomes +0; NaN stays NaN. */
  @Test
  void exactly() {
    float[] gradients = {0.5f, -0.5f, 0.49f, -0.49f, -0f, NAN, -7f};
    float[] expected = {0.5f, -0.5f, 0f, 0f, 0f, NAN, -7f};
    for (int copies : new int[] {1, 16}) {
      for (int i = 0; i < gradients.length; i++) {
        float[] dst = new float[copies];
        float[] g = filled(gradients[i], copies);
        Activations.tanhGradient(filled(0f, copies), 0, g, 0, dst, 0, copies, 0.5f);
        Bits.assertSame(filled(expected[i], copies), dst, "tanh, " + gradients[i]);
        Activations.reluGradient(filled(1f, copies), 0, g, 0, dst, 0, copies, 0.5f);
        Bits.assertSame(filled(expected[i], copies), dst, "relu, " + gradients[i]);
        Activations.reluGradient(filled(-0f, copies), 0, g, 0, dst, 0, copies, 0.5f);
        Bits.assertSame(new float[copies], dst, "relu at -0, " + gradients[i]);
      }
    }
  }

  private static float[] filled(float value, int count) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }
}
