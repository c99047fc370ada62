package io.vecurrent.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.spi.Bfloat16;
import io.vecurrent.kernels.support.Bits;
import io.vecurrent.kernels.support.Canvas;
import io.vecurrent.kernels.support.Rng;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights of 16 bits: how they are rounded, and that products are those of the rounded weights. */
class PrecisionTest {
  private static final int[] COLS = {1, 2, 3, 7, 16, 33, 130, 260};

  /** Blocks of rows are 48, and 60 with 512 bits. */
  private static final int[] COUNTS = {0, 1, 2, 3, 5, 6, 7, 12, 13, 53, 61, 121};

  /** Rounding to 8 bits of significand, ties to even, in double, where every step is exact. */
  private static float rounded(float value) {
    if (Float.isNaN(value) || Float.isInfinite(value)) {
      return value;
    }
    int exponent = Math.max(Math.getExponent(value), Float.MIN_EXPONENT);
    double unit = Math.scalb(1.0, exponent - 7);
    return (float) (Math.rint(value / unit) * unit);
  }

  private static float[] rounded(float[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = rounded(values[i]);
    }
    return result;
  }

  /** All upper halves with the lower halves where something happens: just below, at, above. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 0x3fff, 0x7fff, 0x8000, 0x8001, 0xc000, 0xffff})
  void everyUpperHalf(int lower) {
    for (int upper = 0; upper < 1 << 16; upper++) {
      float value = Float.intBitsToFloat((upper << 16) | lower);
      int half = Bfloat16.round(value);
      assertTrue(half >>> 16 == 0, () -> "16 bits of " + value);
      Bits.assertSame(rounded(value), Bfloat16.toFloat(half), "rounding of " + value);
    }
  }

  /** No bfloat16 is nearer; of two as near it is the even one. */
  @Test
  void theNearestOfBothNeighbours() {
    Rng rng = new Rng(8000);
    for (float value : rng.anything(200_000)) {
      if (Float.isNaN(value) || Math.abs(value) >= 0x1.fep127f) {
        continue;
      }
      int half = Bfloat16.round(value);
      double error = Math.abs((double) value - Bfloat16.toFloat(half));
      for (int neighbour : new int[] {half - 1, half + 1}) {
        if ((neighbour & 0x7fff) == 0x7fff || neighbour < 0 || neighbour >>> 16 != 0) {
          continue;
        }
        double distance = Math.abs((double) value - Bfloat16.toFloat(neighbour));
        boolean nearest = error < distance || (error == distance && (half & 1) == 0);
        assertTrue(nearest, () -> value + " is not " + Bfloat16.toFloat(half) + ", " + rng);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "0x1.01p0, 0x1p0", // ties
    "0x1.03p0, 0x1.04p0",
    "-0x1.01p0, -0x1p0",
    "0x1.010002p0, 0x1.02p0",
    "0x1.02fffep0, 0x1.02p0",
    "0x1.ffp0, 0x1p1", // a carry into the exponent
    "0, 0",
    "-0.0, -0.0",
    "0x1p-134, 0", // half the smallest: a tie
    "-0x1p-134, -0.0",
    "0x1.0002p-134, 0x1p-133",
    "-0x1p-149, -0.0",
    "0x1.8p-133, 0x1p-132",
    "0x1.fffffcp-127, 0x1p-126", // the largest denormal
    "0x1.fep127, 0x1.fep127", // the largest bfloat16
    "0x1.fefffep127, 0x1.fep127",
    "0x1.ffp127, Infinity",
    "-0x1.ffp127, -Infinity",
    "0x1.fffffep127, Infinity",
    "Infinity, Infinity",
    "-Infinity, -Infinity",
    "NaN, NaN"
  })
  void roundingByExample(String from, String to) {
    float value = Float.parseFloat(from);
    float expected = Float.parseFloat(to);
    Bits.assertSame(expected, rounded(value), "the formula of this test");
    Bits.assertSame(expected, Bfloat16.toFloat(Bfloat16.round(value)), from);
    float[] weight = new float[1];
    PackedMatrix.pack(new float[] {value}, 0, 1, 1, Precision.BFLOAT16).unpack(weight, 0);
    Bits.assertSame(expected, weight[0], "packed " + from);
  }

  /** Cut off, most of these would be infinities. */
  @ParameterizedTest
  @ValueSource(ints = {0x7f800001, 0xff800001, 0x7f80ffff, 0x7fc00000, 0x7fffffff, 0xffffffff})
  void everyNaNStaysOne(int bits) {
    int half = Bfloat16.round(Float.intBitsToFloat(bits));
    assertTrue(Float.isNaN(Bfloat16.toFloat(half)), Integer.toHexString(half));
    assertEquals(bits >>> 31, half >>> 15, "sign");
  }

  @Test
  void thePrecisionOfAMatrix() {
    assertEquals(Precision.FLOAT32, PackedMatrix.zeros(3, 2).precision());
    assertEquals(Precision.FLOAT32, PackedMatrix.pack(new float[6], 3, 2).precision());
    assertEquals(Precision.FLOAT32, PackedMatrix.zeros(3, 2, Precision.FLOAT32).precision());
    PackedMatrix rounded = PackedMatrix.zeros(70, 2, Precision.BFLOAT16);
    assertEquals(Precision.BFLOAT16, rounded.precision());
    assertEquals(Precision.BFLOAT16, rounded.slice(32, 70).precision());
  }

  /** Blocks at odd places, straight and transposed, in the halves of pairs and across panels. */
  @Test
  void unpackGivesTheRoundedWeights() {
    Rng rng = new Rng(8100);
    for (int rows : new int[] {1, 15, 16, 17, 31, 32, 33, 48, 64, 65, 113}) {
      for (int cols : new int[] {1, 2, 9}) {
        String context = rows + " x " + cols + ", " + rng;
        float[] values = rng.anything(rows * cols);
        PackedMatrix packed =
            PackedMatrix.pack(Canvas.of(values, 5).array(), 5, rows, cols, Precision.BFLOAT16);
        Canvas target = Canvas.blank(values.length, 3);
        packed.unpack(target.array(), 3);
        target.assertHolds(rounded(values), context);

        PackedMatrix turned = PackedMatrix.zeros(cols, rows, Precision.BFLOAT16);
        turned.setTransposedBlock(0, 0, values, 0, cols, rows, cols);
        PackedMatrix again = PackedMatrix.zeros(rows, cols, Precision.BFLOAT16);
        float[] transpose = new float[values.length];
        turned.unpack(transpose, 0);
        again.setTransposedBlock(0, 0, transpose, 0, rows, cols, rows);
        target = Canvas.blank(values.length, 1);
        again.unpack(target.array(), 1);
        target.assertHolds(rounded(values), "transposed twice, " + context);

        int row = rng.between(0, rows - 1);
        int height = rng.between(1, rows - row);
        float[] block = rng.anything(height);
        packed.setBlock(row, cols - 1, block, 0, 1, height, 1);
        for (int i = 0; i < height; i++) {
          values[(row + i) * cols + cols - 1] = block[i];
        }
        target = Canvas.blank(values.length, 2);
        packed.unpack(target.array(), 2);
        target.assertHolds(rounded(values), height + " replaced at " + row + ", " + context);
      }
    }
  }

  static IntStream rows() {
    return IntStream.concat(
        IntStream.rangeClosed(1, 50),
        IntStream.of(63, 64, 65, 79, 80, 81, 95, 96, 97, 112, 127, 128, 129, 145, 160, 161, 197));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void productsAreThoseOfTheRoundedWeights(int rows) {
    Rng rng = new Rng(8200 + rows);
    for (int cols : COLS) {
      boolean any = (rows + cols) % 5 == 0;
      float[] w = any ? rng.anything(rows * cols) : rng.floats(rows * cols);
      PackedMatrix actual = PackedMatrix.pack(w, 0, rows, cols, Precision.BFLOAT16);
      PackedMatrix expected = PackedMatrix.pack(rounded(w), rows, cols);
      for (int count : COUNTS) {
        String context = count + " of " + rows + " x " + cols + ", " + rng;
        int xs = cols + rng.between(0, 5);
        Canvas x = Canvas.rows(rng.floats(count * cols), count, cols, xs, 4);
        float[] bias = rng.floats(rows);
        int ys = rows + rng.between(0, 20);

        float[] plain = new float[count * rows];
        expected.multiply(count, x.array(), 4, xs, plain, 0, rows);
        Canvas y = Canvas.blank(count, rows, ys, 2);
        actual.multiply(count, x.array(), 4, xs, y.array(), 2, ys);
        y.assertHolds(plain, "multiply, " + context);

        expected.multiply(count, x.array(), 4, xs, bias, 0, plain, 0, rows);
        y = Canvas.blank(count, rows, ys, 3);
        actual.multiply(count, x.array(), 4, xs, bias, 0, y.array(), 3, ys);
        y.assertHolds(plain, "with bias, " + context);

        float[] old = rng.floats(count * rows);
        y = Canvas.rows(old, count, rows, ys, 1);
        expected.multiplyAdd(count, x.array(), 4, xs, old, 0, rows);
        actual.multiplyAdd(count, x.array(), 4, xs, y.array(), 1, ys);
        y.assertHolds(old, "multiplyAdd, " + context);
        x.assertUnchanged(context);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 31, 32, 33, 49, 64, 100, 130})
  void singleProductsAreThoseOfABatch(int rows) {
    Rng rng = new Rng(8300 + rows);
    int cols = 23;
    float[] w = rng.floats(rows * cols);
    PackedMatrix matrix = PackedMatrix.pack(w, 0, rows, cols, Precision.BFLOAT16);
    float[] bias = rng.floats(rows);
    float[] x = rng.floats(20 * cols);
    float[] batch = new float[20 * rows];
    matrix.multiply(20, x, 0, cols, bias, 0, batch, 0, rows);
    for (int m = 0; m < 20; m++) {
      Canvas y = Canvas.blank(rows, m);
      matrix.multiply(x, m * cols, bias, 0, y.array(), m);
      y.assertHolds(Arrays.copyOfRange(batch, m * rows, (m + 1) * rows), "row " + m);
    }
  }
}
