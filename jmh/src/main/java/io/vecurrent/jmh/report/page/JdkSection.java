package io.vecurrent.jmh.report.page;

import io.vecurrent.jmh.report.Comparison;
import io.vecurrent.jmh.report.JdkRatios;
import io.vecurrent.jmh.report.JdkRatios.Row;
import io.vecurrent.jmh.report.Numbers;
import io.vecurrent.jmh.report.Results;
import io.vecurrent.jmh.report.page.Document.Block;
import io.vecurrent.jmh.report.page.Document.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether JDK 17 is within reach of JDK 25, where there are runs of these two. */
final class JdkSection {
  private JdkSection() {}

  /** Empty if the runs are of other JDKs. */
  static Optional<Section> of(Results one, Results other) {
    return JdkRatios.of(one, other).map(ratios -> section(ratios, Comparison.of(one, other)));
  }

  private static Section section(JdkRatios ratios, Comparison comparison) {
    List<Row> beyond = ratios.beyond();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        Block.of(
            String.format(
                Locale.ROOT,
                "JDK 17 is to take at most %.1f times as long as JDK 25 in everything that the"
                    + " library does: %d of %d rows are within that. The two runs: %s; %s.",
                JdkRatios.REACH,
                ratios.rows().size() - beyond.size(),
                ratios.rows().size(),
                ComparisonPage.label(comparison.before().environment()),
                ComparisonPage.label(comparison.after().environment()))));
    if (!comparison.machineChanges().isEmpty()) {
      blocks.add(Block.of(ComparisonPage.OTHER_MACHINE));
    }
    if (!beyond.isEmpty()) {
      blocks.add(Block.of(table(beyond)));
    }
    return new Section("jdks", "JDK 17 beside JDK 25", blocks);
  }

  private static Table table(List<Row> rows) {
    Table.Builder table =
        new Table.Builder("Beyond it")
            .texts("benchmark", "size")
            .numbers("JDK 25, ns", "spread", "JDK 17, ns", "spread", "17 / 25");
    for (Row row : rows) {
      table.row(
          row.benchmark().shortType() + "." + row.benchmark().method(),
          row.benchmark().sizes(),
          Numbers.of(row.newer().median()),
          Numbers.percent(row.newer().spread()),
          Numbers.of(row.older().median()),
          Numbers.percent(row.older().spread()),
          Numbers.of(row.ratio()));
    }
    return table.build();
  }
}
