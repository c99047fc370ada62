package io.vecurrent.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vecurrent.kernels.support.Bits;
import io.vecurrent.kernels.support.Canvas;
import io.vecurrent.kernels.support.Rng;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Slices of a matrix: the same weights and the same bits. */
class SliceTest {
  private static final int COLS = 11;

  /** Rows, and every precision. */
  static Stream<Arguments> matrices() {
    return Arrays.stream(new int[] {1, 15, 16, 17, 31, 32, 33, 47, 48, 63, 80, 96, 100, 127, 145})
        .boxed()
        .flatMap(rows -> Arrays.stream(Precision.values()).map(p -> Arguments.arguments(rows, p)));
  }

  private static int height(Precision precision) {
    return precision == Precision.FLOAT32 ? 16 : 32;
  }

  /** What the Javadoc of {@link PackedMatrix#slice} allows. */
  private static boolean allowed(int from, int to, int rows, int height) {
    if (from < 0 || from >= to || to > rows || from % height != 0) {
      return false;
    }
    return to % height == 0 || (to == rows && (from == 0 || to - from >= 16));
  }

  private static String refusal(int from, int to, int rows, int height) {
    return "rows "
        + from
        + " to "
        + to
        + ": must be multiples of "
        + height
        + " within the "
        + rows
        + " rows of the matrix, and a last slice at least 16 rows high";
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void everyCutIsMadeOrRefused(int rows, Precision precision) {
    Rng rng = new Rng(9000 + rows);
    float[] w = rng.anything(rows * COLS);
    PackedMatrix whole = PackedMatrix.pack(w, 0, rows, COLS, precision);
    float[] weights = new float[w.length];
    whole.unpack(weights, 0);
    int height = height(precision);
    for (int from = -1; from <= rows + 1; from++) {
      for (int to = -1; to <= rows + height; to++) {
        int first = from;
        int end = to;
        if (!allowed(from, to, rows, height)) {
          assertEquals(
              refusal(from, to, rows, height),
              assertThrows(IllegalArgumentException.class, () -> whole.slice(first, end))
                  .getMessage());
          continue;
        }
        PackedMatrix slice = whole.slice(from, to);
        String context = from + " to " + to + " of " + rows + ", " + rng;
        assertEquals(to - from, slice.rows(), context);
        assertEquals(COLS, slice.cols(), context);
        assertEquals(precision, slice.precision(), context);
        Canvas unpacked = Canvas.blank((to - from) * COLS, 3);
        slice.unpack(unpacked.array(), 3);
        unpacked.assertHolds(Arrays.copyOfRange(weights, from * COLS, to * COLS), context);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-2147483648,16",
    "0,2147483647",
    "2147483632,2147483647",
    "-16,16",
    "16,0",
    "16,16",
    "0,64"
  })
  void cutsFarOutside(int from, int to) {
    for (Precision precision : Precision.values()) {
      PackedMatrix matrix = PackedMatrix.zeros(40, 3, precision);
      assertEquals(
          refusal(from, to, 40, height(precision)),
          assertThrows(IllegalArgumentException.class, () -> matrix.slice(from, to)).getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void productsAreTheRowsOfTheWhole(int rows, Precision precision) {
    Rng rng = new Rng(9100 + rows);
    float[] w = rng.floats(rows * COLS);
    PackedMatrix whole = PackedMatrix.pack(w, 0, rows, COLS, precision);
    int height = height(precision);
    for (int count = 0; count <= 13; count++) {
      float[] x = rng.floats(count * COLS);
      float[] bias = rng.floats(rows);
      float[] old = rng.floats(count * rows);
      float[] plain = new float[count * rows];
      float[] biased = new float[count * rows];
      float[] added = old.clone();
      whole.multiply(count, x, 0, COLS, plain, 0, rows);
      whole.multiply(count, x, 0, COLS, bias, 0, biased, 0, rows);
      whole.multiplyAdd(count, x, 0, COLS, added, 0, rows);
      for (int from = 0; from < rows; from += height) {
        for (int to = from + 1; to <= rows; to++) {
          if (!allowed(from, to, rows, height)) {
            continue;
          }
          PackedMatrix slice = whole.slice(from, to);
          int n = to - from;
          int ys = n + rng.between(0, 9);
          String context = count + " of " + from + " to " + to + " of " + rows + ", " + rng;

          Canvas y = Canvas.blank(count, n, ys, 2);
          slice.multiply(count, x, 0, COLS, y.array(), 2, ys);
          y.assertHolds(columns(plain, count, rows, from, to), "multiply, " + context);
          y = Canvas.blank(count, n, ys, 5);
          slice.multiply(count, x, 0, COLS, bias, from, y.array(), 5, ys);
          y.assertHolds(columns(biased, count, rows, from, to), "with bias, " + context);
          y = Canvas.rows(columns(old, count, rows, from, to), count, n, ys, 1);
          slice.multiplyAdd(count, x, 0, COLS, y.array(), 1, ys);
          y.assertHolds(columns(added, count, rows, from, to), "multiplyAdd, " + context);
        }
      }
    }
  }

  /** What several threads would do: each writes its own columns of one result. */
  @ParameterizedTest
  @EnumSource
  void allSlicesTogetherMakeTheWhole(Precision precision) {
    Rng rng = new Rng(9200);
    int rows = 145;
    PackedMatrix whole = PackedMatrix.pack(rng.floats(rows * COLS), 0, rows, COLS, precision);
    float[] x = rng.floats(7 * COLS);
    float[] expected = rng.floats(7 * rows);
    Canvas y = Canvas.rows(expected, 7, rows, rows + 3, 4);
    whole.multiplyAdd(7, x, 0, COLS, expected, 0, rows);
    int[] cuts = {0, 32, 64, 128, rows};
    for (int i = 1; i < cuts.length; i++) {
      PackedMatrix slice = whole.slice(cuts[i - 1], cuts[i]);
      slice.multiplyAdd(7, x, 0, COLS, y.array(), 4 + cuts[i - 1], rows + 3);
    }
    y.assertHolds(expected, rng.toString());
  }

  @Test
  void aSliceOfASlice() {
    Rng rng = new Rng(9300);
    float[] w = rng.floats(100 * COLS);
    PackedMatrix inner = PackedMatrix.pack(w, 100, COLS).slice(16, 100).slice(32, 84);
    float[] weights = new float[52 * COLS];
    inner.unpack(weights, 0);
    Bits.assertSame(Arrays.copyOfRange(w, 48 * COLS, 100 * COLS), weights, rng.toString());
    float[] x = rng.floats(COLS);
    float[] y = new float[100];
    PackedMatrix.pack(w, 100, COLS).multiply(x, 0, y, 0);
    Canvas part = Canvas.blank(52, 1);
    inner.multiply(x, 0, part.array(), 1);
    part.assertHolds(Arrays.copyOfRange(y, 48, 100), rng.toString());
  }

  /** Blocks set in the whole are seen in every slice, and the other way round. */
  @ParameterizedTest
  @MethodSource("matrices")
  void changesAreSeenOnBothSides(int rows, Precision precision) {
    Rng rng = new Rng(9400 + rows);
    float[] w = rng.floats(rows * COLS);
    PackedMatrix whole = PackedMatrix.pack(w, 0, rows, COLS, precision);
    int height = height(precision);
    for (int from = 0; from < rows; from += height) {
      for (int to = from + 1; to <= rows; to++) {
        if (!allowed(from, to, rows, height)) {
          continue;
        }
        PackedMatrix slice = whole.slice(from, to);
        for (int round = 0; round < 4; round++) {
          PackedMatrix target = round % 2 == 0 ? whole : slice;
          int top = round % 2 == 0 ? 0 : from;
          change(target, top, w, round / 2 == 0, rng);
          String context = from + " to " + to + " of " + rows + ", round " + round + ", " + rng;
          PackedMatrix fresh = PackedMatrix.pack(w, 0, rows, COLS, precision);
          assertSameProducts(fresh, 0, rows, whole, rng, "whole, " + context);
          assertSameProducts(fresh, from, to, slice, rng, "slice, " + context);
        }
      }
    }
  }

  /** A random block of random weights, in the matrix and in its plain copy. */
  private static void change(PackedMatrix target, int top, float[] w, boolean turned, Rng rng) {
    int row = rng.between(0, target.rows() - 1);
    int col = rng.between(0, COLS - 1);
    int height = rng.between(1, target.rows() - row);
    int width = rng.between(1, COLS - col);
    float[] block = rng.floats(height * width);
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        int at = turned ? j * height + i : i * width + j;
        w[(top + row + i) * COLS + col + j] = block[at];
      }
    }
    if (turned) {
      target.setTransposedBlock(row, col, block, 0, height, width, height);
    } else {
      target.setBlock(row, col, block, 0, width, height, width);
    }
  }

  private static void assertSameProducts(
      PackedMatrix fresh, int from, int to, PackedMatrix actual, Rng rng, String context) {
    float[] x = rng.floats(6 * COLS);
    float[] expected = new float[6 * fresh.rows()];
    fresh.multiply(6, x, 0, COLS, expected, 0, fresh.rows());
    float[] y = new float[6 * (to - from)];
    actual.multiply(6, x, 0, COLS, y, 0, to - from);
    Bits.assertSame(columns(expected, 6, fresh.rows(), from, to), y, context);
    float[] weights = new float[fresh.rows() * COLS];
    fresh.unpack(weights, 0);
    float[] unpacked = new float[(to - from) * COLS];
    actual.unpack(unpacked, 0);
    Bits.assertSame(Arrays.copyOfRange(weights, from * COLS, to * COLS), unpacked, context);
  }

  private static float[] columns(float[] y, int count, int rows, int from, int to) {
    float[] part = new float[count * (to - from)];
    for (int m = 0; m < count; m++) {
      System.arraycopy(y, m * rows + from, part, m * (to - from), to - from);
    }
    return part;
  }
}
