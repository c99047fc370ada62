package io.vecurrent.jmh.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.jmh.report.Comparison;
import io.vecurrent.jmh.report.Latency;
import io.vecurrent.jmh.report.Results;
import io.vecurrent.jmh.report.ResultsFile;
import io.vecurrent.jmh.report.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {
  @TempDir Path folder;

  /** A bit of everything, so that every section and chart is there. */
  static Runs run(String jdkVersion, double factor) {
    Runs runs =
        new Runs(jdkVersion)
            .add("roofline.MultiplyAddBenchmark.peak", "", 20, 21)
            .add("roofline.FootprintBenchmark.read", "kilobytes=16", 100)
            .add("kernels.TanhBenchmark.vector", "length=1024", 400);
    for (int n : new int[] {16, 64, 256}) {
      String size = "n=" + n;
      double time = n * n / 20.0;
      runs.add("roofline.ReadBenchmark.read", size, time)
          .add("kernels.MatvecBenchmark.vector", size, factor * time, 2 * factor * time)
          .add("kernels.MatvecBenchmark.plain", size, 15 * time)
          .add("peers.StepPeers.vecurrent", size, 2 * time)
          .add("peers.StepPeers.onednn", size, 20 * time);
    }
    List<Latency.Point> curve =
        List.of(
            new Latency.Point(0, 90), new Latency.Point(99, 200), new Latency.Point(99.99, 900));
    runs.builder()
        .add(new Latency(16, Latency.ALONE, 9, 100, 200, 300, 900, 1000, curve, 20, 0, 0));
    return runs;
  }

  private List<Path> write() throws IOException {
    return ReportWriter.write(folder, run("25.0.3", 1).build());
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void theReportHasAllItsFiles() throws IOException {
    Set<String> names = new HashSet<>();
    write().forEach(file -> names.add(file.getFileName().toString()));
    assertEquals(
        Set.of(
            "index.html",
            "report.md",
            "results.json",
            "roofline.svg",
            "limits.svg",
            "speed-up.svg",
            "peers-step.svg",
            "latency.svg"),
        names);
    for (String name : names) {
      assertTrue(Files.size(folder.resolve(name)) > 0, name);
    }
  }

  @Test
  void renderingTheFileAgainGivesTheSame() throws IOException {
    write();
    String html = text("index.html");
    String markdown = text("report.md");
    String json = text("results.json");
    Results saved = ResultsFile.read(folder.resolve("results.json"));
    ReportWriter.write(folder, saved);
    assertEquals(html, text("index.html"));
    assertEquals(markdown, text("report.md"));
    assertEquals(json, text("results.json"));
  }

  @Test
  void thePageAsksForNothingElse() throws IOException {
    write();
    String html = text("index.html");
    Matcher address = Pattern.compile("(?:src|href)=\"([^\"]*)\"|url\\(([^)]*)\\)").matcher(html);
    while (address.find()) {
      String target = address.group(1) == null ? address.group(2) : address.group(1);
      assertTrue(target.startsWith("#"), target);
    }
    assertFalse(html.contains("<script"));
    assertFalse(html.contains("@import"));
  }

  @Test
  void namesInThePageAreItsOwn() throws IOException {
    write();
    Matcher id = Pattern.compile(" id=\"([^\"]*)\"").matcher(text("index.html"));
    Set<String> ids = new HashSet<>();
    while (id.find()) {
      assertTrue(ids.add(id.group(1)), id.group(1));
    }
    assertTrue(ids.containsAll(List.of("goals", "environment", "limits", "peers", "all")));
  }

  @Test
  void textsAreNotMarkup() throws IOException {
    write();
    String html = text("index.html");
    assertFalse(html.contains("<b>9000"));
    assertTrue(html.contains("Some CPU &lt;b&gt;9000&lt;/b&gt;"));
    String markdown = text("report.md");
    assertTrue(markdown.contains("Some CPU &lt;b>9000"), markdown);
    assertTrue(markdown.contains("OpenJDK \\| build 1"), markdown);
    assertEquals("\\[a\\](b) \\`c\\` \\*d\\* \\\\", Templates.escapeMarkdown("[a](b) `c`\n*d* \\"));
  }

  @Test
  void markdownHasTheSameTablesAndCharts() throws IOException {
    write();
    String html = text("index.html");
    String markdown = text("report.md");
    long rows = markdown.lines().filter(line -> line.startsWith("| ")).count();
    long tables = markdown.lines().filter(line -> line.matches("\\|( -+:? \\|)+")).count();
    assertEquals(count(html, "<table>"), tables);
    assertEquals(count(html, "<tr>"), rows - tables);
    assertEquals(count(html, "<figure>"), count(markdown, "!["));
    assertFalse(html.contains("{{") || markdown.contains("{{"));
  }

  @Test
  void picturesHaveTheColoursOfThePage() throws IOException {
    write();
    assertTrue(text("index.html").contains("fill:var(--series-1)"));
    String svg = text("roofline.svg");
    assertFalse(svg.contains("var("));
    assertTrue(svg.contains("viewBox=") && svg.contains("<title"), svg.substring(0, 600));
  }

  @Test
  void cellsWithGatesHaveARooflineOfTheirOwn() throws IOException {
    write();
    String without = text("roofline.svg");
    ReportWriter.write(
        folder,
        run("25.0.3", 1)
            .add("rnn.LstmStepBenchmark.vector", "n=64", 4000)
            .add("rnn.GruForwardBenchmark.bfloat16", "n=64 batch=1", 20_000)
            .build());
    assertEquals(without, text("roofline.svg"));
    assertTrue(text("roofline-gates.svg").contains("GRU and LSTM"));
    assertTrue(text("report.md").contains("(roofline-gates.svg)"));
  }

  @Test
  void everyKernelAndFormHasAShareOfItsLimit() throws IOException {
    ReportWriter.write(
        folder,
        run("25.0.3", 1)
            .add("kernels.SigmoidBenchmark.vector", "length=1024", 500)
            .add("kernels.MatvecBenchmark.bfloat16", "n=64", 205)
            .add("roofline.ReadBenchmark.half", "n=64", 82)
            .add("rnn.GruStreamsBenchmark.together", "n=64", 200_000)
            .add("rnn.TeamForwardBenchmark.two", "n=64", 5000)
            .build());
    String markdown = text("report.md");
    assertTrue(markdown.contains("| tanh | length=1024 | 25.0 | 400 | 16.0 x | 6 % |"), markdown);
    assertTrue(markdown.contains("| matvec, bf16 | n=64 | 82.0 | 205 | 2.50 x | 40 % |"));
    assertTrue(markdown.contains("| GRU streams, all together | n=64 |"), markdown);
    assertTrue(markdown.contains("| team forward, two threads | n=64 |"), markdown);
    assertTrue(markdown.contains("tanh, softmax and the like show a small share"), markdown);
  }

  @Test
  void anEmptyRunHasAReportToo() throws IOException {
    ReportWriter.write(folder, new Runs().build());
    assertTrue(text("index.html").contains("not measured"));
  }

  @Test
  void whatIsHardToBelieveHasATallyOfItsOwn() throws IOException {
    ReportWriter.write(
        folder,
        new Runs()
            .add("rnn.LstmStepBenchmark.vector", "n=32", 90, 140, 180)
            .add("rnn.LstmStepBenchmark.matvec", "n=32", 100, 140, 180)
            .build());
    String html = text("index.html");
    assertTrue(html.contains("<li class=\"partly\"><b>1</b>in doubt</li>"), html);
    assertTrue(html.contains("<li class=\"good\"><b>0</b>reached</li>"), html);
    assertTrue(
        html.contains("<span class=\"partly\">n &#x3D; 32: ~1.00 x (fastest 0.90 x)</span>"), html);
  }

  @Test
  void whatTheQuartilesCouldTipShowsTheFastestToo() throws IOException {
    ReportWriter.write(
        folder,
        new Runs()
            .add("rnn.LstmStepBenchmark.vector", "n=32", 143, 148, 154)
            .add("rnn.LstmStepBenchmark.matvec", "n=32", 100, 100, 100)
            .build());
    String html = text("index.html");
    assertTrue(html.contains("n &#x3D; 32: 1.48 x ? (fastest 1.43 x)</span>"), html);
  }

  @Test
  void aRunOfTheOtherJdkHasASectionInTheReport() throws IOException {
    ReportWriter.write(folder, run("25.0.3", 1).build(), Optional.of(run("17.0.15", 4).build()));
    String markdown = text("report.md");
    assertTrue(markdown.contains("4 of 7 rows are within that"), markdown);
    assertTrue(markdown.contains("| Matvec.vector | n=256 |"), markdown);
    assertTrue(markdown.contains("matvec, n=16, Vecurrent: ~4.00 x"), markdown);
    assertTrue(markdown.contains("### Not reached"), markdown);
    assertTrue(markdown.contains("| JDK 17 | Loops of a few instructions"), markdown);
  }

  @Test
  void aComparisonPointsOutWhatChanged() throws IOException {
    Comparison comparison = Comparison.of(run("17.0.15", 4).build(), run("25.0.3", 1).build());
    ReportWriter.write(folder, comparison);
    String markdown = text("comparison.md");
    assertTrue(markdown.contains("Matvec.vector"), markdown);
    assertTrue(markdown.contains("## JDK 17 beside JDK 25"), markdown);
    assertTrue(markdown.contains("faster"), markdown);
    assertTrue(markdown.contains("| JDK 17 | **not reached** | **not reached** |"), markdown);
    assertTrue(text("comparison.html").contains("JDK 17.0.15, commit"));
  }

  private static long count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }
}
