package io.vecurrent.jmh;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Calls vector code until the optimising compiler is through. Until then it runs boxed and a
 * thousand times slower, for longer than JMH's warm-up where the machine is busy. It is through
 * when nothing is allocated any more.
 */
public final class WarmUp {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * Long, for passes of 10 ms and more: a loop over 64 vectors that runs once in each is compiled
   * after some 600 passes (Tier4BackEdgeThreshold). Others stop long before.
   */
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(15);

  private static final int CLEAN_BATCHES = 3;

  /** What measuring the allocation may itself allocate. */
  private static final long FREE_BYTES = 64;

  private WarmUp() {}

  /** Calls the job until it allocates nothing, for some seconds at most. */
  public static void run(Runnable job) {
    long start = System.nanoTime();
    int clean = 0;
    while (clean < CLEAN_BATCHES && System.nanoTime() - start < LIMIT_NANOS) {
      long before = allocatedBytes();
      long batch = System.nanoTime();
      do {
        job.run();
      } while (System.nanoTime() - batch < BATCH_NANOS);
      clean = allocatedBytes() - before > FREE_BYTES ? 0 : clean + 1;
    }
  }

  private static long allocatedBytes() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }
}
