package io.vecurrent.jmh.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;
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
  private static final int FONT_SIZE = 13;
  private static final int MARKER_SIZE = 8;
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

  Plot(String xTitle, String yTitle) {
    this(xTitle, yTitle, HEIGHT);
  }

  Plot(String xTitle, String yTitle, int height) {
    chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(height)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
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
    styler.setChartTitleVisible(false);
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setLegendBorderColor(Palette.BACKGROUND);
    styler.setLegendBackgroundColor(Palette.BACKGROUND);
    styler.setChartBackgroundColor(Palette.BACKGROUND);
    styler.setPlotBackgroundColor(Palette.BACKGROUND);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(Palette.GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setPlotContentSize(1);
    styler.setMarkerSize(MARKER_SIZE);
    styler.setLocale(java.util.Locale.ROOT);
  }

  private static Font font() {
    Set<String> there =
        new HashSet<>(
            Arrays.asList(
                GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames()));
    String name = FONTS.stream().filter(there::contains).findFirst().orElse(Font.SANS_SERIF);
    return new Font(name, Font.PLAIN, FONT_SIZE);
  }

  XYStyler styler() {
    return chart.getStyler();
  }

  XYChart chart() {
    return chart;
  }

  /** A logarithmic x axis from one value to another. */
  Plot logX(double from, double to, DoubleFunction<String> label) {
    styler().setXAxisLogarithmic(true);
    styler().setXAxisLogarithmicDecadeOnly(false);
    styler().setXAxisMin(from);
    styler().setXAxisMax(to);
    styler().setxAxisTickLabelsFormattingFunction(label::apply);
    return this;
  }

  /** A logarithmic y axis from one value to another. */
  Plot logY(double from, double to, DoubleFunction<String> label) {
    styler().setYAxisLogarithmic(true);
    styler().setYAxisMin(from);
    styler().setYAxisMax(to);
    styler().setyAxisTickLabelsFormattingFunction(label::apply);
    return this;
  }

  /** Points joined by a line, in the next colour. */
  Plot line(String name, List<double[]> points) {
    XYSeries added = next(name, points);
    added.setLineWidth(2f);
    return this;
  }

  /** Points alone, in the next colour. */
  Plot points(String name, List<double[]> points) {
    next(name, points).setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    return this;
  }

  private XYSeries next(String name, List<double[]> points) {
    XYSeries added = add(name, points);
    Color color = Palette.series(series);
    added.setLineColor(color);
    added.setLineStyle(new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    added.setMarker(MARKERS[series % MARKERS.length]);
    added.setMarkerColor(color);
    series++;
    return added;
  }

  /** A thin line for comparison, dashed, outside the legend. */
  Plot reference(String name, List<double[]> points) {
    XYSeries added = add(name, points);
    added.setLineColor(Palette.QUIET);
    added.setMarker(SeriesMarkers.NONE);
    added.setShowInLegend(false);
    added.setLineStyle(
        new BasicStroke(
            1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 10f, new float[] {5f, 4f}, 0f));
    return this;
  }

  /** A smooth line. */
  static void withoutMarkers(XYSeries series) {
    series.setMarker(SeriesMarkers.NONE);
  }

  private XYSeries add(String name, List<double[]> points) {
    return chart.addSeries(
        name,
        points.stream().mapToDouble(point -> point[0]).toArray(),
        points.stream().mapToDouble(point -> point[1]).toArray());
  }

  /** A text with its middle at a point. */
  Plot note(String text, double x, double y) {
    chart.addAnnotation(new AnnotationText(text, x, y, false));
    return this;
  }

  /** The picture. */
  Picture picture(String name, String title, String caption) {
    return SvgPainter.paint(chart, name, title, caption);
  }
}
