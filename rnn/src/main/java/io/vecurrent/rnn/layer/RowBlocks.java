package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.PackedMatrix;

/**
 * A matrix in blocks of rows, for products that follow one another, step by step. Taken there and
 * back, each begins with the weights that the one before has read last, some of which the caches
 * near the core still hold where the whole matrix is too large for them. The bits are those of the
 * whole matrix's product.
 *
 * <p>Measured on an AMD Zen 5 core with caches of 48 KiB and 1 MiB (JDK 25, 512 bits): 32 steps
 * forward of 512 units 322 -> 294 us, of 1024 1,750 -> 1,510, GRU of 512 1,330 -> 1,100, LSTM of 64
 * 19.3 -> 17.5, of 256 340 -> 317, of 512 1,880 -> 1,550, forward and backward 2 to 17 % faster. A
 * streaming step, where both matrices take turns block by block: 256 units 3.05 -> 2.65 us, 512
 * 20.0 -> 16.4, GRU of 256 14.8 -> 11.7, LSTM of 64 1.19 -> 1.00, of 256 21.0 -> 17.4. Blocks of 64
 * rows are 10 % slower than those of 128, and of 256 rows less is left in the caches (512 units
 * with 16-bit weights 184 us in blocks of 128, else 210 to 220).
 */
final class RowBlocks {
  /** Rows of the tallest tile of a matvec: 128 with vectors of 512 bits. */
  private static final int HEIGHT = 128;

  /** A matrix of no more weights, 32 KiB, stays in the first cache as it is. */
  private static final int FEW = 1 << 13;

  /** With more rows of x a product waits for arithmetic, and copies x for every block. */
  private static final int FEW_ROWS = 4;

  private final PackedMatrix whole;
  private final PackedMatrix[] blocks;
  private final int height;

  RowBlocks(PackedMatrix matrix) {
    whole = matrix;
    int rows = matrix.rows();
    height = (long) rows * matrix.cols() <= FEW ? rows : HEIGHT;
    blocks = new PackedMatrix[(rows + height - 1) / height];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = matrix.slice(i * height, Math.min(rows, (i + 1) * height));
    }
  }

  /** Whether products of {@code count} rows of x gain by blocks. */
  boolean isWorthwhile(int count) {
    return blocks.length > 1 && count <= FEW_ROWS;
  }

  int count() {
    return blocks.length;
  }

  /** The matrix's row where block {@code index} begins. */
  int row(int index) {
    return index * height;
  }

  /** {@code y = bias + W x}, the rows of one block, for {@code count} rows of x and y. */
  void multiply(
      int index,
      int count,
      float[] x,
      int xOffset,
      int xStride,
      float[] bias,
      float[] y,
      int yStride) {
    int row = row(index);
    blocks[index].multiply(count, x, xOffset, xStride, bias, row, y, row, yStride);
  }

  /** {@code y += W x}, the rows of one block, for {@code count} rows of x and y. */
  void multiplyAdd(
      int index,
      int count,
      float[] x,
      int xOffset,
      int xStride,
      float[] y,
      int yOffset,
      int yStride) {
    int to = yOffset + row(index);
    blocks[index].multiplyAdd(count, x, xOffset, xStride, y, to, yStride);
  }

  /** {@code y += W x} for {@code count} rows of x and y: there, or {@code back}. */
  void multiplyAdd(
      boolean back,
      int count,
      float[] x,
      int xOffset,
      int xStride,
      float[] y,
      int yOffset,
      int yStride) {
    if (!isWorthwhile(count)) {
      whole.multiplyAdd(count, x, xOffset, xStride, y, yOffset, yStride);
      return;
    }
    int last = blocks.length - 1;
    for (int i = 0; i <= last; i++) {
      multiplyAdd(back ? last - i : i, count, x, xOffset, xStride, y, yOffset, yStride);
    }
  }
}
