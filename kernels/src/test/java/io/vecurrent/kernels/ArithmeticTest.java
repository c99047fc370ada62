package io.vecurrent.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vecurrent.kernels.support.Bits;
import io.vecurrent.kernels.support.Canvas;
import io.vecurrent.kernels.support.Reference;
import io.vecurrent.kernels.support.Rng;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Level-1 arithmetic against its formulas, bit by bit. */
class ArithmeticTest {
  private static final float INF = Float.POSITIVE_INFINITY;
  private static final float NAN = Float.NaN;

  @ParameterizedTest
  @ValueSource(floats = {0f, -0.5f, 1f, 3e38f, NAN})
  void axpyIsOneFmaAnElement(float a) {
    Rng rng = new Rng(3000);
    for (int length : Reference.lengths()) {
      for (boolean any : new boolean[] {false, true}) {
        Canvas x = Canvas.of(any ? rng.anything(length) : rng.floats(length), 2);
        Canvas y = Canvas.of(any ? rng.anything(length) : rng.floats(length), 5);
        float[] expected = new float[length];
        for (int i = 0; i < length; i++) {
          expected[i] = Reference.fma(a, x.values()[i], y.values()[i]);
        }
        Arithmetic.axpy(a, x.array(), 2, y.array(), 5, length);
        y.assertHolds(expected, length + ", " + rng);
        x.assertUnchanged(length + ", " + rng);
      }
    }
  }

  @Test
  void axpyOntoItself() {
    for (int length : new int[] {1, 16, 37}) {
      float[] values = new Rng(3001).floats(length);
      float[] expected = new float[length];
      for (int i = 0; i < length; i++) {
        expected[i] = Reference.fma(0.5f, values[i], values[i]);
      }
      Arithmetic.axpy(0.5f, values, 0, values, 0, length);
      Bits.assertSame(expected, values, "length " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 33})
  void sumRowsAddsInOrder(int count) {
    Rng rng = new Rng(3050 + count);
    for (int length : Reference.lengths()) {
      for (boolean any : new boolean[] {false, true}) {
        float[] values = any ? rng.anything(count * length) : rng.floats(count * length);
        int stride = length + rng.between(0, 5);
        Canvas x = Canvas.rows(values, count, length, stride, length % 4);
        Canvas y = Canvas.blank(length, length % 3);
        String context = count + " rows of " + length + ", " + rng;
        int xo = x.offset();
        Arithmetic.sumRows(count, x.array(), xo, stride, y.array(), y.offset(), length);
        y.assertHolds(sumOfRows(count, values, length), context);
        x.assertUnchanged(context);
      }
    }
  }

  /** The sum begins at +0, so that no rows and rows of -0 give +0. */
  @Test
  void sumRowsExactly() {
    float[] x = {-0f, INF, INF, NAN, 1e30f, -0f, 1f, -INF, 1f, -1e30f};
    float[] y = {9f, 9f, 9f, 9f, 9f};
    Arithmetic.sumRows(2, x, 0, 5, y, 0, 5);
    Bits.assertSame(new float[] {0f, INF, NAN, NAN, 0f}, y, "two rows");
    Arithmetic.sumRows(0, x, 0, 5, y, 0, 5);
    Bits.assertSame(new float[5], y, "no rows");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -5, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void theSumOfASingleRowIgnoresTheStride(int stride) {
    for (int length : new int[] {1, 5, 16, 37, 70}) {
      float[] x = new Rng(3060).floats(length);
      Canvas y = Canvas.blank(length, 2);
      Arithmetic.sumRows(1, x, 0, stride, y.array(), 2, length);
      y.assertHolds(x, "length " + length);
    }
  }

  private static float[] sumOfRows(int count, float[] rows, int length) {
    float[] sum = new float[length];
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < length; i++) {
        sum[i] += rows[k * length + i];
      }
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, -0.5f, 1f, 3e38f, NAN})
  void scaleIsOneProductAnElement(float a) {
    Rng rng = new Rng(3100);
    for (int length : Reference.lengths()) {
      float[] values = rng.anything(length);
      float[] expected = new float[length];
      for (int i = 0; i < length; i++) {
        expected[i] = a * values[i];
      }
      Canvas x = Canvas.of(values, length % 6);
      Arithmetic.scale(a, x.array(), x.offset(), length);
      x.assertHolds(expected, length + ", " + rng);
    }
  }

  @ParameterizedTest
  @CsvSource({"-1,1", "-10,10", "0,0", "-0.0,0.0", "2,5", "-Infinity,Infinity", "-Infinity,0.5"})
  void clampLimitsAndKeepsNaN(float low, float high) {
    Rng rng = new Rng(3200);
    for (int length : Reference.lengths()) {
      float[] values = length % 2 == 0 ? rng.floats(length, -7f, 7f) : rng.anything(length);
      float[] expected = new float[length];
      for (int i = 0; i < length; i++) {
        expected[i] = Math.min(Math.max(values[i], low), high);
      }
      Canvas x = Canvas.of(values, length % 6);
      Arithmetic.clamp(x.array(), x.offset(), length, low, high);
      x.assertHolds(expected, length + ", " + rng);
    }
  }

