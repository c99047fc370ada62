package io.vecurrent.kernels.spi;

/**
 * The packed weight layout: panels of 64 rows; within a panel the weights of one column stand
 * together, column after column. Rows are padded with zeros to a multiple of 16, so that the last
 * panel may be 16, 32, 48 or 64 rows high.
 *
 * <p>A kernel then keeps one accumulator per vector of rows, broadcasts x[j] and reads the weights
 * in sequence, with no horizontal sum, at any vector width up to 16 lanes.
 */
public final class Panels {
  /** Rows of a full panel. */
  public static final int HEIGHT = 64;

  /** Rows are padded to a multiple of this: the widest vector, 512 bits, holds 16 floats. */
  public static final int GRANULE = 16;

  private Panels() {}

  /** {@code rows} rounded up to a multiple of {@link #GRANULE}. */
  public static int padded(int rows) {
    return (rows + GRANULE - 1) & -GRANULE;
  }

  /** The height of the panel that holds {@code row}: the distance of its columns. */
  public static int height(int row, int paddedRows) {
    return Math.min(HEIGHT, paddedRows - (row & -HEIGHT));
  }

  /** Where the weight of {@code row} in column 0 stands; further columns are a height apart. */
  public static int offset(int row, int cols) {
    return (row & -HEIGHT) * cols + (row & (HEIGHT - 1));
  }
}
