package io.vecurrent.jmh.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart with two axes in the style of all charts. */
final class Plot {
  static final int WIDTH = 760;
  private static final int HEIGHT = 440;

  /** What the axes and the legend take from the plot, roughly. */
  private static final int MARGIN = 110;

  private static final int FONT_SIZE = 13;
  private static final int MARKER_SIZE = 8;
  private static final int LEGEND_LINE = 18;
  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE,
    SeriesMarkers.DIAMOND,
    SeriesMarkers.SQUARE,
    SeriesMarkers.TRIANGLE_UP,
    SeriesMarkers.TRIANGLE_DOWN,
    SeriesMarkers.CIRCLE,
    SeriesMarkers.DIAMOND,
    SeriesMarkers.SQUARE
  };

  /** What looks good in a chart, and is there on one system or another. */
  private static final List<String> FONTS =
      List.of("Inter", "Helvetica Neue", "Segoe UI", "Arial", "Liberation Sans");

  private final XYChart chart;
  private int series;

  private final Scale x;
  private final Scale y;

  Plot(String xTitle, Scale x, String yTitle, Scale y) {
    this(xTitle, x, yTitle, y, HEIGHT);
  }

  Plot(String xTitle, Scale x, String yTitle, Scale y, int height) {
    this.x = x;
    this.y = y;
    chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(height)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    styleTexts();
    styleAreas();
    styleAxes(height);
  }

  private void styleAxes(int height) {
    XYStyler styler = chart.getStyler();
    styler.setXAxisMin(x.place(x.from()));
    styler.setXAxisMax(x.place(x.to()));
    styler.setYAxisMin(y.place(y.from()));
    styler.setYAxisMax(y.place(y.to()));
    styler.setxAxisTickLabelsFormattingFunction(x::labelAt);
    styler.setyAxisTickLabelsFormattingFunction(y::labelAt);
    if (x.base() > 0) {
      styler.setXAxisTickMarkSpacingHint(x.spacing(WIDTH - MARGIN));
    }
    if (y.base() > 0) {
      styler.setYAxisTickMarkSpacingHint(y.spacing(height - MARGIN));
    }
  }

  private void styleTexts() {
    XYStyler styler = chart.getStyler();
    Font font = font();
    styler.setBaseFont(font);
    styler.setAxisTitleFont(font);
    styler.setAxisTickLabelsFont(font);
    styler.setLegendFont(font);
    styler.setAnnotationTextFont(font.deriveFont(FONT_SIZE - 1f));
    styler.setAnnotationTextFontColor(Palette.QUIET);
    styler.setChartFontColor(Palette.INK);
    styler.setAxisTickLabelsColor(Palette.QUIET);
    styler.setXAxisTitleColor(Palette.QUIET);
    styler.setYAxisTitleColor(Palette.QUIET);
    styler.setAxisTickMarksColor(Palette.GRID);
  }

  private void styleAreas() {
    XYStyler styler = chart.getStyler();
    styler.setChartTitleVisible(false);
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setLegendSeriesLineLength(LEGEND_LINE);
    styler.setLegendBorderColor(Palette.BACKGROUND);
    styler.setLegendBackgroundColor(Palette.BACKGROUND);
    styler.setChartBackgroundColor(Palette.BACKGROUND);
    styler.setPlotBackgroundColor(Palette.BACKGROUND);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(Palette.GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setPlotContentSize(1);
    styler.setMarkerSize(MARKER_SIZE);
    styler.setLocale(Locale.ROOT);
  }

  private static Font font() {
    Set<String> there =
        new HashSet<>(
            Arrays.asList(
                GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames()));
    String name = FONTS.stream().filter(there::contains).findFirst().orElse(Font.SANS_SERIF);
    return new Font(name, Font.PLAIN, FONT_SIZE);
  }

  /** For more names than fit below. */
  Plot legendBeside() {
    styler().setLegendPosition(Styler.LegendPosition.OutsideE);
    styler().setLegendLayout(Styler.LegendLayout.Vertical);
    return this;
  }

  /** For names that are too long to stand side by side. */
  Plot legendInLines() {
    styler().setLegendLayout(Styler.LegendLayout.Vertical);
    return this;
  }

  /** A label at every whole number of a linear axis. */
  Plot labelEachUnitOfY(int height) {
    styler().setYAxisTickMarkSpacingHint(y.spacing(height - MARGIN));
    return this;
  }

  XYStyler styler() {
    return chart.getStyler();
  }

  /** Points joined by a line, in the next colour. */
  Plot line(String name, List<double[]> points) {
    return line(name, points, series++);
  }

  /** Points joined by a line, in the colour of this number. */
  Plot line(String name, List<double[]> points, int color) {
    coloured(name, points, color);
    return this;
  }

  /** Points alone, in the next colour. */
  Plot points(String name, List<double[]> points) {
    coloured(name, points, series++).setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    return this;
  }

  private XYSeries coloured(String name, List<double[]> points, int number) {
    XYSeries added = add(name, points);
    Color color = Palette.series(number);
    added.setLineColor(color);
    added.setLineStyle(new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    added.setMarker(MARKERS[number % MARKERS.length]);
    added.setMarkerColor(color);
    return added;
  }

  /** A thin line for comparison, dashed, outside the legend. */
  Plot reference(String name, List<double[]> points) {
    XYSeries added = add(name, points);
    added.setLineColor(Palette.QUIET);
    added.setMarker(SeriesMarkers.NONE);
    added.setShowInLegend(false);
    added.setLineStyle(dashes(1f));
    return this;
  }

  /**
   * A line through so many points that they are not marked.
   *
   * @param color its number among the colours
   * @param isDashed tells two curves of one colour apart
   */
  Plot curve(String name, List<double[]> points, int color, boolean isDashed) {
    XYSeries added = add(name, points);
    added.setLineColor(Palette.series(color));
    added.setMarkerColor(Palette.series(color));
    added.setMarker(SeriesMarkers.NONE);
    added.setLineStyle(isDashed ? dashes(2f) : new BasicStroke(2f));
    return this;
  }

  private static BasicStroke dashes(float width) {
    float[] lengths = {5f, 4f};
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 10f, lengths, 0f);
  }

  private XYSeries add(String name, List<double[]> points) {
    return chart.addSeries(
        name,
        points.stream().mapToDouble(point -> x.place(point[0])).toArray(),
        points.stream().mapToDouble(point -> y.place(point[1])).toArray());
  }

  /** A text with its middle at a point. */
  Plot note(String text, double atX, double atY) {
    chart.addAnnotation(new AnnotationText(text, x.place(atX), y.place(atY), false));
    return this;
  }

  /** The picture. */
  Picture picture(String name, String title, String caption) {
    return SvgPainter.paint(chart, name, title, caption);
  }
}
