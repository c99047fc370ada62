package io.vecurrent.examples.show;

import io.vecurrent.examples.train.LossCurve;
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
import java.util.List;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The loss curve as an SVG picture, with the Markov models as horizontal lines. */
public final class LossChart {
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final int WIDTH = 960;
  private static final int HEIGHT = 600;
  private static final double MILLION = 1e6;

  /**
   * Where the names of the Markov models are centred, and where the axis ends, in curve lengths.
   */
  private static final double LABELS = 1.08;

  private static final double RIGHT = 1.16;
  private static final Color TRAINING = new Color(0x9E, 0xC1, 0xE6);
  private static final Color HELD_OUT = new Color(0xC4, 0x4E, 0x00);
  private static final Color REFERENCE = new Color(0x77, 0x77, 0x77);
  private static final Color GRID = new Color(0xE8, 0xE8, 0xE8);

  /** Begins every title. */
  public static final String MARK = "Vecurrent quickstart";

  private static final int HEAD_BYTES = 8192;

  private LossChart() {}

  /**
   * Writes the picture.
   *
   * @param title above it
   * @param markovBits held-out bits of the Markov models, by order
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, String title, LossCurve curve, List<Double> markovBits)
      throws IOException {
    System.setProperty("java.awt.headless", "true");
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("training characters read, in millions")
            .yAxisTitle("loss, in bits per character")
            .build();
    style(chart.getStyler());
    double end = last(curve.heldOut()).characters() / MILLION;
    chart.getStyler().setXAxisMax(RIGHT * end);
    for (int order = 0; order < markovBits.size(); order++) {
      addReference(chart, order, markovBits.get(order), end);
    }
    add(chart, "training part (smoothed)", curve.training())
        .setMarker(SeriesMarkers.NONE)
        .setLineColor(TRAINING)
        .setLineWidth(2f);
    add(chart, "held-out part (averaged weights)", curve.heldOut())
        .setMarker(SeriesMarkers.CIRCLE)
        .setMarkerColor(HELD_OUT)
        .setLineColor(HELD_OUT)
        .setLineWidth(2f);
    paint(chart, file);
  }

  /** Whether a file is a picture that {@link #write} made for the quickstart. */
  public static boolean isOne(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
      return start.contains("<svg") && start.contains(MARK);
    }
  }

  private static void style(XYStyler styler) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    styler.setBaseFont(font);
    styler.setChartTitleFont(font.deriveFont(Font.BOLD, 16f));
    styler.setAxisTitleFont(font.deriveFont(Font.PLAIN, 14f));
    styler.setAxisTickLabelsFont(font);
    styler.setAnnotationTextFont(font);
    styler.setAnnotationTextFontColor(REFERENCE);
    styler.setLegendFont(font);
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setMarkerSize(7);
    styler.setXAxisMin(0.0);
    styler.setXAxisDecimalPattern("0.###");
    styler.setYAxisDecimalPattern("0.0");
  }

  /** A dashed line across, with its name beyond the right end. */
  private static void addReference(XYChart chart, int order, double bits, double end) {
    XYSeries line =
        chart.addSeries("Markov " + order, new double[] {0, end}, new double[] {bits, bits});
    line.setMarker(SeriesMarkers.NONE);
    line.setLineColor(REFERENCE);
    line.setLineStyle(
        new BasicStroke(
            1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 10f, new float[] {5f, 4f}, 0f));
    line.setShowInLegend(false);
    chart.addAnnotation(new AnnotationText("Markov, order " + order, LABELS * end, bits, false));
  }

  private static XYSeries add(XYChart chart, String name, List<LossCurve.Point> points) {
    return chart.addSeries(
        name,
        points.stream().mapToDouble(point -> point.characters() / MILLION).toArray(),
        points.stream().mapToDouble(LossCurve.Point::bits).toArray());
  }

  private static LossCurve.Point last(List<LossCurve.Point> points) {
    return points.get(points.size() - 1);
  }

  /**
   * The labels become outlines, which look the same everywhere; the title is also there as text.
   */
  private static void paint(XYChart chart, Path file) throws IOException {
    Document document =
        GenericDOMImplementation.getDOMImplementation().createDocument(SVG, "svg", null);
    SVGGraphics2D graphics = new SVGGraphics2D(document);
    graphics.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
    chart.paint(graphics, WIDTH, HEIGHT);
    Element root = graphics.getRoot();
    Element title = document.createElementNS(SVG, "title");
    title.setTextContent(chart.getTitle());
    root.insertBefore(title, root.getFirstChild());
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      graphics.stream(root, out, true, false);
    }
  }
}
