package io.vecurrent.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.scalar.ScalarMath;
import io.vecurrent.kernels.support.Bits;
import io.vecurrent.kernels.support.Canvas;
import io.vecurrent.kernels.support.Reference;
import io.vecurrent.kernels.support.Rng;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Softmax and cross-entropy: bits in the documented order, and values against double. */
class SoftmaxTest {
  private static final float INF = Float.POSITIVE_INFINITY;
  private static final float NAN = Float.NaN;

  static IntStream classes() {
    return IntStream.concat(
        IntStream.rangeClosed(1, 49), IntStream.of(64, 65, 255, 256, 257, 1000));
  }

  @ParameterizedTest
  @MethodSource("classes")
  void softmaxInTheDocumentedOrder(int classes) {
    Rng rng = new Rng(2100 + classes);
    float[] logits = rng.floats(classes, -8f, 8f);
    float max = max(logits);
    float[] expected = exp(logits, max);
    float factor = (float) (1 / Reference.sumInBlocks(expected));
    for (int i = 0; i < classes; i++) {
      expected[i] *= factor;
    }
    Canvas src = Canvas.of(logits, 3);
    Canvas dst = Canvas.blank(classes, 5);
    Softmax.softmax(src.array(), 3, dst.array(), 5, classes);
    dst.assertHolds(expected, rng.toString());
    src.assertUnchanged(rng.toString());
    Softmax.softmax(src.array(), 3, src.array(), 3, classes);
    src.assertHolds(expected, "in place, " + rng);
  }

  @ParameterizedTest
  @MethodSource("classes")
  void logSoftmaxInTheDocumentedOrder(int classes) {
    Rng rng = new Rng(2200 + classes);
    float[] logits = rng.floats(classes, -8f, 8f);
    float max = max(logits);
    float logSum = ScalarMath.log((float) Reference.sumInBlocks(exp(logits, max)));
    float[] expected = new float[classes];
    for (int i = 0; i < classes; i++) {
      expected[i] = (logits[i] - max) - logSum;
    }
    Canvas src = Canvas.of(logits, 2);
    Canvas dst = Canvas.blank(classes, 7);
    Softmax.logSoftmax(src.array(), 2, dst.array(), 7, classes);
    dst.assertHolds(expected, rng.toString());
    src.assertUnchanged(rng.toString());
    Bits.assertSame(max + logSum, Softmax.logSumExp(src.array(), 2, classes), "sum, " + rng);
    Softmax.logSoftmax(src.array(), 2, src.array(), 2, classes);
    src.assertHolds(expected, "in place, " + rng);
  }

