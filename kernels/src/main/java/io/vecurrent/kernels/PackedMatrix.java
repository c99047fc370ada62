package io.vecurrent.kernels;

import static io.vecurrent.kernels.internal.Checks.apart;
import static io.vecurrent.kernels.internal.Checks.atLeast;
import static io.vecurrent.kernels.internal.Checks.extent;
import static io.vecurrent.kernels.internal.Checks.notNull;
import static io.vecurrent.kernels.internal.Checks.range;
import static io.vecurrent.kernels.internal.Checks.size;
import static io.vecurrent.kernels.internal.Checks.strided;

/**
 * A matrix of {@code rows x cols} floats, packed once for many products.
 *
 * <p><b>Layout.</b> Panels of 16 rows, column after column: {@code 4 * cols * (rows rounded up to
 * 16)} bytes; of 32 rows with {@link Precision#BFLOAT16}: {@code 2 * cols * (rows rounded up to
 * 32)} bytes. Small matrices share arrays of 512 KiB, or of half a region of the G1 collector if
 * that is more, which live as long as one of them. Products read the weights in sequence. The
 * transposed product uses a second matrix, made by {@link #packTransposed}.
 *
 * <p><b>Numerics.</b> Each output element is one chain of fused multiply-adds, {@code y[i] =
 * fma(w[i][c-1], x[c-1], ... fma(w[i][0], x[0], start))}, where the start is 0, the bias or the old
 * y[i]. So every back end and every vector width gives the same bits, and so does a batch compared
 * with its single rows.
 *
 * <p><b>Threads.</b> Products may run on many threads at once; no thread may change the matrix
 * meanwhile. <b>Allocation.</b> Only the factory methods allocate, and the first product of several
 * rows in a thread: 160 KiB that the thread keeps; of 16-bit weights also the first of a single
 * row, some hundred bytes (JDK 17, 256 bits). <b>Errors.</b> Every method checks its arguments
 * before it writes: null is a {@link NullPointerException}, anything else an {@link
 * IllegalArgumentException} that names the argument. <b>Aliasing.</b> y must not overlap x or the
 * bias.
 */
public final class PackedMatrix {
  private final int rows;
  private final int cols;
  private final PanelStorage storage;

  /** Where chains without a bias begin. */
  private final float[] zeros;

  private PackedMatrix(PanelStorage storage, float[] zeros) {
    this.rows = storage.rows;
    this.cols = storage.cols;
    this.storage = storage;
    this.zeros = zeros;
  }

  /** A matrix of zeros, to be filled with {@link #setBlock} or {@link #setTransposedBlock}. */
  public static PackedMatrix zeros(int rows, int cols) {
    return zeros(rows, cols, Precision.FLOAT32);
  }

  /** A matrix of zeros whose weights will be rounded to {@code precision}. */
  public static PackedMatrix zeros(int rows, int cols, Precision precision) {
    size(atLeast(rows, 1, "rows"), atLeast(cols, 1, "cols"), "rows * cols");
    PanelStorage storage =
        switch (notNull(precision, "precision")) {
          case FLOAT32 -> new Float32Panels(rows, cols);
          case BFLOAT16 -> new Bfloat16Panels(rows, cols);
        };
    return new PackedMatrix(storage, new float[rows]);
  }

  /**
   * Packs the row-major matrix at the start of an array; see {@link #pack(float[], int, int, int)}.
   */
  public static PackedMatrix pack(float[] rowMajor, int rows, int cols) {
    return pack(rowMajor, 0, rows, cols);
  }

  /**
   * Packs a row-major matrix.
   *
   * @param rowMajor {@code rows * cols} floats from {@code offset}: element (i, j) at {@code offset
   *     + i * cols + j}; copied
   */
  public static PackedMatrix pack(float[] rowMajor, int offset, int rows, int cols) {
    return pack(rowMajor, offset, rows, cols, Precision.FLOAT32);
  }

