package io.vecurrent.kernels;

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

/** The products of {@link PackedMatrix} against the documented chains, bit by bit. */
class ProductTest {
  private static final int[] COUNTS = {0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 32};
  private static final int[] COLS = {1, 2, 3, 7, 8, 16, 17, 33, 49, 127, 130};

  static IntStream rows() {
    return IntStream.concat(
        IntStream.rangeClosed(1, 49),
        IntStream.of(
            53, 61, 63, 64, 65, 67, 79, 80, 81, 96, 97, 112, 113, 127, 128, 130, 192, 197));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void vectorProductsFollowTheChain(int rows) {
    Rng rng = new Rng(200 + rows);
    for (int cols = 1; cols <= 49; cols++) {
      float[] w = rng.floats(rows * cols);
      PackedMatrix matrix = PackedMatrix.pack(w, rows, cols);
      Canvas x = Canvas.of(rng.floats(cols), cols % 5);
      Canvas start = Canvas.of(rng.floats(rows), cols % 7);
      String context = rows + " x " + cols + ", " + rng;

      Canvas y = Canvas.blank(rows, cols % 3);
      matrix.multiply(x.array(), x.offset(), y.array(), y.offset());
      float[] zeros = new float[rows];
      y.assertHolds(Reference.product(w, rows, cols, 1, x.values(), zeros), "multiply, " + context);

      float[] expected = Reference.product(w, rows, cols, 1, x.values(), start.values());
      y = Canvas.blank(rows, cols % 11);
      matrix.multiply(x.array(), x.offset(), start.array(), start.offset(), y.array(), y.offset());
      y.assertHolds(expected, "with bias, " + context);

      x.assertUnchanged(context);
      start.assertUnchanged(context);
      matrix.multiplyAdd(x.array(), x.offset(), start.array(), start.offset());
      start.assertHolds(expected, "multiplyAdd, " + context);
    }
  }

  /** Tiles that take several columns in a round leave some to others. */
  @ParameterizedTest
  @ValueSource(ints = {127, 128, 130, 143, 144, 191, 192, 250, 256, 300})
  void everyRestOfColumns(int rows) {
    Rng rng = new Rng(250 + rows);
    for (int cols = 62; cols <= 70; cols++) {
      assertProducts(rows, cols, 1, rng);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void batchesFollowTheChain(int rows) {
    Rng rng = new Rng(300 + rows);
    for (int cols : COLS) {
      float[] w = rng.floats(rows * cols);
      PackedMatrix matrix = PackedMatrix.pack(w, rows, cols);
      for (int count : COUNTS) {
        String context = count + " of " + rows + " x " + cols + ", " + rng;
        Canvas x =
            Canvas.rows(rng.floats(count * cols), count, cols, cols + rng.between(0, 5), count);
        Canvas bias = Canvas.of(rng.floats(rows), 3);
        float[] old = rng.floats(count * rows);
        int stride = rows + rng.between(0, 20);

        Canvas y = Canvas.blank(count, rows, stride, 2);
        matrix.multiply(count, x.array(), x.offset(), x.stride(), y.array(), 2, stride);
        float[] zeros = new float[count * rows];
        y.assertHolds(
            Reference.product(w, rows, cols, count, x.values(), zeros), "multiply, " + context);

        y = Canvas.blank(count, rows, stride, 9);
        matrix.multiply(
            count, x.array(), x.offset(), x.stride(), bias.array(), 3, y.array(), 9, stride);
        float[] biases = repeat(bias.values(), count);
        y.assertHolds(
            Reference.product(w, rows, cols, count, x.values(), biases), "with bias, " + context);

        y = Canvas.rows(old, count, rows, stride, 1);
        matrix.multiplyAdd(count, x.array(), x.offset(), x.stride(), y.array(), 1, stride);
        y.assertHolds(
            Reference.product(w, rows, cols, count, x.values(), old), "multiplyAdd, " + context);
        x.assertUnchanged(context);
        bias.assertUnchanged(context);
      }
    }
  }

  /** Every last panel that repeats rows, behind every number of panels, in every tile. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 19, 20, 21})
  void raggedRowsInBatchesOfEveryHeight(int count) {
    Rng rng = new Rng(450 + count);
    for (int rows = 17; rows <= 130; rows++) {
      assertProducts(rows, 1 + rows % 6, count, rng);
    }
  }

  /** A gemm takes 48 rows (with 512 bits 60) and 256 columns at a time. */
  @ParameterizedTest
  @ValueSource(ints = {15, 16, 29, 32, 33, 48, 50})
  void moreRowsAndColumnsThanABlock(int rows) {
    Rng rng = new Rng(480 + rows);
    for (int cols : new int[] {255, 256, 257, 515}) {
      for (int count :
          new int[] {6, 47, 48, 49, 52, 53, 59, 60, 61, 64, 65, 67, 79, 96, 107, 120, 124, 127}) {
        assertProducts(rows, cols, count, rng);
      }
    }
  }

  /** Tiles of ten, six and five rows, and pairs, make up every number. */
  @Test
  void everyNumberOfRows() {
    Rng rng = new Rng(490);
    for (int count = 1; count <= 130; count++) {
      assertProducts(33, 5, count, rng);
    }
  }

  private static void assertProducts(int rows, int cols, int count, Rng rng) {
    float[] w = rng.floats(rows * cols);
    PackedMatrix matrix = PackedMatrix.pack(w, rows, cols);
    Canvas x = Canvas.rows(rng.floats(count * cols), count, cols, cols + rows % 3, 2);
    float[] bias = rng.floats(rows);
    float[] old = rng.floats(count * rows);
    int stride = rows + rng.between(0, 3);
    String context = count + " of " + rows + " x " + cols + ", " + rng;

    Canvas y = Canvas.blank(count, rows, stride, 3);
    matrix.multiply(count, x.array(), 2, x.stride(), y.array(), 3, stride);
    float[] zeros = new float[count * rows];
    y.assertHolds(Reference.product(w, rows, cols, count, x.values(), zeros), context);

    y = Canvas.blank(count, rows, stride, 5);
    matrix.multiply(count, x.array(), 2, x.stride(), bias, 0, y.array(), 5, stride);
    float[] biases = repeat(bias, count);
    y.assertHolds(
        Reference.product(w, rows, cols, count, x.values(), biases), "with bias, " + context);

    y = Canvas.rows(old, count, rows, stride, 1);
    matrix.multiplyAdd(count, x.array(), 2, x.stride(), y.array(), 1, stride);
    y.assertHolds(
        Reference.product(w, rows, cols, count, x.values(), old), "multiplyAdd, " + context);
  }

  /** The bias may stand in the array of the results, which is no accumulating product. */
  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 33, 64, 65, 100, 130})
  void theBiasMayStandBesideTheResults(int rows) {
    Rng rng = new Rng(470 + rows);
    int cols = 9;
    float[] w = rng.floats(rows * cols);
    PackedMatrix matrix = PackedMatrix.pack(w, rows, cols);
    for (int count = 1; count <= 7; count++) {
      float[] x = rng.floats(count * cols);
      float[] bias = rng.floats(rows);
      float[] shared = Arrays.copyOf(bias, rows + count * rows);
      matrix.multiply(count, x, 0, cols, shared, 0, shared, rows, rows);
      String context = count + " of " + rows + ", " + rng;
      Bits.assertSame(bias, Arrays.copyOf(shared, rows), "bias, " + context);
      Bits.assertSame(
          Reference.product(w, rows, cols, count, x, repeat(bias, count)),
          Arrays.copyOfRange(shared, rows, shared.length),
          context);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 20, 37, 64, 100, 130})
  void aBatchHasTheBitsOfItsSingleRuns(int rows) {
    Rng rng = new Rng(400 + rows);
    int cols = 23;
    PackedMatrix matrix = PackedMatrix.pack(rng.floats(rows * cols), rows, cols);
    float[] bias = rng.floats(rows);
    float[] x = rng.floats(33 * cols);
    float[] single = new float[33 * rows];
    for (int m = 0; m < 33; m++) {
      matrix.multiply(x, m * cols, bias, 0, single, m * rows);
    }
    for (int count = 1; count <= 33; count++) {
      float[] y = new float[count * rows];
      matrix.multiply(count, x, 0, cols, bias, 0, y, 0, rows);
      Bits.assertSame(Arrays.copyOf(single, y.length), y, count + " rows, " + rng);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 17, 33, 64, 65, 130})
  void theTransposedProductFollowsItsChain(int rows) {
    Rng rng = new Rng(500 + rows);
    for (int cols : COLS) {
      float[] a = rng.floats(rows * cols);
      PackedMatrix matrix = PackedMatrix.packTransposed(a, 0, rows, cols);
      float[] x = rng.floats(rows);
      Canvas y = Canvas.blank(cols, 6);
      matrix.multiply(x, 0, y.array(), 6);
      float[] turned = Reference.transpose(a, rows, cols);
      y.assertHolds(
          Reference.product(turned, cols, rows, 1, x, new float[cols]),
          rows + " x " + cols + ", " + rng);
    }
  }

  /** A stride of the input below its width would overlap rows; a single row needs no stride. */
  @Test
  void aSingleRowIgnoresItsStrides() {
    Rng rng = new Rng(600);
    float[] w = rng.floats(20 * 10);
    float[] x = rng.floats(10);
    PackedMatrix matrix = PackedMatrix.pack(w, 20, 10);
    float[] expected = Reference.product(w, 20, 10, 1, x, new float[20]);
    for (int stride : new int[] {0, 1, -5, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      Canvas y = Canvas.blank(20, 3);
      matrix.multiply(1, x, 0, stride, y.array(), 3, stride);
      y.assertHolds(expected, "stride " + stride + ", " + rng);
    }
  }

  /** Rows of x and y may interleave with other data: the gates of one step, say. */
  @Test
  void xAndYMayShareAnArrayApart() {
    Rng rng = new Rng(601);
    int rows = 37;
    int cols = 19;
    float[] w = rng.floats(rows * cols);
    float[] x = rng.floats(6 * cols);
    float[] shared = new float[6 * cols + 6 * rows];
    System.arraycopy(x, 0, shared, 0, x.length);
    PackedMatrix.pack(w, rows, cols).multiply(6, shared, 0, cols, shared, 6 * cols, rows);
    Bits.assertSame(
        Reference.product(w, rows, cols, 6, x, new float[6 * rows]),
        Arrays.copyOfRange(shared, 6 * cols, shared.length),
        rng.toString());
  }

  /** NaN, infinities and denormals go through as the chain says: zeros are not skipped. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 8})
  void specialValuesFollowTheChain(int count) {
    Rng rng = new Rng(700 + count);
    for (int rows : new int[] {5, 16, 33, 64, 100}) {
      for (int cols : new int[] {1, 2, 5}) {
        float[] w = rng.anything(rows * cols);
        float[] x = rng.anything(count * cols);
        float[] start = rng.anything(rows);
        Canvas y = Canvas.blank(count, rows, rows, 4);
        PackedMatrix.pack(w, rows, cols).multiply(count, x, 0, cols, start, 0, y.array(), 4, rows);
        Bits.assertSame(
            Reference.product(w, rows, cols, count, x, repeat(start, count)),
            y.values(),
            count + " of " + rows + " x " + cols + ", " + rng);
      }
    }
  }

  private static float[] repeat(float[] row, int count) {
    float[] result = new float[row.length * count];
    for (int m = 0; m < count; m++) {
      System.arraycopy(row, 0, result, m * row.length, row.length);
    }
    return result;
  }
}
