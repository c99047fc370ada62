package io.vecurrent.jmh.report.page;

import io.vecurrent.jmh.report.chart.Picture;
import java.util.List;

/**
 * What a page says, apart from how it looks. Templates read it.
 *
 * @param title of the page
 * @param lead a sentence or two below it
 * @param tallies the figures at the top
 * @param sections in order
 */
public record Document(String title, String lead, List<Tally> tallies, List<Section> sections) {
  /**
   * A figure at the top.
   *
   * @param count the figure
   * @param label what it counts
   * @param mark how it looks
   */
  public record Tally(String count, String label, String mark) {}

  /**
   * A part with a title.
   *
   * @param id where the contents point to
   * @param title of the part
   * @param blocks paragraphs, pictures, tables
   */
  public record Section(String id, String title, List<Block> blocks) {}

  /**
   * One of these; the others are null.
   *
   * @param text a paragraph
   * @param picture a chart
   * @param table a table
   */
  public record Block(String text, Picture picture, Table table) {
    static Block of(String text) {
      return new Block(text, null, null);
    }

    static Block of(Picture picture) {
      return new Block(null, picture, null);
    }

    static Block of(Table table) {
      return new Block(null, null, table);
    }
  }
}
