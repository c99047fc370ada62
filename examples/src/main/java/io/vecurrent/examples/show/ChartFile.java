package io.vecurrent.examples.show;

import io.vecurrent.examples.text.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knowm.xchart.XYChart;

/**
 * Where a program draws its picture, which replaces nothing but an older one of the same program.
 *
 * @param path of an SVG file
 * @param mark begins the title of every such picture
 */
public record ChartFile(Path path, String mark) {
  /**
   * Makes sure, before the work begins, that the picture can be written.
   *
   * @throws InputException if not
   */
  public void prepare() throws IOException {
    OutputFolder.prepare(path, "--chart");
    if (Files.exists(path) && !SvgChart.isOne(path, mark)) {
      throw new InputException(
          "--chart: " + path + " is something else, and would be replaced; name another file");
    }
  }

  /**
   * Draws the picture and reports where it is, or that this JDK cannot draw.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(XYChart chart, Report report) throws IOException {
    try {
      SvgChart.write(chart, path);
      report.print("Chart: %s%n", path);
    } catch (LinkageError | InternalError | RuntimeException e) {
      // A JDK without fonts cannot draw; the numbers are there all the same.
      report.print("No chart, the picture could not be drawn: %s%n", e);
    }
  }
}
