package io.vecurrent.jmh.latency;

import io.vecurrent.jmh.WarmUp;
import io.vecurrent.jmh.child.Answers;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import org.HdrHistogram.Histogram;

/**
 * Main class of a JVM that makes and times steps: n, how many, seconds at most, allocate or not.
 */
final class LatencyProbe {
  private static final int TIMER_CALLS = 500_000;
  private static final double TIMER_SECONDS = 1;

  /** In which everything is recorded for nothing, so that the recording is compiled too. */
  private static final double WARM_UP_SECONDS = 0.5;

  private LatencyProbe() {}

  /** Prints the histograms and what went on beside. */
  public static void main(String[] args) {
    StreamingNetwork stream = new StreamingNetwork(Integer.parseInt(args[0]));
    long steps = Long.parseLong(args[1]);
    double seconds = Double.parseDouble(args[2]);
    Allocator allocator = Boolean.parseBoolean(args[3]) ? new Allocator() : null;
    Runnable step = stream::step;
    WarmUp.run(step);
    if (allocator != null) {
      allocator.start();
    }
    Recording.record(step, Long.MAX_VALUE, WARM_UP_SECONDS);
    long collections = collections();
    long allocated = allocator == null ? 0 : allocator.allocatedBytes();
    long start = System.nanoTime();
    Histogram times = Recording.record(step, steps, seconds);
    double passed = (System.nanoTime() - start) / 1e9;
    if (allocator != null) {
      allocated = allocator.allocatedBytes() - allocated;
    }
    Answers.print("collections", collections() - collections);
    Answers.print("bytesPerSecond", allocated / passed);
    Answers.print("histogram", Recording.encode(times));
    Histogram timer = Recording.record(() -> {}, TIMER_CALLS, TIMER_SECONDS);
    Answers.print("timerNanos", timer.getValueAtPercentile(50));
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
