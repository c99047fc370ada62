package io.vecurrent.jmh.latency;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * A thread that allocates as fast as it can: arrays of 16 bytes to 4 kB. One in 16 lives on for a
 * while, 16,384 at a time, so that the collector has some 30 MB to copy, into the old generation
 * too.
 */
final class Allocator extends Thread {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int KEPT = 16_384;
  private static final int KEPT_ONE_IN_LOG = 4;
  private static final int SMALLEST = 16;
  private static final int SIZES = 4096 - SMALLEST;

  private final byte[][] kept = new byte[KEPT][];

  Allocator() {
    super("allocator");
    setDaemon(true);
  }

  /** Never ends: the JVM does. */
  @Override
  public void run() {
    for (int i = 0; ; i++) {
      int slot = (i >>> KEPT_ONE_IN_LOG) & (KEPT - 1);
      kept[slot] = new byte[SMALLEST + (i * 2_654_435 >>> 1) % SIZES];
    }
  }

  /** Bytes so far. */
  long allocatedBytes() {
    return THREADS.getThreadAllocatedBytes(getId());
  }
}