  /** Packs a row-major matrix, its weights rounded to {@code precision}. */
  public static PackedMatrix pack(
      float[] rowMajor, int offset, int rows, int cols, Precision precision) {
    range(
        rowMajor,
        offset,
        size(atLeast(rows, 1, "rows"), atLeast(cols, 1, "cols"), "rows * cols"),
        "rowMajor");
    PackedMatrix packed = zeros(rows, cols, precision);
    packed.setBlock(0, 0, rowMajor, offset, cols, rows, cols);
    return packed;
  }

  /**
   * Packs the transpose of a row-major matrix: the result has {@code cols} rows, and its products
   * are the transposed products {@code y = A^T x} of the backward pass.
   *
   * @param rowMajor A, {@code rows * cols} floats from {@code offset}; copied
   */
  public static PackedMatrix packTransposed(float[] rowMajor, int offset, int rows, int cols) {
    range(
        rowMajor,
        offset,
        size(atLeast(rows, 1, "rows"), atLeast(cols, 1, "cols"), "rows * cols"),
        "rowMajor");
    PackedMatrix packed = zeros(cols, rows);
    packed.setTransposedBlock(0, 0, rowMajor, offset, cols, rows, cols);
    return packed;
  }

  /** The number of rows: the length of y. */
  public int rows() {
    return rows;
  }

  /** The number of columns: the length of x. */
  public int cols() {
    return cols;
  }

  /** How the weights are stored. */
  public Precision precision() {
    return storage.precision();
  }

  /**
   * Some rows of this matrix as a matrix of their own that shares the weights: its products are
   * those rows of this matrix's products, bit for bit, so that several threads can share the work
   * of one. Blocks set in one are seen in the other.
   *
   * @param fromRow the first row, a multiple of 16, or of 32 with {@link Precision#BFLOAT16}
   * @param toRow one behind the last row: also such a multiple, or the number of rows; then the
   *     slice must have at least 16, unless it is the whole matrix
   */
  public PackedMatrix slice(int fromRow, int toRow) {
    if (fromRow < 0 || fromRow >= toRow || toRow > rows || !storage.splits(fromRow, toRow)) {
      throw new IllegalArgumentException(
          "rows "
              + fromRow
              + " to "
              + toRow
              + ": must be multiples of "
              + storage.height()
              + " within the "
              + rows
              + " rows of the matrix, and a last slice at least 16 rows high");
    }
    return new PackedMatrix(storage.slice(fromRow, toRow), zeros);
  }

  /**
   * Replaces the block whose first element is (row, col) by a row-major one.
   *
   * @param src {@code blockRows} rows of {@code blockCols} floats, {@code stride} apart, from
   *     {@code offset}
   */
  public void setBlock(
      int row, int col, float[] src, int offset, int stride, int blockRows, int blockCols) {
    checkBlock(row, col, blockRows, blockCols);
    strided(src, offset, stride, blockRows, blockCols, "src");
    storage.set(row, col, src, offset, stride, blockRows, blockCols);
  }

  /**
   * Replaces the block whose first element is (row, col) by the transpose of a row-major one:
   * element (row + j, col + i) becomes {@code src[offset + i * stride + j]}.
   *
   * @param src {@code srcRows} rows of {@code srcCols} floats, {@code stride} apart, from {@code
   *     offset}
   */
  public void setTransposedBlock(
      int row, int col, float[] src, int offset, int stride, int srcRows, int srcCols) {
    checkBlock(row, col, srcCols, srcRows);
    strided(src, offset, stride, srcRows, srcCols, "src");
    storage.setTransposed(row, col, src, offset, stride, srcRows, srcCols);
  }

