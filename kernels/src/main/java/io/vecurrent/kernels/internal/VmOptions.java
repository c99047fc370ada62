package io.vecurrent.kernels.internal;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** Options of the running virtual machine. */
public final class VmOptions {
  private VmOptions() {}

  /**
   * The value of a HotSpot option, or {@code fallback} where the machine does not know it or runs
   * without the module jdk.management.
   */
  public static String get(String name, String fallback) {
    return ModuleLayer.boot().findModule("jdk.management").isPresent()
        ? HotSpot.get(name, fallback)
        : fallback;
  }

  /** Apart, because the classes that it names are missing where jdk.management is. */
  private static final class HotSpot {
    static String get(String name, String fallback) {
      HotSpotDiagnosticMXBean bean =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      if (bean == null) {
        return fallback;
      }
      try {
        return bean.getVMOption(name).getValue();
      } catch (IllegalArgumentException unknownOption) {
        return fallback;
      }
    }
  }
}
