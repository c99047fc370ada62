package io.vecurrent.jmh.report.page;

import io.vecurrent.jmh.report.Benchmark;
import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Limits;
import io.vecurrent.jmh.report.Numbers;
import io.vecurrent.jmh.report.Pivot;
import io.vecurrent.jmh.report.Pivot.Row;
import io.vecurrent.jmh.report.Ratio;
import io.vecurrent.jmh.report.Statistics;
import io.vecurrent.jmh.report.Words;
import io.vecurrent.jmh.report.chart.Picture;
import io.vecurrent.jmh.report.page.Document.Block;
import io.vecurrent.jmh.report.page.Document.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the machine allows, and what share of it each computation reaches. */
final class LimitsSection {
  private static final double KILOBYTE = 1024;
  private static final String TEXT =
      "The probes measure what this machine allows: multiply-adds on registers alone, and"
          + " reads that only add up, in the faster of two orders. A computation's own limit follows"
          + " from them. Matvec and pack: a pure vector read of as many weights, of half as many"
          + " bytes with bf16 (half of the whole read's time where that was not measured). Gemm and"
          + " outer product: their multiply-adds at the peak. Step: both matrices read once, and"
          + " tanh at its own speed. Forward: the input gemm at the peak, one read of the recurrent"
          + " weights a step (or their multiply-adds at the peak, where a batch makes that more),"
          + " and tanh at its own speed. Backward adds one more such product a step, and three gemms"
          + " at the peak. GRU and LSTM: the same with their gates' weights and activations. Streams"
          + " all together: both products at the peak, and the activations. Two threads: half of the"
          + " input gemm and of the activations, and reads of half of the weights. Steps with large"
          + " weights can reach more than 100 %: they take the rows there and back, and begin with"
          + " those that a cache still holds, while the probe always begins at the first.";

  private static final String FLAT =
      "Kernels on flat arrays are held to one read of each array that they read, at the speed"
          + " of the read of 16 KiB, or to their multiply-adds at the peak where these take longer."
          + " What they write does not count, nor what they compute besides. So tanh, softmax and"
          + " the like show a small share: it says what their arithmetic takes beside the read, not"
          + " that they could be so many times as fast.";

  private static final List<String> FORMS = List.of("vector", "bfloat16", "together", "two");

  private LimitsSection() {}

  static Section of(Figures figures, List<Picture> pictures) {
    List<Picture> shown = new ArrayList<>(ReportPage.named(pictures, "roofline"));
    shown.addAll(ReportPage.named(pictures, "limits"));
    List<Table> tables = new ArrayList<>();
    add(tables, probes(figures));
    add(tables, shares(figures));
    List<Block> blocks = ReportPage.blocks(TEXT, shown, tables);
    if (!blocks.isEmpty()) {
      blocks.add(1, Block.of(FLAT));
    }
    return new Section("limits", "The machine's limits", blocks);
  }

  private static void add(List<Table> tables, Table.Builder table) {
    if (!table.isEmpty()) {
      tables.add(table.build());
    }
  }

  private static Table.Builder probes(Figures figures) {
    Table.Builder table =
        new Table.Builder("Probes").texts("probe", "of").numbers("median", "spread");
    new Limits(figures)
        .peak()
        .ifPresent(
            peak -> {
              Statistics time =
                  figures.time("roofline.MultiplyAddBenchmark.peak", "").orElseThrow();
              table.row(
                  "multiply-adds",
                  "registers",
                  Numbers.of(peak) + " G/s",
                  Numbers.percent(time.spread()));
            });
    for (Benchmark footprint : figures.ofType("roofline.FootprintBenchmark")) {
      Statistics time = footprint.time();
      table.row(
          "read",
          footprint.params().getOrDefault("kilobytes", "") + " KiB",
          Numbers.of(footprint.param("kilobytes") * KILOBYTE / time.median()) + " GB/s",
          Numbers.percent(time.spread()));
    }
    return table;
  }

  private static Table.Builder shares(Figures figures) {
    Limits limits = new Limits(figures);
    Table.Builder table =
        new Table.Builder("Share of its own limit")
            .texts("computation", "size")
            .numbers("limit, ns", "median, ns", "times the limit", "share");
    Pivot.of(figures.stream()).stream()
        .flatMap(block -> block.rows().stream())
        .forEach(row -> FORMS.forEach(method -> share(table, limits, row, method)));
    return table;
  }

  private static void share(Table.Builder table, Limits limits, Row row, String method) {
    Benchmark benchmark = row.byMethod().get(method);
    if (benchmark == null) {
      return;
    }
    Optional<Ratio> ratio = limits.ratio(benchmark);
    ratio.ifPresent(
        r ->
            table.row(
                Words.of(row.name()) + form(method),
                row.sizes(),
                Numbers.of(limits.of(benchmark).orElseThrow().median()),
                Numbers.of(benchmark.time().median()),
                Numbers.of(r),
                String.format(Locale.ROOT, "%.0f %%", 100 / r.value())));
  }

  private static String form(String method) {
    return switch (method) {
      case "vector" -> "";
      case "bfloat16" -> ", bf16";
      default -> ", " + Words.of(method);
    };
  }
}
