package io.vecurrent.jmh.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A table.
 *
 * @param caption what it shows
 * @param columns with their titles
 * @param rows of cells, as many as columns
 */
public record Table(String caption, List<Column> columns, List<Row> rows) {
  /** Nothing to show. */
  static final String NONE = "-";

  /**
   * A column.
   *
   * @param title above it
   * @param isNumber whether its cells are aligned at the right
   */
  public record Column(String title, boolean isNumber) {}

  /**
   * A row.
   *
   * @param cells from left to right
   */
  public record Row(List<Cell> cells) {}

  /**
   * A cell.
   *
   * @param parts of its text
   * @param isNumber whether it is aligned at the right
   */
  public record Cell(List<Part> parts, boolean isNumber) {}

  /**
   * A part of a cell's text.
   *
   * @param text shown
   * @param mark how it looks: {@link Mark#name()} in lower case
   */
  public record Part(String text, String mark) {
    /** Whether it is to catch the eye. */
    public boolean isBad() {
      return mark.equals(Mark.BAD.css());
    }
  }

  /** How a text looks. */
  enum Mark {
    PLAIN,
    GOOD,
    BAD,
    PARTLY,
    MUTED;

    String css() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Part part(String text, Mark mark) {
    return new Part(text, mark.css());
  }

  /** Fills a table row by row. */
  static final class Builder {
    private final String caption;
    private final List<Column> columns = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    Builder(String caption) {
      this.caption = caption;
    }

    Builder texts(String... titles) {
      Arrays.stream(titles).forEach(title -> columns.add(new Column(title, false)));
      return this;
    }

    Builder numbers(String... titles) {
      Arrays.stream(titles).forEach(title -> columns.add(new Column(title, true)));
      return this;
    }

    /** One cell a text. */
    Builder row(List<String> texts) {
      return parts(
          texts.stream()
              .map(text -> List.of(part(text, text.equals(NONE) ? Mark.MUTED : Mark.PLAIN)))
              .toList());
    }

    Builder row(String... texts) {
      return row(List.of(texts));
    }

    Builder parts(List<List<Part>> cells) {
      if (cells.size() != columns.size()) {
        throw new IllegalArgumentException(
            caption + ": needs " + columns.size() + " cells, has " + cells.size());
      }
      List<Cell> row = new ArrayList<>();
      for (int i = 0; i < cells.size(); i++) {
        row.add(new Cell(cells.get(i), columns.get(i).isNumber()));
      }
      rows.add(new Row(row));
      return this;
    }

    boolean isEmpty() {
      return rows.isEmpty();
    }

    Table build() {
      return new Table(caption, List.copyOf(columns), List.copyOf(rows));
    }
  }
}
