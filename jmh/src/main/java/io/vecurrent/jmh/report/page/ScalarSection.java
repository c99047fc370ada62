package io.vecurrent.jmh.report.page;

import io.vecurrent.jmh.report.Allocation;
import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Numbers;
import io.vecurrent.jmh.report.Pivot;
import io.vecurrent.jmh.report.Pivot.Block;
import io.vecurrent.jmh.report.Pivot.Row;
import io.vecurrent.jmh.report.Ratio;
import io.vecurrent.jmh.report.Words;
import io.vecurrent.jmh.report.chart.Picture;
import io.vecurrent.jmh.report.page.Document.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The library beside other ways to write the same in Java. */
final class ScalarSection {
  private static final String TEXT =
      "How many times as long the others take as the library's vector code. Plain loop: what a Java"
          + " programmer would write. Auto-vectorised: the fastest loop that the JIT turns into"
          + " vectors by itself, where that is another one. Scalar back end: the library without"
          + " vectors.";

  private static final int FEW = 4;

  private ScalarSection() {}

  static Section of(Figures figures, List<Picture> pictures) {
    Allocation allocation = new Allocation(figures);
    List<Table> tables = new ArrayList<>();
    for (Block block : Pivot.of(figures.stream())) {
      if (block.base().equals("vector")) {
        tables.add(table(block, allocation));
      }
    }
    return new Section(
        "scalar",
        "Speed-up over scalar code",
        ReportPage.blocks(TEXT, ReportPage.named(pictures, "speed-up"), tables));
  }

  /** A block with its first method's times, and the others as ratios. */
  static Table table(Block block, Allocation allocation) {
    List<String> others = block.methods().subList(1, block.methods().size());
    Table.Builder table =
        new Table.Builder(caption(block))
            .texts("computation", "size")
            .numbers(Words.of(block.base()) + ", ns", "spread");
    others.forEach(method -> table.numbers(Words.of(method)));
    table.numbers("B/op");
    for (Row row : block.rows()) {
      List<String> cells = new ArrayList<>(List.of(Words.of(row.name()), row.sizes()));
      cells.add(row.time(block.base()).map(t -> Numbers.of(t.median())).orElse(Table.NONE));
      cells.add(row.time(block.base()).map(t -> Numbers.percent(t.spread())).orElse(Table.NONE));
      for (String method : others) {
        cells.add(
            Ratio.of(row.time(method), row.time(block.base())).map(Numbers::of).orElse(Table.NONE));
      }
      cells.add(
          Optional.ofNullable(row.byMethod().get(block.base()))
              .flatMap(allocation::of)
              .map(bytes -> String.format(Locale.ROOT, "%.0f", bytes))
              .orElse(Table.NONE));
      table.row(cells);
    }
    return table.build();
  }

  /** Their names if they are few, else the package. */
  private static String caption(Block block) {
    List<String> names = block.rows().stream().map(r -> Words.of(r.name())).distinct().toList();
    return names.size() <= FEW
        ? String.join(", ", names)
        : block.group().substring(block.group().lastIndexOf('.') + 1);
  }
}
