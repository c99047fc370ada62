package io.vecurrent.examples.show;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What all pictures share: size, fonts and colours, and how a chart becomes an SVG file. */
public final class SvgChart {
  /** Of the line that the picture is about. */
  public static final Color STRONG = new Color(0xC4, 0x4E, 0x00);

  /** Of what it is compared with. */
  public static final Color SOFT = new Color(0x9E, 0xC1, 0xE6);

  /** Of what gives the scale: references and history. */
  public static final Color QUIET = new Color(0x77, 0x77, 0x77);

  /** A line of dashes. */
  public static final BasicStroke DASHED =
      new BasicStroke(
          1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 10f, new float[] {5f, 4f}, 0f);

  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final int WIDTH = 960;
  private static final int HEIGHT = 600;
  private static final Color GRID = new Color(0xE8, 0xE8, 0xE8);

  /** Digits after the point: a hundredth of a pixel. */
  private static final int PRECISION = 2;

  private static final int LEGEND_PADDING = 12;

  private static final int HEAD_BYTES = 8192;

  private SvgChart() {}

  /** An empty chart in the common style. */
  public static XYChart create(String title, String xTitle, String yTitle) {
    System.setProperty("java.awt.headless", "true");
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    style(chart.getStyler());
    return chart;
  }

  private static void style(XYStyler styler) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    styler.setBaseFont(font);
    styler.setChartTitleFont(font.deriveFont(Font.BOLD, 16f));
    styler.setAxisTitleFont(font.deriveFont(Font.PLAIN, 14f));
    styler.setAxisTickLabelsFont(font);
    styler.setAnnotationTextFont(font);
    styler.setAnnotationTextFontColor(QUIET);
    styler.setLegendFont(font);
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setLegendPadding(LEGEND_PADDING);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    // Dashes would become a shape each, and the file twice as large.
    styler.setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setMarkerSize(7);
  }

  /** Adds a plain line without markers. */
  public static XYSeries addLine(XYChart chart, String name, double[] x, double[] y, Color color) {
    XYSeries line = chart.addSeries(name, x, y);
    line.setMarker(SeriesMarkers.NONE);
    line.setLineColor(color);
    line.setLineWidth(2f);
    return line;
  }

  /**
   * Writes the picture. The labels become outlines, which look the same everywhere; the title is
   * also there as text.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(XYChart chart, Path file) throws IOException {
    Document document =
        GenericDOMImplementation.getDOMImplementation().createDocument(SVG, "svg", null);
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setPrecision(PRECISION);
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    graphics.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
    chart.paint(graphics, WIDTH, HEIGHT);
    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 " + WIDTH + " " + HEIGHT);
    Element title = document.createElementNS(SVG, "title");
    title.setTextContent(chart.getTitle());
    root.insertBefore(title, root.getFirstChild());
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      graphics.stream(root, out, true, false);
    }
  }

  /** Whether a file is a picture that {@link #write} made, with {@code mark} in its title. */
  public static boolean isOne(Path file, String mark) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
      return start.contains("<svg") && start.contains(mark);
    }
  }
}