  @Test
  void clampExactly() {
    for (int copies : new int[] {1, 16}) {
      for (float[] pair : new float[][] {{NAN, NAN}, {INF, 2f}, {-INF, -1f}, {1.5f, 1.5f}}) {
        float[] x = filled(pair[0], copies);
        Arithmetic.clamp(x, 0, copies, -1f, 2f);
        Bits.assertSame(filled(pair[1], copies), x, "clamp of " + pair[0]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, 1e-30f, Float.MIN_NORMAL, 0.5f, INF})
  void flushBelowReplacesTheSmallByZero(float threshold) {
    Rng rng = new Rng(3300);
    for (int length : Reference.lengths()) {
      float[] values = length % 2 == 0 ? rng.floats(length) : rng.anything(length);
      float[] expected = new float[length];
      for (int i = 0; i < length; i++) {
        expected[i] = Math.abs(values[i]) < threshold ? 0f : values[i];
      }
      Canvas x = Canvas.of(values, length % 6);
      Arithmetic.flushBelow(x.array(), x.offset(), length, threshold);
      x.assertHolds(expected, length + ", " + rng);
    }
  }

  @Test
  void flushBelowExactly() {
    float[][] pairs = {{-1e-40f, 0f}, {-0f, 0f}, {1e-10f, 1e-10f}, {-1e-10f, -1e-10f}, {NAN, NAN}};
    for (int copies : new int[] {1, 16}) {
      for (float[] pair : pairs) {
        float[] x = filled(pair[0], copies);
        Arithmetic.flushBelow(x, 0, copies, 1e-10f);
        Bits.assertSame(filled(pair[1], copies), x, "flush of " + pair[0]);
      }
    }
  }

  @Test
  void dotInTheDocumentedOrder() {
    Rng rng = new Rng(3400);
    for (int length : Reference.lengths()) {
      for (int offset = 0; offset < 3; offset++) {
        Canvas x = Canvas.of(rng.floats(length), offset);
        Canvas y = Canvas.of(rng.floats(length), 2 * offset + 1);
        float dot = Arithmetic.dot(x.array(), offset, y.array(), y.offset(), length);
        Bits.assertSame(Reference.dot(x.values(), y.values()), dot, length + ", " + rng);
        x.assertUnchanged("x");
        y.assertUnchanged("y");
      }
    }
  }

  @Test
  void dotOfEveryKindOfValue() {
    Rng rng = new Rng(3500);
    for (int round = 0; round < 300; round++) {
      int length = rng.between(0, 40);
      float[] x = length % 2 == 0 ? rng.floats(length, 0f, 1e-38f) : rng.anything(length);
      float[] y = rng.anything(length);
      float dot = Arithmetic.dot(x, 0, y, 0, length);
      Bits.assertSame(Reference.dot(x, y), dot, "round " + round + ", " + rng);
    }
  }

  @Test
  void dotMayOverlap() {
    float[] x = new Rng(3600).floats(40);
    float[] head = Arrays.copyOf(x, 39);
    float[] tail = Arrays.copyOfRange(x, 1, 40);
    Bits.assertSame(Reference.dot(head, tail), Arithmetic.dot(x, 0, x, 1, 39), "overlapping");
    Bits.assertSame(Reference.dot(x, x), Arithmetic.dot(x, 0, x, 0, 40), "same");
  }

  @Test
  void sumOfSquaresInBlocks() {
    Rng rng = new Rng(3700);
    for (int length : new int[] {1, 2, 16, 49, 1009, 4095, 4096, 4097, 8192, 10_007}) {
      Canvas x = Canvas.of(rng.floats(length), 3);
      double expected = 0;
      for (int from = 0; from < length; from += 4096) {
        float[] block = Arrays.copyOfRange(x.values(), from, Math.min(length, from + 4096));
        expected += Reference.dot(block, block);
      }
      assertEquals(expected, Arithmetic.sumOfSquares(x.array(), 3, length), 0, length + ", " + rng);
      x.assertUnchanged("x");
    }
  }

  @ParameterizedTest
  @CsvSource({"1e30,1", "1e30,5000", "1e-30,1", "1e-30,5000", "1e-40,100", "1.8e19,3", "3e38,9000"})
  void squaresThatOverflowOrVanishAreSummedInDouble(float value, int length) {
    double expected = 0;
    for (int i = 0; i < length; i++) {
      expected += (double) value * value;
    }
    assertEquals(expected, Arithmetic.sumOfSquares(filled(value, length), 0, length), 0);
  }

  /** Each of the small squares is less than half the smallest float; together they count. */
  @Test
  void manySquaresVanishBesideOneThatDoesNot() {
    float[] x = filled(2.6e-23f, 1_000_000);
    x[0] = 1.1e-19f;
    double expected = (double) x[0] * x[0] + 999_999 * ((double) x[1] * x[1]);
    assertEquals(expected, Arithmetic.sumOfSquares(x, 0, x.length), 1e-3 * expected);
  }

  @Test
  void sumOfSquaresOfSpecialValues() {
    assertEquals(0, Arithmetic.sumOfSquares(new float[0], 0, 0), 0);
    assertEquals(0, Arithmetic.sumOfSquares(new float[100], 0, 100), 0);
    for (int length : new int[] {1, 20, 5000}) {
      for (int at : new int[] {0, length / 2, length - 1}) {
        float[] x = filled(1f, length);
        x[at] = NAN;
        assertEquals(Double.NaN, Arithmetic.sumOfSquares(x, 0, length), 0, "NaN at " + at);
        x[at] = -INF;
        assertEquals(INF, Arithmetic.sumOfSquares(x, 0, length), 0, "-infinity at " + at);
      }
    }
  }

  private static float[] filled(float value, int count) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }
}
