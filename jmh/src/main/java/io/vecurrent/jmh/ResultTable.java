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
  private static final int LEAST_WIDTH = 8;

  private ResultTable() {}

  /** A table for each set of forms. */
  static String of(Results results) {
    Figures figures = new Figures(results);
    Allocation allocation = new Allocation(figures);
    StringBuilder text = new StringBuilder();
    for (Block block : Pivot.of(figures.stream())) {
      text.append(block(block, allocation)).append('\n');
    }
    return text.append(
            "Medians of all iterations, in ns, and x: how many times as long as the first")
        .append(" form it takes;\nbehind ")
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
    for (String method : block.methods()) {
      header.add(method);
      if (!method.equals(block.base())) {
        header.add("x");
      }
    }
    header.add("B/op");
    lines.add(header);
    for (Row row : block.rows()) {
      List<String> line = new ArrayList<>(List.of(row.name(), row.sizes()));
      for (String method : block.methods()) {
        line.add(row.time(method).map(ResultTable::time).orElse(NONE));
        if (!method.equals(block.base())) {
          line.add(
              Ratio.of(row.time(method), row.time(block.base())).map(Numbers::of).orElse(NONE));
        }
      }
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
      StringBuilder row = new StringBuilder(padded(line.get(0), -NAME_WIDTH));
      for (int column = 1; column < line.size(); column++) {
        int index = column;
        int width = lines.stream().mapToInt(l -> l.get(index).length()).max().orElse(0);
        row.append(' ')
            .append(padded(line.get(column), column == 1 ? -width : Math.max(LEAST_WIDTH, width)));
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** On the right for a positive width, on the left for a negative one. */
  private static String padded(String text, int width) {
    String spaces = " ".repeat(Math.max(0, Math.abs(width) - text.length()));
    return width > 0 ? spaces + text : text + spaces;
  }
}
