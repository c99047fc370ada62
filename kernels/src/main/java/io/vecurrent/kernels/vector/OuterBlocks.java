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

  /** Rows of C in a tile where they do. */
  private static final int HEIGHT = Lanes.WIDE ? WideOuterTile.HEIGHT : OuterTile.HEIGHT;

  /**
   * Rows of C at a time: whole tiles that two vectors hold. More of them leave no room for b in the
   * first cache (48, with 512 bits: 64 instead of 71 G multiply-adds a second at 128 x 256 x 256).
   */
  private static final int ROWS = OuterTile.STRIDE / HEIGHT * HEIGHT;

  /** Columns of C at a time: whole tiles. With 128, a is copied twice as often (10 % slower). */
  private static final int COLS = 256;

  /** In the scratch: where b, a and the last tile's part of C stand. */
  private static final int B = Scratch.ROWS;

  /** Behind room for the floats that {@link #copyA} puts before the first row. */
  private static final int A = B + DEPTH * COLS + OuterTile.STRIDE;

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
          copyA(depth, a, ao + k * as + row, as, height, rows - row, rows, t);
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

  /**
   * Whole vectors: where the rows of a end, those before them come along.
   *
   * @param left rows from the first of these on
   * @param all rows that end with those
   */
  private static void copyA(
      int count, float[] a, int ao, int as, int rows, int left, int all, float[] t) {
    int stride = OuterTile.STRIDE;
    int back = Math.max(0, stride - left);
    if (all < stride) {
      ArithmeticLoops.copyRows(count, rows, a, ao, as, t, A, stride);
    } else {
      OuterTile.copy(count, a, ao - back, as, Lanes.COUNT, t, A - back, stride);
    }
    repeatLast(count, rows, t);
  }

  /** For the rows that the last tile misses. */
  private static void repeatLast(int count, int rows, float[] t) {
    for (int row = rows; (rows % HEIGHT + row - rows) % OuterTile.HEIGHT != 0; row++) {
      for (int k = 0; k < count; k++) {
        int step = A + k * OuterTile.STRIDE;
        t[step + row] = t[step + rows - 1];
      }
    }
  }

  private static void block(int count, int rows, int cols, float[] t, float[] c, int co, int cs) {
    int width = OuterTile.WIDTH;
    int whole = cols / width;
    int b = B + whole * width * count;
    int height;
    for (int row = 0; row < rows; row += height) {
      height = height(rows - row);
      int a = A + row;
      int ci = co + row * cs;
      int edge = ci + edge(cols);
      if (cols % width != 0) {
        OuterTile.copy(height, c, edge, cs, second(cols), t, EDGE, width);
      }
      tiles(whole, count, t, a, B, height, c, ci, cs);
      if (cols % width != 0) {
        tiles(1, count, t, a, b, height, t, EDGE, width);
        OuterTile.copyBack(height, t, EDGE, c, edge, cs, second(cols));
      }
    }
  }

  private static int height(int rows) {
    return rows >= HEIGHT ? HEIGHT : Math.min(OuterTile.HEIGHT, rows);
  }

  private static void tiles(
      int tiles, int count, float[] t, int a, int b, int height, float[] c, int co, int cs) {
    if (height == WideOuterTile.HEIGHT) {
      WideOuterTile.row(tiles, count, t, a, b, c, co, cs);
    } else {
      OuterTile.row(tiles, count, t, a, b, height - 1, c, co, cs);
    }
  }
}
