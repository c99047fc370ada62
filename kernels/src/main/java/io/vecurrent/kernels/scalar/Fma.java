package io.vecurrent.kernels.scalar;

import io.vecurrent.kernels.internal.VmOptions;

/**
 * The multiply-add of every kernel: rounded once where the processor has the instruction, rounded
 * twice elsewhere.
 *
 * <p>Without the instruction {@link Math#fma(float, float, float)} computes with {@code
 * BigDecimal}, thousands of times slower. Such machines therefore run the scalar back end, and
 * multiply and add; their results differ in the last bits from those of machines with the
 * instruction.
 */
public final class Fma {
  /** Whether the processor has the instruction and the JIT compiler uses it. */
  public static final boolean HARDWARE = detect();

  private Fma() {}

  /**
   * Returns {@code a * b + c}, rounded once where {@link #HARDWARE} is true.
   *
   * @param a the first factor
   * @param b the second factor
   * @param c the summand
   * @return the product plus the summand
   */
  public static float fma(float a, float b, float c) {
    return HARDWARE ? Math.fma(a, b, c) : a * b + c;
  }

  private static boolean detect() {
    if (System.getProperty("os.arch").equals("aarch64")) {
      return true;
    }
    return Boolean.parseBoolean(VmOptions.get("UseFMA", "false"));
  }
}
