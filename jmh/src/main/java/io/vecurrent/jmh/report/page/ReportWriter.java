package io.vecurrent.jmh.report.page;

import io.vecurrent.jmh.report.Comparison;
import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Results;
import io.vecurrent.jmh.report.ResultsFile;
import io.vecurrent.jmh.report.chart.Charts;
import io.vecurrent.jmh.report.chart.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes a run's files. */
public final class ReportWriter {
  private ReportWriter() {}

  /**
   * Writes {@code results.json} first, since nothing else can bring it back, then {@code
   * index.html}, {@code report.md} and the charts. An earlier {@code results.json} becomes {@code
   * previous.json}.
   *
   * @return the files, the page first
   */
  public static List<Path> write(Path folder, Results results) throws IOException {
    return write(folder, results, Optional.empty());
  }

  /** The same, with a run of the other JDK, which decides the goal about JDK 17. */
  public static List<Path> write(Path folder, Results results, Optional<Results> otherJdk)
      throws IOException {
    Files.createDirectories(folder);
    Path raw = folder.resolve("results.json");
    if (Files.exists(raw)) {
      Files.move(raw, folder.resolve("previous.json"), StandardCopyOption.REPLACE_EXISTING);
    }
    ResultsFile.write(raw, results);
    List<Picture> pictures = Charts.of(new Figures(results));
    Document document = ReportPage.of(results, otherJdk, pictures);
    List<Path> files = new ArrayList<>();
    files.add(Files.writeString(folder.resolve("index.html"), Templates.html(document)));
    files.add(Files.writeString(folder.resolve("report.md"), Templates.markdown(document)));
    for (Picture picture : pictures) {
      files.add(Files.writeString(folder.resolve(picture.name() + ".svg"), picture.file()));
    }
    files.add(raw);
    return files;
  }

  /**
   * Writes {@code comparison.html} and {@code comparison.md}.
   *
   * @return the files, the page first
   */
  public static List<Path> write(Path folder, Comparison comparison) throws IOException {
    Files.createDirectories(folder);
    Document document = ComparisonPage.of(comparison);
    return List.of(
        Files.writeString(folder.resolve("comparison.html"), Templates.html(document)),
        Files.writeString(folder.resolve("comparison.md"), Templates.markdown(document)));
  }
}
