package io.vecurrent.jmh.report.chart;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The colours of charts, each with the name of the CSS variable that stands for it on the page. The
 * first ones are near Okabe and Ito's, which people who see few colours can tell apart.
 */
final class Palette {
  static final Color BACKGROUND = new Color(0xFE, 0xFE, 0xFE);
  static final Color INK = new Color(0x22, 0x26, 0x2B);
  static final Color QUIET = new Color(0x5B, 0x63, 0x6C);
  static final Color GRID = new Color(0xE3, 0xE6, 0xEA);
  static final List<Color> SERIES =
      List.of(
          new Color(0x00, 0x5F, 0xA8),
          new Color(0xD5, 0x5E, 0x00),
          new Color(0x00, 0x8A, 0x65),
          new Color(0xB4, 0x5F, 0x95),
          new Color(0xB8, 0x86, 0x0B),
          new Color(0x3A, 0xA3, 0xD9),
          new Color(0x6B, 0x4E, 0x9E),
          new Color(0x8C, 0x56, 0x4B),
          new Color(0x7A, 0x85, 0x1F),
          new Color(0x6F, 0x7B, 0x88));

  private Palette() {}

  static Color series(int index) {
    return SERIES.get(index % SERIES.size());
  }

  /** For each colour, as SVG writes it, the page's name for it. */
  static Map<String, String> variables() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put(svg(BACKGROUND), "none");
    names.put(svg(INK), "var(--ink)");
    names.put(svg(QUIET), "var(--quiet)");
    names.put(svg(GRID), "var(--grid)");
    for (int i = 0; i < SERIES.size(); i++) {
      names.put(svg(SERIES.get(i)), "var(--series-" + (i + 1) + ")");
    }
    return names;
  }

  private static String svg(Color color) {
    return "rgb(" + color.getRed() + "," + color.getGreen() + "," + color.getBlue() + ")";
  }
}
