package io.vecurrent.examples.service;

import com.sun.management.ThreadMXBean;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Stepper;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * One thread of the service, with the streams that are its own: no other thread touches their
 * states, so nothing needs a lock. Events are due at random times (a Poisson process), whether the
 * worker is ready or not: a slow step also delays those behind it, as in a real service.
 */
final class Worker {
  /** Events to warm up with: the stepper's own warm-up does not know this loop. */
  private static final int WARM_UP = 20_000;

  private static final long WARM_UP_GAP = TimeUnit.MICROSECONDS.toNanos(50);

  /** Longer times count as this long. */
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(100);

  /** Figures are right to 0.1 %. */
  private static final int DIGITS = 3;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Streams streams;
  private final Stepper stepper;
  private final int first;
  private final int distance;
  private final int own;
  private final SplittableRandom random;
  private final float[] input = new float[Sensor.INPUTS];
  private final float[] output;
  private final Histogram steps = new Histogram(1, LONGEST, DIGITS);
  private final Histogram answers = new Histogram(1, LONGEST, DIGITS);
  private long allocated;
  private volatile int served;

  /**
   * The worker of the streams {@code first}, {@code first + distance}, {@code first + 2 distance}
   * and so on.
   */
  Worker(Network network, Streams streams, int first, int distance, long seed) {
    this.streams = streams;
    this.stepper = network.stepper();
    this.first = first;
    this.distance = distance;
    this.own = (streams.size() - first + distance - 1) / distance;
    this.random = new SplittableRandom(seed + first);
    this.output = new float[network.outputSize()];
  }

  /** Until the JIT is through; the streams are not as new afterwards. */
  void warmUp() {
    stepper.warmUp();
    serve(WARM_UP, 0, Double.POSITIVE_INFINITY);
    // Again with waiting between the events: a branch that never ran is not compiled.
    serve(WARM_UP, (double) WARM_UP_GAP, Double.POSITIVE_INFINITY);
    // The first call on a thread allocates.
    allocated = THREADS.getCurrentThreadAllocatedBytes();
    steps.reset();
    answers.reset();
  }

  /**
   * Serves events, and counts what the thread allocates meanwhile.
   *
   * @param rate events of each stream a second, on average
   * @param seconds for so many of them, one event at least; ends after twice as long where more
   *     events come than the thread can serve
   */
  void run(double rate, double seconds) {
    int events = (int) Math.max(1, Math.round(own * rate * seconds));
    long before = THREADS.getCurrentThreadAllocatedBytes();
    double second = TimeUnit.SECONDS.toNanos(1);
    serve(events, second / (own * rate), 2 * seconds * second);
    allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private void serve(int events, double meanGap, double longest) {
    long begin = System.nanoTime();
    double due = 0;
    for (int i = 0; i < events && System.nanoTime() - begin < longest; i++) {
      due -= meanGap * Math.log(1 - random.nextDouble());
      serve(begin + (long) due);
      served = i + 1;
    }
  }

  private void serve(long due) {
    int stream = first + distance * random.nextInt(own);
    while (System.nanoTime() - due < 0) {
      Thread.onSpinWait();
    }
    Sensor.read(stream, streams.nextCount(stream), input, 0);
    long start = System.nanoTime();
    stepper.step(input, streams.state(stream), output);
    long end = System.nanoTime();
    record(steps, end - start);
    record(answers, end - due);
  }

  private static void record(Histogram histogram, long nanos) {
    histogram.recordValue(Math.max(0, Math.min(nanos, LONGEST)));
  }

  /** Events so far; any thread may ask. */
  int served() {
    return served;
  }

  /** Bytes that {@link #run} allocated. */
  long allocated() {
    return allocated;
  }

  /** The time of each step, in nanoseconds. */
  Histogram steps() {
    return steps;
  }

  /** The time from when an event was due until its step was done, in nanoseconds. */
  Histogram answers() {
    return answers;
  }
}
