package io.vecurrent.examples.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;

/**
 * What a job costs the thread that runs it: processor time, which other programs on the machine do
 * not change much, and allocated memory.
 */
final class Timing {
  private static final int ALLOCATION_CALLS = 20;

  /** Receives every result, so that the compiler cannot leave out the work. */
  static volatile double sink;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Timing() {}

  /** Calls the job for some time, once at least, and returns the nanoseconds of one call. */
  static double nanos(DoubleSupplier job, double seconds) {
    long start = System.nanoTime();
    long before = THREADS.getCurrentThreadCpuTime();
    int count = 0;
    do {
      sink = job.getAsDouble();
      count++;
    } while (System.nanoTime() - start < seconds * 1e9);
    return (double) (THREADS.getCurrentThreadCpuTime() - before) / count;
  }

  /** The bytes that one call allocates, averaged over some. */
  static double bytes(DoubleSupplier job) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ALLOCATION_CALLS; i++) {
      sink = job.getAsDouble();
    }
    return (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / ALLOCATION_CALLS;
  }

  /** Calls the job until calls allocate nothing any more, which compiled code does not. */
  static void warmUp(DoubleSupplier job, double leastSeconds, double mostSeconds) {
    long start = System.nanoTime();
    double seconds = 0;
    while (seconds < leastSeconds || (bytes(job) > 0 && seconds < mostSeconds)) {
      sink = job.getAsDouble();
      seconds = (System.nanoTime() - start) / 1e9;
    }
  }
}
