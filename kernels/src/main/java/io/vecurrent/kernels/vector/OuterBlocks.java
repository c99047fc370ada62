package io.vecurrent.kernels.vector;

/**
 * C += A^T B, cut into blocks whose a and b fit the thread's {@link Scratch}: {@link #DEPTH} steps
 * of {@link #ROWS} rows and {@link #COLS} columns of C. A chain goes on from C: the bits are those
 * of one pass.
 */
final class OuterBlocks {
  /** Steps at a time. */
  private static final int DEPTH = 64;

  /** Rows of C at a time: whole tiles. */
  static final int ROWS = 96;

  /** Columns of C at a time. */
  private static final int COLS = 128;

  /** Floats from one tile's columns in the scratch to the next's. */
  static final int PANEL = DEPTH * OuterTile.WIDTH;

  /** In the scratch: where b and a stand. */
  private static final int B = Scratch.ROWS;

  private static final int A = B + DEPTH * COLS;

  private OuterBlocks() {}

  /** For at least one vector of columns. */
  static void accumulate(
      int count,
      float[] a,
      int ao,
      int as,
      int rows,
      float[] b,
      int bo,
      int bs,
      int cols,
      float[] c,
      int co,
      int cs) {
    float[] t = Scratch.get();
    for (int k = 0; k < count; k += DEPTH) {
      int depth = Math.min(DEPTH, count - k);
      int col = 0;
      while (col < cols) {
        int width = width(cols - col);
        copyB(depth, b, bo + k * bs + col, bs, width, t);
        for (int row = 0; row < rows; row += ROWS) {
          int height = Math.min(ROWS, rows - row);
          copyA(depth, a, ao + k * as + row, as, height, t);
          block(depth, height, width, t, c, co + row * cs + col, cs);
        }
        col += width;
      }
    }
  }

  /** As many columns as fit, but never less than a vector in the end. */
  private static int width(int left) {
    return left <= COLS ? left : left < COLS + Lanes.COUNT ? COLS - Lanes.COUNT : COLS;
  }

  /**
   * Tile by tile. The last vector ends with the columns, and so may repeat some of the one before,
   * in the same tile: both read C before either writes the same bits. An odd vector comes first,
   * and fills a tile alone.
   */
  private static void copyB(int count, float[] b, int bo, int bs, int cols, float[] t) {
    int n = Lanes.COUNT;
    int to = B;
    int col = 0;
    if (isOdd(cols)) {
      OuterTile.copy(count, b, bo, bs, 0, t, to, OuterTile.WIDTH);
      to += PANEL;
      col = n;
    }
    for (; col < cols; col += 2 * n) {
      int second = Math.min(n, cols - n - col);
      OuterTile.copy(count, b, bo + col, bs, second, t, to, OuterTile.WIDTH);
      to += PANEL;
    }
  }

  /** Rows that the last tile misses repeat the last one. */
  private static void copyA(int count, float[] a, int ao, int as, int rows, float[] t) {
    int stride = OuterTile.STRIDE;
    if (rows < 2 * Lanes.COUNT) {
      ArithmeticLoops.copyRows(count, rows, a, ao, as, t, A, stride);
    }
    int last = rows - 2 * Lanes.COUNT;
    for (int i = 0; i < last + 2 * Lanes.COUNT && last >= 0; i += 2 * Lanes.COUNT) {
      int at = Math.min(i, last);
      OuterTile.copy(count, a, ao + at, as, Lanes.COUNT, t, A + at, stride);
    }
    for (int row = rows; row % OuterTile.HEIGHT != 0; row++) {
      for (int k = 0; k < count; k++) {
        t[A + k * stride + row] = t[A + k * stride + rows - 1];
      }
    }
  }

  private static void block(int count, int rows, int cols, float[] t, float[] c, int co, int cs) {
    int n = Lanes.COUNT;
    int odd = isOdd(cols) ? 1 : 0;
    int whole = (cols - odd * n) / OuterTile.WIDTH;
    int done = odd * n + whole * OuterTile.WIDTH;
    for (int row = 0; row < rows; row += OuterTile.HEIGHT) {
      int last = Math.min(OuterTile.HEIGHT, rows - row) - 1;
      int from = A + row;
      int ci = co + row * cs;
      if (odd > 0) {
        OuterTile.row(1, count, t, from, B, last, 0, c, ci, cs);
      }
      OuterTile.row(whole, count, t, from, B + odd * PANEL, last, n, c, ci + odd * n, cs);
      if (done < cols) {
        int second = cols - n - done;
        OuterTile.row(1, count, t, from, B + (odd + whole) * PANEL, last, second, c, ci + done, cs);
      }
    }
  }

  private static boolean isOdd(int cols) {
    return (cols + Lanes.COUNT - 1) / Lanes.COUNT % 2 != 0;
  }
}
