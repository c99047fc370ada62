package io.vecurrent.jmh;

import io.vecurrent.jmh.report.Measurement;
import java.io.PrintStream;
import java.util.Locale;

/** A line for each thing that is measured besides the benchmarks. */
record MeasurementProgress(PrintStream out, String name) implements Measurement.Progress {
  @Override
  public void show(String what, double secondsLeft) {
    out.printf(Locale.ROOT, "[%s] %s left  %s%n", name, ProgressFormat.clock(secondsLeft), what);
  }
}
