package io.vecurrent.kernels;

import io.vecurrent.kernels.support.Bits;
import io.vecurrent.kernels.support.Canvas;
import io.vecurrent.kernels.support.Reference;
import io.vecurrent.kernels.support.Rng;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums of outer products against the documented chains, bit by bit. */
class OuterProductTest {
  private static final int[] COUNTS = {0, 1, 2, 3, 7, 32};
  private static final int[] ROWS = {1, 2, 3, 4, 5, 6, 7, 12, 13, 49, 97, 130};

  @ParameterizedTest
  @MethodSource("io.vecurrent.kernels.ProductTest#rows")
  void everyElementIsOneChainThroughK(int cols) {
    Rng rng = new Rng(800 + cols);
    for (int rows : ROWS) {
      for (int count : COUNTS) {
        assertChains(count, rows, cols, rng);
      }
    }
  }

  /** Tiles of ten and six rows make up every number. */
  @ParameterizedTest
  @ValueSource(ints = {16, 31, 37, 64})
  void everyNumberOfRows(int cols) {
    Rng rng = new Rng(830 + cols);
    for (int rows = 1; rows <= 100; rows++) {
      assertChains(3, rows, cols, rng);
    }
  }

  /** The vector back end takes 128 steps, 6, 12 or 30 rows and about 256 columns at a time. */
  @ParameterizedTest
  @ValueSource(ints = {1, 29, 31, 60, 97, 101})
  void moreThanABlock(int rows) {
    Rng rng = new Rng(850 + rows);
    for (int cols : new int[] {127, 128, 255, 256, 257, 263, 264, 271, 272, 273, 288, 513}) {
      for (int count : new int[] {1, 127, 128, 129, 257}) {
        assertChains(count, rows, cols, rng);
      }
    }
  }

  private static void assertChains(int count, int rows, int cols, Rng rng) {
    Canvas a = Canvas.rows(rng.floats(count * rows), count, rows, rows + rng.between(0, 6), count);
    Canvas b = Canvas.rows(rng.floats(count * cols), count, cols, cols + rng.between(0, 6), 5);
    Canvas c = Canvas.rows(rng.floats(rows * cols), rows, cols, cols + rng.between(0, 9), 3);
    float[] expected = Reference.outer(count, a.values(), rows, b.values(), cols, c.values());
    String context = count + " of " + rows + " x " + cols + ", " + rng;
    accumulate(count, a, rows, b, cols, c);
    c.assertHolds(expected, context);
    a.assertUnchanged(context);
    b.assertUnchanged(context);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 20, 49, 64, 127})
  void splittingTheSumChangesNothing(int size) {
    Rng rng = new Rng(900 + size);
    int count = 13;
    float[] a = rng.floats(count * size);
    float[] b = rng.floats(count * size);
    float[] start = rng.floats(size * size);
    float[] whole = start.clone();
    OuterProduct.accumulate(count, a, 0, size, size, b, 0, size, size, whole, 0, size);
    for (int split = 0; split <= count; split++) {
      float[] parts = start.clone();
      int rest = count - split;
      int from = split * size;
      OuterProduct.accumulate(split, a, 0, size, size, b, 0, size, size, parts, 0, size);
      OuterProduct.accumulate(rest, a, from, size, size, b, from, size, size, parts, 0, size);
      Bits.assertSame(whole, parts, "split after " + split + ", " + rng);
    }
  }

  @Test
  void countZeroChangesNothing() {
    Canvas c = Canvas.rows(new Rng(1000).floats(35), 5, 7, 9, 2);
    OuterProduct.accumulate(0, new float[0], 0, 5, 5, new float[0], 0, 7, 7, c.array(), 2, 9);
    c.assertUnchanged("count 0");
  }

  @Test
  void specialValuesFollowTheChain() {
    Rng rng = new Rng(1001);
    for (int size : new int[] {3, 8, 17, 33, 50}) {
      Canvas a = Canvas.of(rng.anything(2 * size), 1);
      Canvas b = Canvas.of(rng.anything(2 * size), 2);
      float[] c = rng.anything(size * size);
      float[] expected = Reference.outer(2, a.values(), size, b.values(), size, c);
      OuterProduct.accumulate(2, a.array(), 1, size, size, b.array(), 2, size, size, c, 0, size);
      Bits.assertSame(expected, c, size + ", " + rng);
    }
  }

  /** a and b may be one array, even one range: x x^T. */
  @Test
  void aAndBMayBeTheSame() {
    Rng rng = new Rng(1002);
    float[] x = rng.floats(3 * 20);
    float[] c = new float[400];
    OuterProduct.accumulate(3, x, 0, 20, 20, x, 0, 20, 20, c, 0, 20);
    Bits.assertSame(Reference.outer(3, x, 20, x, 20, new float[400]), c, rng.toString());
  }

  /** The stride behind the last row belongs to nobody. */
  @Test
  void cMayFollowTheLastRowOfAWideStride() {
    Rng rng = new Rng(1003);
    float[] b = rng.floats(2 * 3);
    float[] shared = rng.floats(12 + 4 + 4 * 3);
    float[] a = new float[2 * 4];
    System.arraycopy(shared, 0, a, 0, 4);
    System.arraycopy(shared, 12, a, 4, 4);
    float[] old = Arrays.copyOfRange(shared, 16, 28);
    OuterProduct.accumulate(2, shared, 0, 12, 4, b, 0, 3, 3, shared, 16, 3);
    Bits.assertSame(
        Reference.outer(2, a, 4, b, 3, old), Arrays.copyOfRange(shared, 16, 28), rng.toString());
  }

  private static void accumulate(int count, Canvas a, int rows, Canvas b, int cols, Canvas c) {
    OuterProduct.accumulate(
        count,
        a.array(),
        a.offset(),
        a.stride(),
        rows,
        b.array(),
        b.offset(),
        b.stride(),
        cols,
        c.array(),
        c.offset(),
        c.stride());
  }
}
