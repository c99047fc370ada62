package io.vecurrent.kernels.scalar;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * The multiply-add of every kernel: rounded once where the processor has the instruction, rounded
 * twice elsewhere.
 *
 * <p>Without the instruction {@link Math#fma(float, float, float)} computes with {@code
 * BigDecimal}, thousands of times slower. Such machines therefore multiply and add; their results
 * differ in the last bits from those of machines with the instruction, and the scalar and the
 * vector back end still agree with each other.
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
    return ModuleLayer.boot().findModule("jdk.management").isPresent() && HotSpot.usesFma();
  }

  /** Apart, because the classes that it names are missing where jdk.management is. */
  private static final class HotSpot {
    static boolean usesFma() {
      HotSpotDiagnosticMXBean bean =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      if (bean == null) {
        return false;
      }
      try {
        return Boolean.parseBoolean(bean.getVMOption("UseFMA").getValue());
      } catch (IllegalArgumentException unknownOption) {
        return false;
      }
    }
  }
}
