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
import io.vecurrent.jmh.report.page.Document.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the machine allows, and what share of it each computation reaches. */
final class LimitsSection {
  private static final double KILOBYTE = 1024;
  private static final String TEXT =
      "The probes measure what this machine allows: multiply-adds on registers alone, and reads"
          + " that only add up, in the faster of two orders. A computation's own limit follows from them. Matvec:"
          + " a pure vector read of the same weights, of half the bytes with bf16. Gemm and outer"
          + " product: their multiply-adds at the peak. Step: both matrices read once, and tanh at"
          + " its own speed. Forward: the input gemm at the peak, one read of the recurrent weights a"
          + " step (or their multiply-adds at the peak, where a batch makes that more), and tanh at"
          + " its own speed. Backward adds one more such product a step, and three gemms at the peak."
          + " GRU and LSTM: the same with their gates' weights and activations. Bf16 can reach more than"
          + " 100 %: its limit is half the time of reading the 32-bit weights, from the cache in which"
          + " those have room, while weights of half the size may fit into a faster one. So can steps"
          + " with large weights: they take the rows there and back, and begin with those that a cache"
          + " still holds, while the probe always begins at the first.";

  private LimitsSection() {}

  static Section of(Figures figures, List<Picture> pictures) {
    List<Picture> shown = new ArrayList<>(ReportPage.named(pictures, "roofline"));
    shown.addAll(ReportPage.named(pictures, "limits"));
    List<Table> tables = new ArrayList<>();
    add(tables, probes(figures));
    add(tables, shares(figures));
    return new Section("limits", "The machine's limits", ReportPage.blocks(TEXT, shown, tables));
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
        .forEach(
            row ->
                List.of("vector", "bfloat16").forEach(method -> share(table, limits, row, method)));
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
                Words.of(row.name()) + (method.equals("vector") ? "" : ", bf16"),
                row.sizes(),
                Numbers.of(limits.of(benchmark).orElseThrow().median()),
                Numbers.of(benchmark.time().median()),
                Numbers.of(r),
                String.format(Locale.ROOT, "%.0f %%", 100 / r.value())));
  }
}
