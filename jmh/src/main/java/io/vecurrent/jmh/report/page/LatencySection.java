package io.vecurrent.jmh.report.page;

import io.vecurrent.jmh.report.ColdStart;
import io.vecurrent.jmh.report.Latency;
import io.vecurrent.jmh.report.Numbers;
import io.vecurrent.jmh.report.Results;
import io.vecurrent.jmh.report.chart.Picture;
import io.vecurrent.jmh.report.page.Document.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long single steps take, and the first ones. */
final class LatencySection {
  private static final double MILLION = 1e6;
  private static final String TEXT =
      "Single streaming steps, each one timed, one after the other. So many percent of all took at"
          + " most as long. Reading the clock, which takes as long as stated, is part of each.";

  private LatencySection() {}

  static Section of(Results results, List<Picture> pictures) {
    List<Table> tables = new ArrayList<>();
    if (!results.latency().isEmpty()) {
      tables.add(latency(results.latency()));
    }
    if (!results.coldStart().isEmpty()) {
      tables.add(coldStart(results.coldStart()));
    }
    return new Section(
        "latency",
        "Latency and cold start",
        ReportPage.blocks(TEXT, ReportPage.named(pictures, "latency"), tables));
  }

  private static Table latency(List<Latency> rows) {
    Table.Builder table =
        new Table.Builder("Streaming steps")
            .texts("n", "")
            .numbers("steps", "p50", "p99", "p99.9", "p99.99", "slowest")
            .numbers("clock", "allocated/s", "collections");
    for (Latency row : rows) {
      table.row(
          Integer.toString(row.n()),
          row.condition(),
          String.format(Locale.ROOT, "%,d", row.count()),
          Numbers.duration(row.p50()),
          Numbers.duration(row.p99()),
          Numbers.duration(row.p999()),
          Numbers.duration(row.p9999()),
          Numbers.duration(row.max()),
          Numbers.duration(row.timerNs()),
          row.allocatedMbPerSecond() == 0
              ? Table.NONE
              : Numbers.of(row.allocatedMbPerSecond()) + " MB",
          Long.toString(row.collections()));
    }
    return table.build();
  }

  private static Table coldStart(List<ColdStart> rows) {
    Table.Builder table =
        new Table.Builder("Cold start: medians of several JVMs")
            .texts("JDK", "with")
            .numbers(
                "n",
                "JVMs",
                "main after",
                "warm-up call",
                "first step",
                "first 1,000 steps",
                "steady after",
                "steady step")
            .texts("");
    for (ColdStart row : rows) {
      table.row(
          row.jdk(),
          row.condition(),
          Integer.toString(row.n()),
          Integer.toString(row.starts()),
          milliseconds(row.mainAfterMs()),
          milliseconds(row.warmUpMs()),
          nanoseconds(row.firstStepNs()),
          nanoseconds(row.firstThousandNs()),
          milliseconds(row.steadyAfterMs()),
          nanoseconds(row.steadyStepNs()),
          row.note() == null ? "" : row.note());
    }
    return table.build();
  }

  private static String nanoseconds(Double value) {
    return value == null ? Table.NONE : Numbers.duration(value);
  }

  private static String milliseconds(Double value) {
    return value == null ? Table.NONE : Numbers.duration(value * MILLION);
  }
}
