package io.vecurrent.jmh;

import io.vecurrent.jmh.report.Allocation;
import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Numbers;
import io.vecurrent.jmh.report.Pivot;
import io.vecurrent.jmh.report.Pivot.Block;
import io.vecurrent.jmh.report.Pivot.Row;
import io.vecurrent.jmh.report.Ratio;
import io.vecurrent.jmh.report.Results;
import io.vecurrent.jmh.report.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms of each computation side by side: medians of all iterations, and their ratios. */
final class ResultTable {
  private static final String NONE = "-";
  private static final int NAME_WIDTH = 20;
  private static final int LEAST_WIDTH = 11;

  private ResultTable() {}

  /** A table for each set of forms. */
  static String of(Results results) {
    Figures figures = new Figures(results);
    Allocation allocation = new Allocation(figures);
    StringBuilder text = new StringBuilder();
    for (Block block : Pivot.of(figures.stream())) {
      text.append(block(block, allocation)).append('\n');
    }
    return text.append("Medians of all iterations, in ns, and how many times as long as the first")
        .append(" form the others take;\nafter")
        .append(Numbers.WIDE)
        .append(
            " the scores lie too far apart to believe it. autovectorized: the fastest loop that")
        .append(" the JIT vectorises by itself;\nscalarBackend: this library with")
        .append(" -Dvecurrent.backend=scalar. B/op: bytes that the first form allocates.")
        .toString();
  }

  private static String block(Block block, Allocation allocation) {
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of(block.group(), ""));
    header.addAll(block.methods());
    List<String> others = block.methods().subList(1, block.methods().size());
    others.forEach(method -> header.add("/ " + block.base()));
    header.add("B/op");
    lines.add(header);
    for (Row row : block.rows()) {
      List<String> line = new ArrayList<>(List.of(row.name(), row.sizes()));
      block.methods().forEach(m -> line.add(row.time(m).map(ResultTable::time).orElse(NONE)));
      others.forEach(
          m ->
              line.add(
                  Ratio.of(row.time(m), row.time(block.base())).map(Numbers::of).orElse(NONE)));
      line.add(
          Optional.ofNullable(row.byMethod().get(block.base()))
              .flatMap(allocation::of)
              .map(bytes -> String.format(Locale.ROOT, "%.1f", bytes))
              .orElse(NONE));
      lines.add(line);
    }
    return aligned(lines);
  }

  private static String time(Statistics time) {
    return String.format(Locale.ROOT, "%,.1f", time.median());
  }

  private static String aligned(List<List<String>> lines) {
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      row.append(String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s ", line.get(0)));
      for (int column = 1; column < line.size(); column++) {
        int index = column;
        int width = lines.stream().mapToInt(l -> l.get(index).length()).max().orElse(0);
        String format =
            column == 1 ? "%-" + width + "s" : "  %" + Math.max(LEAST_WIDTH, width) + "s";
        row.append(String.format(Locale.ROOT, format, line.get(column)));
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