  /**
   * Writes the matrix row-major, without padding, {@code rows * cols} floats from {@code offset}.
   */
  public void unpack(float[] rowMajor, int offset) {
    range(rowMajor, offset, rows * cols, "rowMajor");
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        rowMajor[offset + i * cols + j] = storage.get(i, j);
      }
    }
  }

  /** {@code y = W x} on {@code cols} floats of x and {@code rows} floats of y. */
  public void multiply(float[] x, int xOffset, float[] y, int yOffset) {
    multiply(1, x, xOffset, cols, y, yOffset, rows);
  }

  /** {@code y = bias + W x}; the bias has {@code rows} floats. */
  public void multiply(
      float[] x, int xOffset, float[] bias, int biasOffset, float[] y, int yOffset) {
    multiply(1, x, xOffset, cols, bias, biasOffset, y, yOffset, rows);
  }

  /** {@code y = y + W x}: the chains begin at the old y. */
  public void multiplyAdd(float[] x, int xOffset, float[] y, int yOffset) {
    multiplyAdd(1, x, xOffset, cols, y, yOffset, rows);
  }

  /**
   * {@code y[m] = W x[m]} for {@code count} rows: {@code Y = X W^T}.
   *
   * @param count how many rows; 0 does nothing
   * @param x rows of {@code cols} floats, {@code xStride} apart, from {@code xOffset}
   * @param y rows of {@code rows} floats, {@code yStride} apart, from {@code yOffset}
   */
  public void multiply(
      int count, float[] x, int xOffset, int xStride, float[] y, int yOffset, int yStride) {
    checkProduct(count, x, xOffset, xStride, y, yOffset, yStride);
    storage.gemm(count, x, xOffset, xStride, zeros, 0, 0, y, yOffset, yStride);
  }

  /**
   * {@code y[m] = bias + W x[m]} for {@code count} rows.
   *
   * @param bias {@code rows} floats from {@code biasOffset}, shared by all rows
   * @see #multiply(int, float[], int, int, float[], int, int)
   */
  public void multiply(
      int count,
      float[] x,
      int xOffset,
      int xStride,
      float[] bias,
      int biasOffset,
      float[] y,
      int yOffset,
      int yStride) {
    checkProduct(count, x, xOffset, xStride, y, yOffset, yStride);
    range(bias, biasOffset, rows, "bias");
    apart(bias, biasOffset, rows, "bias", y, yOffset, extent(count, yStride, rows), "y");
    storage.gemm(count, x, xOffset, xStride, bias, biasOffset, 0, y, yOffset, yStride);
  }

  /**
   * {@code y[m] = y[m] + W x[m]} for {@code count} rows: the chains begin at the old y.
   *
   * @see #multiply(int, float[], int, int, float[], int, int)
   */
  public void multiplyAdd(
      int count, float[] x, int xOffset, int xStride, float[] y, int yOffset, int yStride) {
    checkProduct(count, x, xOffset, xStride, y, yOffset, yStride);
    storage.gemm(count, x, xOffset, xStride, y, yOffset, yStride, y, yOffset, yStride);
  }

  private void checkProduct(
      int count, float[] x, int xOffset, int xStride, float[] y, int yOffset, int yStride) {
    atLeast(count, 0, "count");
    strided(x, xOffset, xStride, count, cols, "x");
    strided(y, yOffset, yStride, count, rows, "y");
    apart(
        x,
        xOffset,
        extent(count, xStride, cols),
        "x",
        y,
        yOffset,
        extent(count, yStride, rows),
        "y");
  }

  private void checkBlock(int row, int col, int blockRows, int blockCols) {
    atLeast(blockRows, 0, "block rows");
    atLeast(blockCols, 0, "block columns");
    if (row < 0 || col < 0 || row > rows - blockRows || col > cols - blockCols) {
      throw new IllegalArgumentException(
          "block: "
              + blockRows
              + " x "
              + blockCols
              + " at ("
              + row
              + ", "
              + col
              + ") does not lie inside the "
              + rows
              + " x "
              + cols
              + " matrix");
    }
  }

  /** The size, for messages. */
  @Override
  public String toString() {
    return "PackedMatrix[" + rows + " x " + cols + "]";
  }
}
