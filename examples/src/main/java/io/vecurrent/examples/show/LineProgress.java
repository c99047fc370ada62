package io.vecurrent.examples.show;

import java.io.PrintStream;
import java.util.Locale;

/** A plain line every few seconds, and one at the end: for logs and pipes. */
final class LineProgress implements Progress {
  private static final long INTERVAL_NANOS = 5_000_000_000L;

  private final String task;
  private final PrintStream out;
  private final long start = System.nanoTime();
  private long printed = start;
  private double fraction;
  private String message = "";
  private boolean isShown;

  LineProgress(String task, PrintStream out) {
    this.task = task;
    this.out = out;
  }

  @Override
  public void update(double fraction, String message) {
    this.fraction = fraction;
    this.message = message;
    isShown = false;
    if (System.nanoTime() - printed >= INTERVAL_NANOS) {
      printed = System.nanoTime();
      print();
    }
  }

  @Override
  public void close() {
    if (!isShown) {
      print();
    }
  }

  private void print() {
    isShown = true;
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(
        Locale.ROOT, "%s %3.0f%% after %.0f s  %s%n", task, 100 * fraction, seconds, message);
  }
}
