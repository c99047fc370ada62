package io.vecurrent.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.jmh.report.ReadmeNumbers;
import io.vecurrent.jmh.report.ResultsFile;
import io.vecurrent.jmh.report.Runs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedResultsTest {
  private static final String VECTOR = "kernels.MatvecBenchmark.vector";

  @TempDir Path folder;
  private Path before;
  private Path after;

  @BeforeEach
  void writeTwoRuns() throws IOException {
    before = folder.resolve("before.json");
    after = folder.resolve("after.json");
    ResultsFile.write(before, new Runs().add(VECTOR, "n=64", 200).build());
    ResultsFile.write(after, new Runs().add(VECTOR, "n=64", 100).build());
  }

  private String run(int expected, String... args) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      assertEquals(expected, BenchmarkRunner.run(out, out, args));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aSavedFileIsRenderedAgain() throws Exception {
    Path report = folder.resolve("report");
    String text = run(0, "--render", before.toString(), "--report", report.toString());
    assertTrue(text.contains("Matvec") && text.contains("200.0"), text);
    assertTrue(Files.exists(report.resolve("index.html")));
    assertEquals(ResultsFile.read(before), ResultsFile.read(report.resolve("results.json")));
  }

  @Test
  void theOtherJdkDecidesItsGoal() throws Exception {
    Path old = folder.resolve("old.json");
    ResultsFile.write(old, new Runs("17.0.15").add(VECTOR, "n=64", 120).build());
    Path report = folder.resolve("report");
    String[] args = {
      "--render", after.toString(), "--other-jdk", old.toString(), "--report", report.toString()
    };
    run(0, args);
    String markdown = Files.readString(report.resolve("report.md"));
    assertTrue(markdown.contains("matvec, n=64, Vecurrent: 1.20 x"), markdown);
    assertTrue(markdown.contains("1 of 1 rows are within that"), markdown);
    args[3] = before.toString();
    assertTrue(run(2, args).contains("needs a run on JDK 17 and one on JDK 25, these are on 25"));
    args[0] = "--compare";
    assertTrue(run(2, args).contains("--other-jdk: goes with --render only"));
  }

  @Test
  void twoFilesAreCompared() throws Exception {
    String report = folder.resolve("report").toString();
    String text = run(0, "--report", report, "--compare", before.toString(), after.toString());
    assertTrue(text.contains("0.50 x"), text);
    assertTrue(text.contains("1 faster, 0 slower, 0 within the noise, 0 in one run only"), text);
    assertTrue(Files.exists(Path.of(report, "comparison.html")));
  }

  @Test
  void theReadmeIsRenewed() throws Exception {
    Path readme = folder.resolve("README.md");
    Files.writeString(readme, "# A\n" + ReadmeNumbers.BEGIN + "\n" + ReadmeNumbers.END + "\n");
    run(0, "--readme", before.toString(), after.toString(), readme.toString());
    String text = Files.readString(readme);
    assertTrue(text.contains("| matvec, 64 x 64 | 200 ns |"), text);
    assertTrue(text.startsWith("# A\n") && text.endsWith(ReadmeNumbers.END + "\n"), text);
  }

  @Test
  void mistakesAreNamed() throws Exception {
    String missing = folder.resolve("missing.json").toString();
    String text = run(2, "--render", missing);
    assertTrue(text.startsWith("Error: ") && text.contains("no such file"), text);
    Path other = Files.writeString(folder.resolve("other.json"), "{\"format\": 1}");
    assertTrue(run(2, "--render", other.toString()).contains("no results of Vecurrent's"));
    assertTrue(run(2, "--render").contains("--render: needs one file"));
    assertTrue(run(2, "--compare", "a").contains("--compare: needs two files"));
    assertTrue(run(2, "--readme", "README.md").contains("--readme: needs files"));
    assertTrue(run(2, "Matvec", "--render", "a").contains("must come first"));
  }
}
