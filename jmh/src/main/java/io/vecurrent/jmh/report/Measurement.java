package io.vecurrent.jmh.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Something that a run measures besides the JMH benchmarks, after them: latencies, cold starts,
 * errors. It starts JVMs of its own where a fresh one matters.
 */
public interface Measurement {
  /** Its name on the command line, which picks it as it picks benchmarks: {@code Latency}. */
  String name();

  /** Roughly how long it takes. */
  double estimatedSeconds(Request request);

  /**
   * Measures and adds what it found.
   *
   * @param progress is told what runs, every second or so
   * @throws IOException if a JVM that it needs does not start or fails; the run then fails
   */
  void measure(Request request, Results.Builder results, Progress progress)
      throws IOException, InterruptedException;

  /**
   * How to measure.
   *
   * @param isLong whether figures are to be published, or the quick setting is enough
   * @param java the program that starts a JVM
   * @param jvmArgs the arguments that the benchmarks' JVMs get: {@code --add-modules} and the heap
   */
  record Request(boolean isLong, Path java, List<String> jvmArgs) {
    /** Copies the arguments. */
    public Request {
      jvmArgs = List.copyOf(jvmArgs);
    }
  }

  /** Tells the user. */
  @FunctionalInterface
  interface Progress {
    /**
     * Begins a line.
     *
     * @param what what runs now: {@code n=64 alone}
     * @param secondsLeft until the whole measurement is done, roughly
     */
    void show(String what, double secondsLeft);
  }
}
