package io.vecurrent.kernels.internal;

/**
 * Argument checks shared by the modules. Each runs before anything is written; a failure names the
 * argument, what was needed and what was given.
 */
public final class Checks {
  private Checks() {}

  /** Throws {@link NullPointerException} naming the argument when it is null. */
  public static <T> T notNull(T value, String name) {
    if (value == null) {
      throw new NullPointerException(name + ": must not be null");
    }
    return value;
  }

  /** Requires {@code value >= minimum}. */
  public static int atLeast(int value, int minimum, String name) {
    if (value < minimum) {
      throw new IllegalArgumentException(name + ": must be at least " + minimum + ", was " + value);
    }
    return value;
  }

  /** Requires a finite {@code value > 0}; rejects NaN. */
  public static float positive(float value, String name) {
    if (!(value > 0) || value == Float.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(name + ": must be positive and finite, was " + value);
    }
    return value;
  }

  /** Requires a finite {@code value >= 0}; rejects NaN. */
  public static float notNegative(float value, String name) {
    if (!(value >= 0) || value == Float.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(name + ": must be at least 0 and finite, was " + value);
    }
    return value;
  }

  /** Requires {@code 0 <= value < 1}, as decay rates and momenta do; rejects NaN. */
  public static float fraction(float value, String name) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + ": must be in [0, 1), was " + value);
    }
    return value;
  }

  /** The product of two sizes, refused when it does not fit an array. */
  public static int size(int a, int b, String name) {
    long product = (long) a * b;
    if (a < 0 || b < 0 || product > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException(
          name + ": " + a + " * " + b + " does not fit one array of at most 2^31 - 65 elements");
    }
    return (int) product;
  }

  /** The sum of two sizes, refused when it does not fit an array. */
  public static int sum(int a, int b, String name) {
    return size(1, (int) Math.min(Integer.MAX_VALUE, (long) a + b), name);
  }

  /** Requires {@code count} elements from {@code offset} inside the array. */
  public static void range(float[] array, int offset, int count, String name) {
    notNull(array, name);
    inside(array.length, offset, count, "floats", name);
  }

  /** Requires {@code count} elements from {@code offset} inside the array. */
  public static void range(int[] array, int offset, int count, String name) {
    notNull(array, name);
    inside(array.length, offset, count, "ints", name);
  }

  /**
   * Requires {@code count} rows of {@code width} elements, {@code stride} apart, inside the array.
   */
  public static void strided(
      float[] array, int offset, int stride, int count, int width, String name) {
    notNull(array, name);
    if (stride < width && count > 1) {
      throw new IllegalArgumentException(
          name + ": stride must be at least the row's width " + width + ", was " + stride);
    }
    inside(array.length, offset, extent(count, stride, width), "floats", name);
  }

  /** Floats from the first to behind the last of {@code count} rows, {@code stride} apart. */
  public static long extent(int count, int stride, int width) {
    return count == 0 ? 0 : (long) (count - 1) * stride + width;
  }

  /** Requires two ranges to be apart when they lie in the same array. */
  public static void apart(
      float[] a,
      int aOffset,
      long aCount,
      String aName,
      float[] b,
      int bOffset,
      long bCount,
      String bName) {
    boolean any = aCount > 0 && bCount > 0;
    if (any && a == b && aOffset < bOffset + bCount && bOffset < aOffset + aCount) {
      throw new IllegalArgumentException(
          aName
              + " and "
              + bName
              + ": must not overlap; both use the same array, from "
              + aOffset
              + " ("
              + aCount
              + " floats) and from "
              + bOffset
              + " ("
              + bCount
              + " floats)");
    }
  }

  /** Requires two ranges of the same length to be identical or apart (in place or separate). */
  public static void sameOrApart(
      float[] a, int aOffset, String aName, float[] b, int bOffset, String bName, int count) {
    if (a == b && aOffset != bOffset) {
      apart(a, aOffset, count, aName, b, bOffset, count, bName);
    }
  }

  private static void inside(int length, int offset, long count, String unit, String name) {
    if (offset < 0) {
      throw new IllegalArgumentException(name + ": offset must not be negative, was " + offset);
    }
    if (count < 0) {
      throw new IllegalArgumentException(name + ": length must not be negative, was " + count);
    }
    if (offset + count > length) {
      throw new IllegalArgumentException(
          name
              + ": needs "
              + count
              + " "
              + unit
              + " from offset "
              + offset
              + ", has "
              + Math.max(0, length - offset));
    }
  }
}
