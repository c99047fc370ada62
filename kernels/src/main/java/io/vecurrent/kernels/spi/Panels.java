package io.vecurrent.kernels.spi;

/**
 * The packed weight layout: panels of 16 rows, one after the other; within a panel the 16 weights
 * of a column stand together, column after column.
 *
 * <p>A kernel keeps one accumulator per vector of rows, broadcasts x[j] and reads the weights in
 * sequence, with no horizontal sum, at any vector width up to 16 lanes. Columns are the same 16
 * floats apart in every panel of every matrix: with a distance that is no constant the JIT checks
 * the bounds of every load (a matvec of 64 x 64 took 206 ns instead of 158, a gemm ran at 37
 * instead of 47 G multiply-adds a second; JDK 25, 256 bits).
 *
 * <p>The last panel holds the last 16 rows. Where the number of rows is no multiple of 16 it
 * repeats rows of the panel before, so that a product of 127 rows needs no other code, and no more
 * time, than one of 128. A matrix of less than 16 rows has one panel, filled up with zeros.
 */
public final class Panels {
  /** Rows of a panel: the lanes of the widest vector. */
  public static final int HEIGHT = 16;

  private Panels() {}

  /** Panels of a matrix. */
  public static int count(int rows) {
    return (rows + HEIGHT - 1) / HEIGHT;
  }

  /** The first row in a panel. */
  public static int start(int panel, int rows) {
    return Math.max(0, Math.min(panel * HEIGHT, rows - HEIGHT));
  }

  /** How many rows of the last panel stand in the panel before as well. */
  public static int repeated(int rows) {
    return rows < HEIGHT ? 0 : count(rows) * HEIGHT - rows;
  }
}
