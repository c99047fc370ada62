package io.vecurrent.kernels.scalar;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * The fused multiply-add that every kernel uses, with a fallback for machines that lack the
 * instruction.
 */
public final class Fma {

  public static final boolean HARDWARE = detect();

  private Fma() {}

  public static float fma(float a, float b, float c) {
    return HARDWARE ? Math.fma(a, b, c) : a * b + c;
  }

  private static boolean detect() {
    if (System.getProperty("os.arch").equals("aarch64")) {
      return true;
    }
    HotSpotDiagnosticMXBean bean =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return bean != null && Boolean.parseBoolean(bean.getVMOption("UseFMA").getValue());
  }
}
