package io.vecurrent.jmh.reference;

/**
 * Matrices as arrays of rows. C2 vectorises a loop over several arrays only where it indexes all of
 * them alike, which offsets into flat arrays prevent.
 */
public final class Rows {
  private Rows() {}

  /** The rows of a row-major matrix at {@code offset}. */
  public static float[][] of(float[] flat, int offset, int rows, int cols) {
    float[][] result = new float[rows][cols];
    load(flat, offset, result);
    return result;
  }

  /** The columns of a row-major matrix at {@code offset}. */
  public static float[][] transposed(float[] flat, int offset, int rows, int cols) {
    float[][] result = new float[cols][rows];
    loadTransposed(flat, offset, result);
    return result;
  }

  /** Reads rows that stand one behind the other. */
  public static void load(float[] flat, int offset, float[][] rows) {
    int from = offset;
    for (float[] row : rows) {
      System.arraycopy(flat, from, row, 0, row.length);
      from += row.length;
    }
  }

  /** Reads the columns of a row-major matrix. */
  public static void loadTransposed(float[] flat, int offset, float[][] columns) {
    for (int i = 0; i < columns[0].length; i++) {
      for (int j = 0; j < columns.length; j++) {
        columns[j][i] = flat[offset + i * columns.length + j];
      }
    }
  }

  /** Writes rows one behind the other. */
  public static void store(float[][] rows, float[] flat, int offset) {
    int to = offset;
    for (float[] row : rows) {
      System.arraycopy(row, 0, flat, to, row.length);
      to += row.length;
    }
  }

  /** All rows in one new array. */
  public static float[] flatten(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    store(rows, flat, 0);
    return flat;
  }
}
