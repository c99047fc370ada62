package io.vecurrent.jmh.report.chart;

import java.awt.Dimension;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.knowm.xchart.XYChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Paints a chart twice: as a file, and as a part of a page. Texts become outlines. */
final class SvgPainter {
  private static final String SVG = "http://www.w3.org/2000/svg";

  /** Digits after the point: a hundredth of a pixel. */
  private static final int PRECISION = 2;

  private SvgPainter() {}

  static Picture paint(XYChart chart, String name, String title, String caption) {
    Document document =
        GenericDOMImplementation.getDOMImplementation().createDocument(SVG, "svg", null);
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setPrecision(PRECISION);
    context.setComment(null);
    context.setIDGenerator(new OwnIds(name));
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    graphics.setSVGCanvasSize(new Dimension(chart.getWidth(), chart.getHeight()));
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 " + chart.getWidth() + " " + chart.getHeight());
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", title);
    Element titleElement = document.createElementNS(SVG, "title");
    titleElement.setTextContent(title);
    root.insertBefore(titleElement, root.getFirstChild());
    String text = write(graphics, root);
    return new Picture(name, title, caption, text, inline(text, name));
  }

  private static String write(SVGGraphics2D graphics, Element root) {
    StringWriter out = new StringWriter();
    try {
      graphics.stream(root, out, true, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /** Without what belongs to a file, and with the page's colours. */
  private static String inline(String file, String name) {
    String svg = file.substring(file.indexOf("<svg"));
    for (Map.Entry<String, String> colour : Palette.variables().entrySet()) {
      svg = svg.replace(colour.getKey(), colour.getValue());
    }
    return svg.replace("\"genericDefs\"", "\"" + name + "-defs\"");
  }

  /** Pictures of one page must not share names. */
  private static final class OwnIds extends SVGIDGenerator {
    private final String name;

    OwnIds(String name) {
      this.name = name;
    }

    @Override
    public String generateID(String prefix) {
      return super.generateID(name + "-" + prefix);
    }
  }
}
