package io.vecurrent.examples.service;

import io.vecurrent.examples.show.Progress;
import io.vecurrent.rnn.Network;
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
final class WorkerPool {
  private static final int LOOK_MILLIS = 250;

  private final Streams streams;
  private final List<Worker> workers = new ArrayList<>();

  WorkerPool(Network network, Streams streams, int threads, long seed) {
    this.streams = streams;
    for (int i = 0; i < threads; i++) {
      workers.add(new Worker(network, streams, i, threads, seed));
    }
  }

  /**
   * Warms up, then serves.
   *
   * @param rate events of a stream a second
   * @return the seconds that serving took
   */
  double run(double rate, double seconds) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(workers.size());
    try {
      try (Progress progress = Progress.start("Warming up", System.out)) {
        onAll(threads, Worker::warmUp, () -> progress.update(0.5, "the compiler"));
        progress.update(1, "the compiler");
      }
      streams.reset();
      long start = System.nanoTime();
      try (Progress progress = Progress.start("Serving", System.out)) {
        double expected = streams.size() * rate * seconds;
        Runnable look =
            () ->
                progress.update(
                    Math.min(1, served() / expected),
                    String.format(Locale.ROOT, "%,d events", served()));
        onAll(threads, worker -> worker.run(rate, seconds), look);
        look.run();
      }
      return (System.nanoTime() - start) / 1e9;
    } finally {
      threads.shutdownNow();
    }
  }

  private void onAll(ExecutorService threads, Consumer<Worker> job, Runnable look)
      throws InterruptedException {
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

  private static Histogram sum(List<Histogram> parts) {
    Histogram sum = parts.get(0).copy();
    parts.subList(1, parts.size()).forEach(sum::add);
    return sum;
  }
}
