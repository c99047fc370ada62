package io.vecurrent.examples.service;

import io.vecurrent.examples.show.Progress;
import io.vecurrent.rnn.Network;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** The threads of the service: streams are divided among them once, for ever. */
final class WorkerPool implements AutoCloseable {
  private static final int LOOK_MILLIS = 250;

  private final Streams streams;
  private final List<Worker> workers = new ArrayList<>();
  private final ExecutorService threads;

  WorkerPool(Network network, Streams streams, int size, long seed) {
    this.streams = streams;
    this.threads = Executors.newFixedThreadPool(size);
    for (int i = 0; i < size; i++) {
      workers.add(new Worker(network, streams, i, size, seed));
    }
  }

  /** Until the JIT is through; all streams are as new afterwards. */
  void warmUp() throws InterruptedException {
    PrintStream out = System.out;
    try (Progress progress = Progress.start("Warming up", out)) {
      onAll(Worker::warmUp, () -> progress.update(0.5, "the compiler"));
      progress.update(1, "the compiler");
    }
    streams.reset();
  }

  /**
   * Serves events.
   *
   * @param rate events of a stream a second, on average
   * @return the seconds that it took
   */
  double serve(double rate, double seconds) throws InterruptedException {
    double expected = streams.size() * rate * seconds;
    long start = System.nanoTime();
    PrintStream out = System.out;
    try (Progress progress = Progress.start("Serving", out)) {
      Runnable look =
          () ->
              progress.update(
                  Math.min(1, served() / expected),
                  String.format(Locale.ROOT, "%,d events", served()));
      onAll(worker -> worker.run(rate, seconds), look);
      look.run();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void onAll(Consumer<Worker> job, Runnable look) throws InterruptedException {
    List<Future<?>> futures = new ArrayList<>();
    for (Worker worker : workers) {
      futures.add(threads.submit(() -> job.accept(worker)));
    }
    for (Future<?> future : futures) {
      while (!isDone(future)) {
        look.run();
      }
    }
  }

  /** Waits a moment. */
  private static boolean isDone(Future<?> future) throws InterruptedException {
    try {
      future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker failed", e.getCause());
    }
  }

  private long served() {
    return workers.stream().mapToLong(Worker::served).sum();
  }

  /** Bytes that all threads allocated while they served. */
  long allocated() {
    return workers.stream().mapToLong(Worker::allocated).sum();
  }

  /** The time of each step of all threads, in nanoseconds. */
  Histogram steps() {
    return sum(workers.stream().map(Worker::steps).toList());
  }

  /** The time of each answer of all threads, in nanoseconds. */
  Histogram answers() {
    return sum(workers.stream().map(Worker::answers).toList());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static Histogram sum(List<Histogram> parts) {
    Histogram sum = parts.get(0).copy();
    parts.subList(1, parts.size()).forEach(sum::add);
    return sum;
  }
}
