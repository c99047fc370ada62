package io.vecurrent.examples.show;

import io.vecurrent.examples.train.LossCurve;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The loss curve as an SVG picture, with the Markov models as horizontal lines. */
public final class LossChart {
  private static final double MILLION = 1e6;

  /**
   * Where the names of the Markov models are centred, and where the axis ends, in curve lengths.
   */
  private static final double LABELS = 1.08;

  private static final double RIGHT = 1.16;

  /** Begins every title. */
  public static final String MARK = "Vecurrent quickstart";

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
    XYChart chart =
        SvgChart.create(
            title, "training characters read, in millions", "loss, in bits per character");
    double end = last(curve.heldOut()).characters() / MILLION;
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setXAxisMax(RIGHT * end);
    chart.getStyler().setXAxisDecimalPattern("0.###");
    chart.getStyler().setYAxisDecimalPattern("0.0");
    for (int order = 0; order < markovBits.size(); order++) {
      addReference(chart, order, markovBits.get(order), end);
    }
    add(chart, "training part (smoothed)", curve.training(), SvgChart.SOFT);
    add(chart, "held-out part (averaged weights)", curve.heldOut(), SvgChart.STRONG)
        .setMarker(SeriesMarkers.CIRCLE)
        .setMarkerColor(SvgChart.STRONG);
    SvgChart.write(chart, file);
  }

  /** A dashed line across, with its name beyond the right end. */
  private static void addReference(XYChart chart, int order, double bits, double end) {
    double[] x = {0, end};
    double[] y = {bits, bits};
    XYSeries line = SvgChart.addLine(chart, "Markov " + order, x, y, SvgChart.QUIET);
    line.setLineStyle(SvgChart.DASHED);
    line.setLineWidth(1f);
    line.setShowInLegend(false);
    chart.addAnnotation(new AnnotationText("Markov, order " + order, LABELS * end, bits, false));
  }

  private static XYSeries add(
      XYChart chart, String name, List<LossCurve.Point> points, Color color) {
    return SvgChart.addLine(
        chart,
        name,
        points.stream().mapToDouble(point -> point.characters() / MILLION).toArray(),
        points.stream().mapToDouble(LossCurve.Point::bits).toArray(),
        color);
  }

  private static LossCurve.Point last(List<LossCurve.Point> points) {
    return points.get(points.size() - 1);
  }
}
