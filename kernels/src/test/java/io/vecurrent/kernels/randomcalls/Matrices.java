package io.vecurrent.kernels.randomcalls;

import io.vecurrent.kernels.OuterProduct;
import io.vecurrent.kernels.PackedMatrix;
import io.vecurrent.kernels.Precision;
import io.vecurrent.kernels.randomcalls.Contract.Region;
import io.vecurrent.kernels.support.Rng;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The methods on matrices, in plain loops over doubles; one matrix of random size each time. */
final class Matrices {
  private static final int LARGEST = 40;
  private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 64;

  private final PackedMatrix matrix;
  private final int rows;
  private final int cols;
  private final float[] weights;

  private Matrices(Rng rng) {
    rows = rng.between(1, LARGEST);
    cols = rng.between(1, LARGEST);
    Precision precision = rng.between(0, 1) == 0 ? Precision.FLOAT32 : Precision.BFLOAT16;
    matrix = PackedMatrix.pack(rng.floats(rows * cols), 0, rows, cols, precision);
    weights = new float[rows * cols];
    matrix.unpack(weights, 0);
  }

  /** The methods of a new matrix. */
  static List<Operation> methods(Rng rng) {
    return new Matrices(rng).methods().toList();
  }

  static Stream<Operation> statics() {
    Class<?> type = PackedMatrix.class;
    return Stream.of(
        Operation.of(type, "pack", a -> drawRowMajor(a, false), (c, a) -> rowMajor(c, a, false)),
        Operation.of(type, "pack", a -> drawRowMajor(a, true), (c, a) -> rowMajor(c, a, false)),
        Operation.of(
            type,
            "pack",
            a -> {
              drawRowMajor(a, true);
              a.value(Precision.BFLOAT16);
            },
            (c, a) -> rowMajor(c, a, false)),
        Operation.of(
            type, "packTransposed", a -> drawRowMajor(a, true), (c, a) -> rowMajor(c, a, true)),
        Operation.of(OuterProduct.class, "accumulate", Matrices::drawOuter, Matrices::outer));
  }

  /** Row-major floats, perhaps an offset, rows, columns. */
  private static void drawRowMajor(Arguments a, boolean offset) {
    int rows = a.draw(1, LARGEST);
    int cols = a.draw(1, LARGEST);
    if (offset) {
      a.array(rows * cols);
    } else {
      a.bare(rows * cols);
    }
    a.value(rows).value(cols);
  }

  /** The matrix that comes back holds the floats, or those rounded to 16 bits. */
  private static void rowMajor(Contract c, Arguments a, boolean transposed) {
    int skip = a.count() == 3 ? 0 : 1;
    int rows = a.number(1 + skip);
    int cols = a.number(2 + skip);
    int offset = skip == 0 ? 0 : a.number(1);
    c.refuseUnless(rows >= 1, "rows");
    c.refuseUnless(cols >= 1, "cols");
    boolean fits = (long) rows * cols <= LARGEST_ARRAY;
    c.refuseUnless(fits, "rows * cols");
    c.range("rowMajor", a.floats(0), offset, fits ? rows * cols : 0);
    if (c.isValid()) {
      float[] weights = new float[rows * cols];
      for (int i = 0; i < rows * cols; i++) {
        float value = a.floats(0)[offset + i];
        int at = transposed ? i % cols * rows + i / cols : i;
        c.expect(weights, at, value, a.count() == 5 ? rounding(value) : 0);
      }
      c.expectMatrix(weights);
    }
  }

  /** Half the distance between numbers with 8 bits of significand. */
  private static double rounding(double value) {
    return Math.abs(value) / 256;
  }

  private static void drawOuter(Arguments a) {
    int count = a.draw(0, 9);
    int rows = a.draw(1, LARGEST);
    int cols = a.draw(1, LARGEST);
    a.value(count).rows(count, rows).value(rows).rows(count, cols).value(cols).rows(rows, cols);
  }

