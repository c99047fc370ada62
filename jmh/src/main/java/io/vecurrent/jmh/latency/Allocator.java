package io.vecurrent.jmh.latency;

/**
 * A thread that allocates as fast as it can: arrays of 16 bytes to 4 kB. One in 16 lives on for a
 * while, 16,384 at a time, so that the collector has some 30 MB to copy, into the old generation
 * too.
 */
final class Allocator extends Thread {
  private static final int KEPT = 16_384;
  private static final int KEPT_ONE_IN_LOG = 4;
  private static final int SMALLEST = 16;
  private static final int SIZES = 4096 - SMALLEST;

  private final byte[][] kept = new byte[KEPT][];
  private volatile long allocated;

  Allocator() {
    super("allocator");
    setDaemon(true);
  }

  /** Never ends: the JVM does. */
  @Override
  public void run() {
    long bytes = 0;
    for (int i = 0; ; i++) {
      int slot = (i >>> KEPT_ONE_IN_LOG) & (KEPT - 1);
      kept[slot] = new byte[SMALLEST + (i * 2_654_435 >>> 1) % SIZES];
      bytes += kept[slot].length;
      allocated = bytes;
    }
  }

  /** Bytes so far, without the arrays' headers. */
  long allocatedBytes() {
    return allocated;
  }
}
