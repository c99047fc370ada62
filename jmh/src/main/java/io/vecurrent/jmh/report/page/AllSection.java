package io.vecurrent.jmh.report.page;

import io.vecurrent.jmh.report.Allocation;
import io.vecurrent.jmh.report.Benchmark;
import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Numbers;
import io.vecurrent.jmh.report.Pivot;
import io.vecurrent.jmh.report.Statistics;
import io.vecurrent.jmh.report.page.Document.Section;
import io.vecurrent.jmh.report.page.Table.Mark;
import io.vecurrent.jmh.report.page.Table.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Every benchmark by itself. */
final class AllSection {
  private static final String TEXT =
      String.format(
          Locale.ROOT,
          "Spread: the distance between the quartiles as a share of the median; above %.0f %%, no"
              + " ratio with it should be believed. B/op: bytes allocated an operation, without what"
              + " JMH itself allocates in every iteration. All scores stand in results.json.",
          100 * Statistics.WIDE);

  private AllSection() {}

  static Section of(Figures figures) {
    Allocation allocation = new Allocation(figures);
    Table.Builder table =
        new Table.Builder("")
            .texts("benchmark", "size")
            .numbers("minimum, ns", "median, ns", "spread", "B/op", "JVMs", "scores");
    Pivot.of(figures.stream()).stream()
        .flatMap(block -> block.rows().stream())
        .flatMap(row -> row.byMethod().values().stream())
        .forEach(benchmark -> table.parts(cells(benchmark, allocation)));
    List<Table> tables = table.isEmpty() ? List.of() : List.of(table.build());
    return new Section("all", "All benchmarks", ReportPage.blocks(TEXT, List.of(), tables));
  }

  private static List<List<Part>> cells(Benchmark benchmark, Allocation allocation) {
    Statistics time = benchmark.time();
    List<List<Part>> cells = new ArrayList<>();
    cells.add(plain(benchmark.shortType() + "." + benchmark.method()));
    cells.add(plain(benchmark.sizes()));
    cells.add(plain(Numbers.of(time.minimum())));
    cells.add(plain(Numbers.of(time.median())));
    String spread = Numbers.percent(time.spread());
    cells.add(time.isWide() ? List.of(Table.part(Numbers.WIDE + spread, Mark.BAD)) : plain(spread));
    cells.add(
        plain(
            allocation
                .of(benchmark)
                .map(bytes -> String.format(Locale.ROOT, "%.0f", bytes))
                .orElse(Table.NONE)));
    cells.add(plain(Integer.toString(benchmark.forks().size())));
    cells.add(plain(Integer.toString(benchmark.forks().stream().mapToInt(List::size).sum())));
    return cells;
  }

  private static List<Part> plain(String text) {
    return List.of(Table.part(text, Mark.PLAIN));
  }
}
