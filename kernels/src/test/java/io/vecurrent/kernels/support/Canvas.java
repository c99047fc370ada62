package io.vecurrent.kernels.support;

import java.util.Arrays;
import org.junit.jupiter.api.Assertions;

/**
 * Rows of floats inside a larger array whose other elements are sentinels. The sentinel is a NaN of
 * its own: written over, it is missed; read, it poisons the result.
 */
public final class Canvas {
  private static final int SENTINEL = 0x7fc0beef;
  private static final int BEHIND = 17;

  private final float[] array;
  private final float[] original;
  private final int offset;
  private final int rows;
  private final int width;
  private final int stride;

  private Canvas(int offset, int rows, int width, int stride) {
    this.offset = offset;
    this.rows = rows;
    this.width = width;
    this.stride = stride;
    int used = rows == 0 ? 0 : (rows - 1) * stride + width;
    array = new float[offset + used + BEHIND];
    Arrays.fill(array, Float.intBitsToFloat(SENTINEL));
    original = array.clone();
  }

  /** The values, {@code offset} sentinels before them and some behind them. */
  public static Canvas of(float[] values, int offset) {
    return rows(values, 1, values.length, values.length, offset);
  }

  /** {@code rows} rows of {@code width} values, {@code stride} apart, sentinels between them. */
  public static Canvas rows(float[] values, int rows, int width, int stride, int offset) {
    Canvas canvas = new Canvas(offset, rows, width, stride);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(values, i * width, canvas.array, offset + i * stride, width);
    }
    System.arraycopy(canvas.array, 0, canvas.original, 0, canvas.array.length);
    return canvas;
  }

  /** Room for results, nothing but sentinels so far. */
  public static Canvas blank(int length, int offset) {
    return new Canvas(offset, 1, length, length);
  }

  /** Room for rows of results. */
  public static Canvas blank(int rows, int width, int stride, int offset) {
    return new Canvas(offset, rows, width, stride);
  }

  public float[] array() {
    return array;
  }

  public int offset() {
    return offset;
  }

  public int stride() {
    return stride;
  }

  /** The values that stand in the rows now, without gaps. */
  public float[] values() {
    float[] values = new float[rows * width];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(array, offset + i * stride, values, i * width, width);
    }
    return values;
  }

  /** Exactly these values stand in the rows, and nothing beside them was written. */
  public void assertHolds(float[] expected, String context) {
    float[] values = values();
    for (int i = 0; i < values.length; i++) {
      if (Float.floatToRawIntBits(values[i]) == SENTINEL) {
        Assertions.fail(context + ": [" + i + "] was not written, or read a sentinel");
      }
    }
    Bits.assertSame(expected, values, context);
    assertFrame(context);
  }

  /** Nothing was written since the start. */
  public void assertUnchanged(String context) {
    for (int i = 0; i < array.length; i++) {
      if (Float.floatToRawIntBits(array[i]) != Float.floatToRawIntBits(original[i])) {
        Assertions.fail(
            context
                + ": array["
                + i
                + "] changed from "
                + Bits.hex(original[i])
                + " to "
                + Bits.hex(array[i]));
      }
    }
  }

  private void assertFrame(String context) {
    for (int i = 0; i < array.length; i++) {
      if (!inside(i) && Float.floatToRawIntBits(array[i]) != SENTINEL) {
        Assertions.fail(context + ": stray write of " + Bits.hex(array[i]) + " at " + (i - offset));
      }
    }
  }

  private boolean inside(int index) {
    int at = index - offset;
    if (at < 0 || rows == 0) {
      return false;
    }
    return rows == 1 ? at < width : at / stride < rows && at % stride < width;
  }
}
