package io.vecurrent.jmh;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Until the optimising compiler is through, vector code runs boxed and a thousand times slower, for
 * longer than JMH's warm-up where the machine is busy. It is through when nothing is allocated any
 * more.
 */
public final class WarmUp {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long BATCH = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(4);

  private static final int CLEAN_BATCHES = 3;

  /** What measuring the allocation may itself allocate. */
  private static final long FREE_BYTES = 64;

  private WarmUp() {}

  /** Runs the operation until it allocates nothing, or gives up. */
  public static void untilNothingIsAllocated(Runnable operation) {
    long start = System.nanoTime();
    int clean = 0;
    while (clean < CLEAN_BATCHES && System.nanoTime() - start < LIMIT) {
      long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      long batch = System.nanoTime();
      do {
        operation.run();
      } while (System.nanoTime() - batch < BATCH);
      long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      clean = after - before > FREE_BYTES ? 0 : clean + 1;
    }
  }
}
