package io.vecurrent.kernels.vector;

/**
 * C += A^T B, cut into blocks whose a and b fit the thread's {@link Scratch}: {@link #DEPTH} steps
 * of {@link #ROWS} rows and {@link #COLS} columns of C. A chain goes on from C: the bits are those
 * of one pass. Where whole tiles do not cover the columns, the last tile repeats some that they
 * did: it is computed aside, from values of C that were put there before.
 */
final class OuterBlocks {
  /** Steps at a time. With 64, C comes and goes twice as often (1,024 x 256 x 256: 14 % slower). */
  private static final int DEPTH = 128;

  /** Rows of C at a time: whole tiles. */
  static final int ROWS = 48;

  /** Columns of C at a time: whole tiles. */
  private static final int COLS = 128;

  /** In the scratch: where b, a and the last tile's part of C stand. */
  private static final int B = Scratch.ROWS;

  private static final int A = B + DEPTH * COLS;
  private static final int EDGE = A + DEPTH * OuterTile.STRIDE;

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
    return left <= COLS ? left : left < COLS + Lanes.COUNT ? COLS - OuterTile.WIDTH : COLS;
  }

  /** Tile by tile, each with all its steps one after the other. */
  private static void copyB(int count, float[] b, int bo, int bs, int cols, float[] t) {
    int width = OuterTile.WIDTH;
    int to = B;
    for (int col = 0; col + width <= cols; col += width) {
      OuterTile.copy(count, b, bo + col, bs, Lanes.COUNT, t, to, width);
      to += count * width;
    }
    if (cols % width != 0) {
      OuterTile.copy(count, b, bo + edge(cols), bs, second(cols), t, to, width);
    }
  }

  /** The column where the last tile begins. */
  private static int edge(int cols) {
    return Math.max(0, cols - OuterTile.WIDTH);
  }

  /** From the last tile's first vector of columns to its second, which ends with the columns. */
  private static int second(int cols) {
    return Math.min(Lanes.COUNT, cols - Lanes.COUNT);
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
    int width = OuterTile.WIDTH;
    int whole = cols / width;
    int b = B + whole * width * count;
    for (int row = 0; row < rows; row += OuterTile.HEIGHT) {
      int height = Math.min(OuterTile.HEIGHT, rows - row);
      int a = A + row;
      int ci = co + row * cs;
      int edge = ci + edge(cols);
      if (cols % width != 0) {
        OuterTile.copy(height, c, edge, cs, second(cols), t, EDGE, width);
      }
      OuterTile.row(whole, count, t, a, B, height - 1, c, ci, cs);
      if (cols % width != 0) {
        OuterTile.row(1, count, t, a, b, height - 1, t, EDGE, width);
        OuterTile.copyBack(height, t, EDGE, c, edge, cs, second(cols));
      }
    }
  }
}