  @ParameterizedTest
  @MethodSource("classes")
  void closeToDouble(int classes) {
    Rng rng = new Rng(2300 + classes);
    float[] logits = rng.floats(classes, -20f, 20f);
    double[] exact = exactSoftmax(logits);
    float[] softmax = new float[classes];
    float[] logSoftmax = new float[classes];
    Softmax.softmax(logits, 0, softmax, 0, classes);
    Softmax.logSoftmax(logits, 0, logSoftmax, 0, classes);
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      assertEquals(exact[i], softmax[i], 4e-6 * exact[i], "[" + i + "], " + rng);
      assertEquals(Math.log(exact[i]), logSoftmax[i], 1e-5, "log [" + i + "], " + rng);
      sum += softmax[i];
    }
    assertEquals(1, sum, 1e-6, "sum, " + rng);
  }

  @ParameterizedTest
  @MethodSource("classes")
  void crossEntropyAndGradient(int classes) {
    Rng rng = new Rng(2400 + classes);
    float[] logits = rng.floats(classes, -10f, 10f);
    double[] exact = exactSoftmax(logits);
    for (int target = 0; target < classes; target += 1 + classes / 10) {
      String context = "target " + target + " of " + classes + ", " + rng;
      Canvas src = Canvas.of(logits, 4);
      float loss = Softmax.crossEntropy(src.array(), 4, classes, target);
      assertEquals(-Math.log(exact[target]), loss, 1e-5, context);

      Canvas gradient = Canvas.blank(classes, 6);
      float again =
          Softmax.crossEntropyGradient(src.array(), 4, classes, target, 0.25f, gradient.array(), 6);
      src.assertUnchanged(context);
      Bits.assertSame(loss, again, "the loss beside the gradient, " + context);
      float[] values = gradient.values();
      gradient.assertHolds(values, context);
      double sum = 0;
      for (int i = 0; i < classes; i++) {
        double expected = 0.25 * (exact[i] - (i == target ? 1 : 0));
        assertEquals(expected, values[i], 1e-6, "[" + i + "], " + context);
        sum += values[i];
      }
      assertEquals(0, sum, 1e-6, "sum, " + context);

      again = Softmax.crossEntropyGradient(src.array(), 4, classes, target, 0.25f, src.array(), 4);
      Bits.assertSame(loss, again, "in place, " + context);
      src.assertHolds(values, "in place, " + context);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 16, 39, 100})
  void theGradientIsThatOfTheLoss(int classes) {
    Rng rng = new Rng(2500 + classes);
    float[] logits = rng.floats(classes, -3f, 3f);
    int target = classes / 2;
    float[] gradient = new float[classes];
    Softmax.crossEntropyGradient(logits, 0, classes, target, 1f, gradient, 0);
    double h = 1e-5;
    for (int i = 0; i < classes; i++) {
      double difference = (exactLoss(logits, target, i, h) - exactLoss(logits, target, i, -h));
      assertEquals(difference / (2 * h), gradient[i], 1e-6, "[" + i + "], " + rng);
    }
  }

  /** Adding a power of two to logits that are multiples of one loses nothing: the same bits. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 33, 100})
  void aShiftOfAllLogitsChangesNothing(int classes) {
    Rng rng = new Rng(2600 + classes);
    float[] logits = new float[classes];
    float[] shifted = new float[classes];
    for (int i = 0; i < classes; i++) {
      logits[i] = rng.between(-512, 512) / 64f;
      shifted[i] = logits[i] + 4096f;
    }
    float loss = Softmax.crossEntropy(logits, 0, classes, 0);
    Bits.assertSame(loss, Softmax.crossEntropy(shifted, 0, classes, 0), "loss, " + rng);
    Softmax.softmax(logits, 0, logits, 0, classes);
    Softmax.softmax(shifted, 0, shifted, 0, classes);
    Bits.assertSame(logits, shifted, rng.toString());
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    float[] row = {3e38f, -3e38f, 3e38f, 0f};
    assertSoftmax(row, 0.5f, 0f, 0.5f, 0f);
    assertSoftmax(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE}, 1f, 0f);
    assertSoftmax(new float[] {-3e38f, -3e38f}, 0.5f, 0.5f);
    Bits.assertSame(ScalarMath.log(2f), Softmax.crossEntropy(row, 0, 4, 0), "loss");
    Bits.assertSame(3e38f, Softmax.logSumExp(row, 0, 4), "log sum");
    Bits.assertSame(INF, Softmax.crossEntropy(row, 0, 4, 1), "loss of the impossible");
  }

  @Test
  void minusInfinityMasksAClass() {
    assertSoftmax(new float[] {-INF, 5f, -INF}, 0f, 1f, 0f);
    float[] log = {-INF, 5f, 5f};
    Softmax.logSoftmax(log, 0, log, 0, 3);
    Bits.assertSame(new float[] {-INF, -ScalarMath.log(2f), -ScalarMath.log(2f)}, log, "log");
    Bits.assertSame(INF, Softmax.crossEntropy(new float[] {-INF, 5f}, 0, 2, 0), "masked target");
    Bits.assertSame(0f, Softmax.crossEntropy(new float[] {-INF, 5f}, 0, 2, 1), "certain target");
  }

  @Test
  void oneClassIsCertain() {
    for (float logit : new float[] {0f, -0f, -100f, 3e38f, Float.MIN_VALUE}) {
      assertSoftmax(new float[] {logit}, 1f);
      Bits.assertSame(0f, Softmax.crossEntropy(new float[] {logit}, 0, 1, 0), "loss");
      Bits.assertSame(logit + 0f, Softmax.logSumExp(new float[] {logit}, 0, 1), "log sum");
    }
  }

  /** Wherever in the row the NaN or +infinity stands, and whatever the lane it falls into. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 7, 8, 16, 17, 32, 40})
  void rowsWithoutASoftmaxAreAllNaN(int classes) {
    // So far apart that an exponential overflows where the maximum is not subtracted.
    float[] finite = new Rng(2700 + classes).floats(classes, -300f, 300f);
    for (int at = 0; at < classes; at++) {
      for (float bad : new float[] {NAN, Float.intBitsToFloat(0xffc0_0000), INF}) {
        float[] row = finite.clone();
        row[at] = bad;
        assertAllNaN(row, bad + " at " + at + " of " + classes);
      }
    }
    float[] row = new float[classes];
    Arrays.fill(row, -INF);
    assertAllNaN(row, "nothing but -infinity, " + classes);
    row[classes - 1] = NAN;
    assertAllNaN(row, "-infinity and NaN, " + classes);
  }

  @Test
  void probabilitiesStayInRange() {
    Rng rng = new Rng(2800);
    for (int round = 0; round < 200; round++) {
      int classes = rng.between(1, 200);
      float[] row = rng.floats(classes, -100f, 100f);
      float loss = Softmax.crossEntropy(row, 0, classes, round % classes);
      assertTrue(loss >= 0, "loss " + loss + ", round " + round + ", " + rng);
      Softmax.softmax(row, 0, row, 0, classes);
      for (float p : row) {
        assertTrue(p >= 0 && p <= 1, p + ", round " + round + ", " + rng);
      }
    }
  }

  private static void assertAllNaN(float[] row, String context) {
    int classes = row.length;
    float[] nans = new float[classes];
    Arrays.fill(nans, NAN);
    float[] dst = new float[classes];
    Softmax.softmax(row, 0, dst, 0, classes);
    Bits.assertSame(nans, dst, "softmax, " + context);
    dst = new float[classes];
    Softmax.logSoftmax(row, 0, dst, 0, classes);
    Bits.assertSame(nans, dst, "log-softmax, " + context);
    dst = new float[classes];
    Bits.assertSame(NAN, Softmax.crossEntropyGradient(row, 0, classes, 0, 1f, dst, 0), context);
    Bits.assertSame(nans, dst, "gradient, " + context);
    Bits.assertSame(NAN, Softmax.crossEntropy(row, 0, classes, 0), context);
    Bits.assertSame(NAN, Softmax.logSumExp(row, 0, classes), context);
  }

  private static void assertSoftmax(float[] row, float... expected) {
    float[] dst = new float[row.length];
    Softmax.softmax(row, 0, dst, 0, row.length);
    Bits.assertSame(expected, dst, Arrays.toString(row));
  }

  private static float max(float[] x) {
    float max = x[0];
    for (float value : x) {
      max = Math.max(max, value);
    }
    return max;
  }

  private static float[] exp(float[] x, float shift) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = ScalarMath.exp(x[i] - shift);
    }
    return y;
  }

  private static double[] exactSoftmax(float[] x) {
    double sum = 0;
    for (float value : x) {
      sum += Math.exp(value);
    }
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.exp(x[i]) / sum;
    }
    return y;
  }

  private static double exactLoss(float[] x, int target, int moved, double by) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.exp(x[i] + (i == moved ? by : 0));
    }
    return Math.log(sum) - x[target] - (target == moved ? by : 0);
  }
}