  private static void outer(Contract c, Arguments a) {
    int count = a.number(0);
    int rows = a.number(4);
    int cols = a.number(8);
    c.refuseUnless(count >= 0, "count");
    c.refuseUnless(rows >= 1, "rows");
    c.refuseUnless(cols >= 1, "cols");
    Region x = c.rows("a", a.floats(1), a.number(2), a.number(3), count, rows);
    Region y = c.rows("b", a.floats(5), a.number(6), a.number(7), count, cols);
    Region z = c.rows("c", a.floats(9), a.number(10), a.number(11), rows, cols);
    c.apart(x, z);
    c.apart(y, z);
    for (int i = 0; c.isValid() && count > 0 && i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        int at = a.number(10) + i * a.number(11) + j;
        double sum = a.floats(9)[at];
        double size = Math.abs(sum);
        for (int k = 0; k < count; k++) {
          double left = a.floats(1)[a.number(2) + k * a.number(3) + i];
          double product = left * a.floats(5)[a.number(6) + k * a.number(7) + j];
          sum += product;
          size += Math.abs(product);
        }
        c.expect(a.floats(9), at, sum, LevelOne.near(size));
      }
    }
  }

  private Operation operation(
      String name, Consumer<Arguments> draw, BiConsumer<Contract, Arguments> contract) {
    return Operation.on(matrix, weights, name, draw, contract);
  }

  private Stream<Operation> methods() {
    return Stream.of(
        operation("setBlock", a -> drawBlock(a, false), (c, a) -> block(c, a, false)),
        operation("setTransposedBlock", a -> drawBlock(a, true), (c, a) -> block(c, a, true)),
        operation("unpack", a -> a.array(rows * cols), this::unpack),
        operation("multiply", a -> a.array(cols).array(rows), (c, a) -> single(c, a, false, false)),
        operation(
            "multiplyAdd", a -> a.array(cols).array(rows), (c, a) -> single(c, a, false, true)),
        operation(
            "multiply",
            a -> a.array(cols).array(rows).array(rows),
            (c, a) -> single(c, a, true, false)),
        operation("multiply", a -> drawBatch(a, false), (c, a) -> batch(c, a, false, false)),
        operation("multiplyAdd", a -> drawBatch(a, false), (c, a) -> batch(c, a, false, true)),
        operation("multiply", a -> drawBatch(a, true), (c, a) -> batch(c, a, true, false)));
  }

  /** Row, column, src, offset, stride, and the block's size as it stands in src. */
  private void drawBlock(Arguments a, boolean transposed) {
    int height = a.draw(0, rows);
    int width = a.draw(0, cols);
    int srcRows = transposed ? width : height;
    int srcCols = transposed ? height : width;
    a.value(a.draw(0, rows - height)).value(a.draw(0, cols - width));
    a.rows(srcRows, srcCols).value(srcRows).value(srcCols);
  }

  private void block(Contract c, Arguments a, boolean transposed) {
    int srcRows = a.number(5);
    int srcCols = a.number(6);
    long height = transposed ? srcCols : srcRows;
    long width = transposed ? srcRows : srcCols;
    c.refuseUnless(height >= 0 && width >= 0, "block");
    c.refuseUnless(a.number(0) >= 0 && a.number(0) + height <= rows, "block");
    c.refuseUnless(a.number(1) >= 0 && a.number(1) + width <= cols, "block");
    c.rows("src", a.floats(2), a.number(3), a.number(4), srcRows, srcCols);
    for (int i = 0; c.isValid() && i < height; i++) {
      for (int j = 0; j < width; j++) {
        int from = transposed ? j * a.number(4) + i : i * a.number(4) + j;
        double value = a.floats(2)[a.number(3) + from];
        boolean exact = matrix.precision() == Precision.FLOAT32;
        int at = (a.number(0) + i) * cols + a.number(1) + j;
        c.expect(weights, at, value, exact ? 0 : rounding(value));
      }
    }
  }

  private void unpack(Contract c, Arguments a) {
    c.range("rowMajor", a.floats(0), a.number(1), rows * cols);
    for (int i = 0; c.isValid() && i < rows * cols; i++) {
      c.expect(a.floats(0), a.number(1) + i, weights[i], 0);
    }
  }

  /** x, offset, perhaps bias and offset, y, offset. */
  private void single(Contract c, Arguments a, boolean bias, boolean add) {
    int y = bias ? 4 : 2;
    int biasAt = bias ? 2 : -1;
    product(c, a, new Product(1, 0, cols, biasAt, y, rows, add));
  }

  private void drawBatch(Arguments a, boolean bias) {
    int count = a.draw(0, 9);
    a.value(count).rows(count, cols);
    if (bias) {
      a.array(rows);
    }
    a.rows(count, rows);
  }

  /** Count, x, offset, stride, perhaps bias and offset, y, offset, stride. */
  private void batch(Contract c, Arguments a, boolean bias, boolean add) {
    int count = a.number(0);
    c.refuseUnless(count >= 0, "count");
    int y = bias ? 6 : 4;
    int biasAt = bias ? 4 : -1;
    product(c, a, new Product(count, 1, a.number(3), biasAt, y, a.number(y + 2), add));
  }

  /** Where x, the bias (-1 for none) and y stand among the arguments. */
  private record Product(
      int count, int x, int xStride, int bias, int y, int yStride, boolean add) {}

  private void product(Contract c, Arguments a, Product p) {
    float[] xs = a.floats(p.x);
    float[] ys = a.floats(p.y);
    Region x = c.rows("x", xs, a.number(p.x + 1), p.xStride, p.count, cols);
    Region y = c.rows("y", ys, a.number(p.y + 1), p.yStride, p.count, rows);
    c.apart(x, y);
    if (p.bias >= 0) {
      c.apart(c.range("bias", a.floats(p.bias), a.number(p.bias + 1), rows), y);
    }
    for (int m = 0; c.isValid() && m < p.count; m++) {
      for (int i = 0; i < rows; i++) {
        int at = a.number(p.y + 1) + m * p.yStride + i;
        double start = p.bias < 0 ? 0 : a.floats(p.bias)[a.number(p.bias + 1) + i];
        expectChain(c, ys, at, p.add ? ys[at] : start, xs, a.number(p.x + 1) + m * p.xStride, i);
      }
    }
  }

  private void expectChain(
      Contract c, float[] ys, int at, double start, float[] xs, int xAt, int row) {
    double sum = start;
    double size = Math.abs(start);
    for (int j = 0; j < cols; j++) {
      double product = (double) weights[row * cols + j] * xs[xAt + j];
      sum += product;
      size += Math.abs(product);
    }
    c.expect(ys, at, sum, LevelOne.near(size));
  }
}
