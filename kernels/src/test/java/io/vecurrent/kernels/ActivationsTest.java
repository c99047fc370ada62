package io.vecurrent.kernels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.scalar.ScalarMath;
import io.vecurrent.kernels.support.Bits;
import io.vecurrent.kernels.support.Canvas;
import io.vecurrent.kernels.support.Reference;
import io.vecurrent.kernels.support.Rng;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Element-wise functions and their derivatives, at every length, offset and kind of value. */
class ActivationsTest {
  private static final float INF = Float.POSITIVE_INFINITY;
  private static final float NAN = Float.NaN;

  /** Beyond what the faster loops of exp, sigmoid and log take, and at the borders of normal. */
  private static final float[] UNUSUAL = {
    NAN,
    Float.intBitsToFloat(0xffc0_0000),
    INF,
    -INF,
    88f,
    -88f,
    16.5f,
    -16.5f,
    0f,
    -0f,
    -1f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Math.nextDown(Float.MIN_NORMAL),
    Float.MIN_VALUE,
    -Float.MIN_VALUE
  };

  /** The functions of one argument: kernel, the same on one float, and the exact one. */
  @SuppressWarnings("ImmutableEnumChecker")
  enum Function {
    EXP(Activations::exp, ScalarMath::exp, Math::exp),
    LOG(Activations::log, ScalarMath::log, Math::log),
    TANH(Activations::tanh, ScalarMath::tanh, Math::tanh),
    SIGMOID(Activations::sigmoid, ScalarMath::sigmoid, x -> 1 / (1 + Math.exp(-x))),
    RELU(Activations::relu, x -> x <= 0 ? 0f : x, x -> x <= 0 ? 0 : x);

    final Kernel kernel;
    final Scalar scalar;
    final DoubleUnaryOperator exact;

    Function(Kernel kernel, Scalar scalar, DoubleUnaryOperator exact) {
      this.kernel = kernel;
      this.scalar = scalar;
      this.exact = exact;
    }

