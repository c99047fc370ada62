package io.vecurrent.kernels.internal;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the calling thread has allocated, where the virtual machine tells. */
public final class AllocationMeter {
  private static final boolean AVAILABLE =
      ModuleLayer.boot().findModule("jdk.management").isPresent() && HotSpot.isAvailable();

  private AllocationMeter() {}

  /** Whether {@link #bytes} knows. */
  public static boolean isAvailable() {
    return AVAILABLE;
  }

  /** Bytes since the thread's start, or 0 where nobody knows. */
  public static long bytes() {
    return AVAILABLE ? HotSpot.bytes() : 0;
  }

  /** Apart, because the classes that it names are missing where jdk.management is. */
  private static final class HotSpot {
    private static final ThreadMXBean THREADS =
        ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean ? bean : null;

    static boolean isAvailable() {
      return THREADS != null
          && THREADS.isThreadAllocatedMemorySupported()
          && THREADS.isThreadAllocatedMemoryEnabled();
    }

    static long bytes() {
      return THREADS.getCurrentThreadAllocatedBytes();
    }
  }
}
