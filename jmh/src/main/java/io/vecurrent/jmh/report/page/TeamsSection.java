package io.vecurrent.jmh.report.page;

import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Numbers;
import io.vecurrent.jmh.report.Pivot;
import io.vecurrent.jmh.report.Ratio;
import io.vecurrent.jmh.report.Words;
import io.vecurrent.jmh.report.page.Document.Section;
import java.util.List;

/** One computation on two threads. */
final class TeamsSection {
  private static final String TEXT =
      "The same work by one thread and by a team of two, which gives the same bits.";

  private TeamsSection() {}

  static Section of(Figures figures) {
    Table.Builder table =
        new Table.Builder("")
            .texts("computation", "size")
            .numbers("one thread, ns", "two threads, ns", "times as fast");
    Pivot.of(figures.stream()).stream()
        .flatMap(block -> block.rows().stream())
        .filter(row -> row.byMethod().containsKey("one") && row.byMethod().containsKey("two"))
        .forEach(
            row ->
                table.row(
                    Words.of(row.name()),
                    row.sizes(),
                    Numbers.of(row.time("one").orElseThrow().median()),
                    Numbers.of(row.time("two").orElseThrow().median()),
                    Numbers.of(Ratio.of(row.time("one"), row.time("two")).orElseThrow())));
    List<Table> tables = table.isEmpty() ? List.of() : List.of(table.build());
    return new Section("teams", "Two threads", ReportPage.blocks(TEXT, List.of(), tables));
  }
}
