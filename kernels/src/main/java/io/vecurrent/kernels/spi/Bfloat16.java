package io.vecurrent.kernels.spi;

/**
 * Weights of 16 bits: the upper half of a float, 8 bits of significand. Their panels have 32 rows:
 * an int holds the weight of row r in its lower half and that of row r + 16 in its upper half, the
 * 16 ints of a column stand together. The last panel is filled up with zeros.
 */
public final class Bfloat16 {
  /** Rows of a panel. */
  public static final int HEIGHT = 32;

  /** Ints from one column to the next, and rows between the two halves of an int. */
  public static final int WIDTH = 16;

  /** The bits of the upper half. */
  public static final int HIGH = 0xffff0000;

  private Bfloat16() {}

  /** Panels of a matrix. */
  public static int count(int rows) {
    return (rows + HEIGHT - 1) / HEIGHT;
  }

  /** The 16 bits of the nearest bfloat16, ties to even; a NaN stays one. */
  public static int round(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (bits >>> 16) | 0x40;
    }
    return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
  }

  /** The float whose upper half are these 16 bits. */
  public static float toFloat(int half) {
    return Float.intBitsToFloat(half << 16);
  }
}