    float[] expected(float[] x) {
      float[] y = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        y[i] = scalar.of(x[i]);
      }
      return y;
    }
  }

  /** The derivatives: kernel and formula. */
  @SuppressWarnings("ImmutableEnumChecker")
  enum Gradient {
    TANH(Activations::tanhGradient, (y, g) -> g * Reference.fma(-y, y, 1f)),
    SIGMOID(Activations::sigmoidGradient, (y, g) -> g * (y * (1f - y))),
    RELU(Activations::reluGradient, (y, g) -> y <= 0 ? 0f : g);

    final GradientKernel kernel;
    final GradientScalar scalar;

    Gradient(GradientKernel kernel, GradientScalar scalar) {
      this.kernel = kernel;
      this.scalar = scalar;
    }

    float[] expected(float[] y, float[] gradient) {
      float[] result = new float[y.length];
      for (int i = 0; i < y.length; i++) {
        result[i] = scalar.of(y[i], gradient[i]);
      }
      return result;
    }
  }

  interface Kernel {
    void apply(float[] src, int srcOffset, float[] dst, int dstOffset, int length);
  }

  interface Scalar {
    float of(float x);
  }

  interface GradientKernel {
    void apply(float[] y, int yo, float[] g, int go, float[] dst, int dstOffset, int length);
  }

  interface GradientScalar {
    float of(float y, float gradient);
  }

  @ParameterizedTest
  @EnumSource
  void everyLengthAndOffset(Function function) {
    Rng rng = new Rng(1100 + function.name().hashCode());
    for (int length : Reference.lengths()) {
      for (int offset = 0; offset < 4; offset++) {
        Canvas x = Canvas.of(rng.floats(length, -9f, 9f), offset);
        Canvas y = Canvas.blank(length, 3 * offset + 1);
        String context = length + " from " + offset + ", " + rng;
        function.kernel.apply(x.array(), offset, y.array(), y.offset(), length);
        y.assertHolds(function.expected(x.values()), context);
        x.assertUnchanged(context);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfValue(Function function) {
    Rng rng = new Rng(1200 + function.name().hashCode());
    for (int length : new int[] {1, 3, 4, 8, 15, 16, 17, 33, 1000, 10_000}) {
      float[] x = rng.anything(length);
      float[] y = new float[length];
      function.kernel.apply(x, 0, y, 0, length);
      Bits.assertSame(function.expected(x), y, length + ", " + rng);
    }
  }

  /** One argument decides whether a whole array takes the faster way. */
  @ParameterizedTest
  @EnumSource(names = {"EXP", "SIGMOID", "LOG"})
  void oneUnusualValueAnywhere(Function function) {
    Rng rng = new Rng(1250);
    float low = function == Function.LOG ? 0.1f : -9f;
    for (float odd : UNUSUAL) {
      for (int length : new int[] {8, 16, 24, 40, 71, 128}) {
        for (int i = 0; i < length; i++) {
          float[] x = rng.floats(length, low, 9f);
          x[i] = odd;
          float[] y = new float[length];
          function.kernel.apply(x, 0, y, 0, length);
          Bits.assertSame(function.expected(x), y, odd + " at " + i + " of " + length);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void inPlace(Function function) {
    Rng rng = new Rng(1300 + function.name().hashCode());
    for (int length : Reference.lengths()) {
      float[] values = rng.floats(length, -9f, 9f);
      Canvas x = Canvas.of(values, length % 7);
      function.kernel.apply(x.array(), x.offset(), x.array(), x.offset(), length);
      x.assertHolds(function.expected(values), length + " in place, " + rng);
    }
  }

  @ParameterizedTest
  @EnumSource
  void apartInOneArray(Function function) {
    Rng rng = new Rng(1400 + function.name().hashCode());
    for (int length : new int[] {1, 5, 16, 47}) {
      float[] values = rng.floats(2 * length, 0.1f, 5f);
      float[] x = Arrays.copyOf(values, length);
      function.kernel.apply(values, 0, values, length, length);
      Bits.assertSame(x, Arrays.copyOf(values, length), "source, " + rng);
      Bits.assertSame(
          function.expected(x), Arrays.copyOfRange(values, length, 2 * length), rng.toString());
    }
  }

  /** A coarse look; all 2^32 floats have a test of their own. */
  @ParameterizedTest
  @EnumSource
  void closeToTheExactFunction(Function function) {
    Rng rng = new Rng(1500 + function.name().hashCode());
    float[] x = rng.floats(20_000, function == Function.LOG ? 0f : -30f, 30f);
    float[] y = new float[x.length];
    function.kernel.apply(x, 0, y, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      double error = Bits.ulps(y[i], function.exact.applyAsDouble(x[i]));
      assertTrue(error < 3, function + " of " + x[i] + ": " + error + " ulp, " + rng);
    }
  }

  @Test
  void exactValues() {
    assertMaps(Function.EXP, 0f, 1f, -0f, 1f, INF, INF, -INF, 0f, NAN, NAN, 100f, INF, -200f, 0f);
    assertMaps(Function.LOG, 1f, 0f, 0f, -INF, -0f, -INF, -1f, NAN, INF, INF, -INF, NAN, NAN, NAN);
    assertMaps(Function.LOG, -Float.MIN_VALUE, NAN, -Float.MAX_VALUE, NAN);
    assertMaps(Function.TANH, 0f, 0f, -0f, -0f, INF, 1f, -INF, -1f, NAN, NAN, 50f, 1f, -50f, -1f);
    assertMaps(Function.TANH, Float.MIN_VALUE, Float.MIN_VALUE, -1e-40f, -1e-40f, 1e-30f, 1e-30f);
    assertMaps(Function.SIGMOID, 0f, 0.5f, -0f, 0.5f, INF, 1f, NAN, NAN, 90f, 1f, 1e-40f, 0.5f);
    assertMaps(Function.RELU, 0f, 0f, -0f, 0f, INF, INF, -INF, 0f, NAN, NAN, 3f, 3f, -3f, 0f);
    assertMaps(Function.RELU, Float.MIN_VALUE, Float.MIN_VALUE, -Float.MIN_VALUE, 0f);
  }

  /** Every result is a probability or a state: never beyond the limits, monotonous in between. */
  @ParameterizedTest
  @EnumSource(names = {"TANH", "SIGMOID"})
  void bounded(Function function) {
    Rng rng = new Rng(1600);
    float[] x = rng.anything(50_000);
    float[] y = new float[x.length];
    function.kernel.apply(x, 0, y, 0, x.length);
    float low = function == Function.TANH ? -1f : 0f;
    for (int i = 0; i < x.length; i++) {
      boolean inside = (y[i] >= low && y[i] <= 1f) || Float.isNaN(x[i]);
      assertTrue(inside, function + " of " + x[i] + " is " + y[i] + ", " + rng);
    }
  }

  @Test
  void tanhIsOdd() {
    Rng rng = new Rng(1700);
    float[] x = rng.anything(10_000);
    float[] negative = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      negative[i] = -x[i];
    }
    Activations.tanh(x, 0, x, 0, x.length);
    Activations.tanh(negative, 0, negative, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      Bits.assertSame(-x[i], negative[i], "[" + i + "], " + rng);
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradientsAtEveryLength(Gradient function) {
    Rng rng = new Rng(1800 + function.name().hashCode());
    for (int length : Reference.lengths()) {
      Canvas y = Canvas.of(rng.floats(length), length % 3);
      Canvas gradient = Canvas.of(rng.floats(length, -3f, 3f), length % 5);
      float[] expected = function.expected(y.values(), gradient.values());
      String context = length + ", " + rng;

      Canvas dst = Canvas.blank(length, length % 4);
      apply(function, y, gradient, dst, length);
      dst.assertHolds(expected, context);
      y.assertUnchanged(context);
      gradient.assertUnchanged(context);

      Canvas copy = Canvas.of(y.values(), 2);
      apply(function, copy, gradient, copy, length);
      copy.assertHolds(expected, "into y, " + context);

      copy = Canvas.of(gradient.values(), 2);
      apply(function, y, copy, copy, length);
      copy.assertHolds(expected, "into the gradient, " + context);
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradientsOfEveryKindOfValue(Gradient function) {
    Rng rng = new Rng(1900 + function.name().hashCode());
    for (int length : new int[] {1, 4, 8, 16, 17, 1000, 10_000}) {
      float[] y = rng.anything(length);
      float[] gradient = rng.anything(length);
      float[] dst = new float[length];
      function.kernel.apply(y, 0, gradient, 0, dst, 0, length);
      Bits.assertSame(function.expected(y, gradient), dst, length + ", " + rng);
    }
  }

  /** y, gradient and dst in one array and one range: y is its own gradient. */
  @ParameterizedTest
  @EnumSource
  void gradientOfItself(Gradient function) {
    Rng rng = new Rng(2000 + function.name().hashCode());
    for (int length : new int[] {1, 7, 16, 39}) {
      float[] values = rng.floats(length);
      Canvas all = Canvas.of(values, 5);
      apply(function, all, all, all, length);
      all.assertHolds(function.expected(values, values), length + ", " + rng);
    }
  }

  @Test
  void exactGradients() {
    float[] y = {1f, -1f, 0f, 0.5f, NAN};
    float[] g = {2f, 2f, 2f, 2f, 2f};
    assertGradient(Gradient.TANH, y, g, 0f, 0f, 2f, 1.5f, NAN);
    assertGradient(Gradient.SIGMOID, new float[] {1f, 0f, 0.5f, NAN}, g, 0f, 0f, 0.5f, NAN);
    float[] outputs = {1f, 0f, -0f, -1f, Float.MIN_VALUE, INF, NAN};
    float[] sevens = {7f, 7f, 7f, NAN, 7f, 7f, 7f};
    assertGradient(Gradient.RELU, outputs, sevens, 7f, 0f, 0f, 0f, 7f, 7f, 7f);
    assertGradient(Gradient.RELU, new float[] {1f}, new float[] {NAN}, NAN);
  }

  private static void apply(Gradient function, Canvas y, Canvas gradient, Canvas dst, int length) {
    function.kernel.apply(
        y.array(),
        y.offset(),
        gradient.array(),
        gradient.offset(),
        dst.array(),
        dst.offset(),
        length);
  }

  private static void assertGradient(Gradient function, float[] y, float[] g, float... expected) {
    for (int copies : new int[] {1, 16}) {
      float[] dst = new float[copies];
      for (int i = 0; i < expected.length; i++) {
        float[] ys = filled(y[i], copies);
        function.kernel.apply(ys, 0, filled(g[i], copies), 0, dst, 0, copies);
        Bits.assertSame(filled(expected[i], copies), dst, function + " at " + y[i]);
      }
    }
  }

  /** Argument, value, argument, value, ...: alone, and in all lanes of a vector. */
  private static void assertMaps(Function function, float... pairs) {
    for (int copies : new int[] {1, 16}) {
      for (int i = 0; i < pairs.length; i += 2) {
        float[] y = new float[copies];
        function.kernel.apply(filled(pairs[i], copies), 0, y, 0, copies);
        Bits.assertSame(filled(pairs[i + 1], copies), y, function + " of " + pairs[i]);
      }
    }
  }

  private static float[] filled(float value, int count) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }
}
