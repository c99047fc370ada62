package io.vecurrent.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {
  @TempDir Path folder;

  static Results everything() {
    Runs runs =
        new Runs()
            .add("kernels.MatvecBenchmark.vector", "n=64", 100, 101.5)
            .add("roofline.MultiplyAddBenchmark.peak", "", 20);
    runs.builder()
        .add(
            new Latency(
                16,
                Latency.ALONE,
                10,
                1,
                2,
                3,
                4,
                5,
                List.of(new Latency.Point(50, 1), new Latency.Point(100, 5)),
                0.5,
                0,
                0))
        .add(
            new ColdStart("25.0.3", ColdStart.PLAIN, 64, 3, 80.0, null, 1e6, 2e6, null, null, null))
        .add(new Bfloat16Error("names", 0.01, 0.02, 0.003, 1.5, 1.6))
        .add(new ActivationError("tanh", 1.9, 1000));
    return runs.build();
  }

  @Test
  void everythingComesBack() throws IOException {
    Path file = folder.resolve("results.json");
    ResultsFile.write(file, everything());
    assertEquals(everything(), ResultsFile.read(file));
    ResultsFile.write(file, everything());
    assertEquals(1, folder.toFile().list().length);
  }

  @Test
  void unknownPropertiesOfLaterProgramsAreSkipped() throws IOException {
    Path file = folder.resolve("results.json");
    ResultsFile.write(file, everything());
    edit(file, "\"version\" : 1", "\"version\" : 1, \"new\" : [1]");
    assertEquals(everything(), ResultsFile.read(file));
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    assertRefused("no such file", folder.resolve("missing.json"));
    assertRefused("not readable", text("{\"format\": \"vec"));
    assertRefused("not readable", text("{} {}"));
    assertRefused("no results of Vecurrent's benchmarks", text(""));
    assertRefused("no results of Vecurrent's benchmarks", text("[]"));
    assertRefused("no results of Vecurrent's benchmarks", text("{\"version\": 1}"));
    assertRefused("version 2", text("{\"format\": \"" + Results.FORMAT + "\", \"version\": 2}"));
    assertRefused(
        "no \"environment\"", text("{\"format\": \"" + Results.FORMAT + "\", \"version\": 1}"));
  }

  @Test
  void wrongContentsAreRefused() throws IOException {
    assertEditRefused("score -100", "100.0, 101.5", "-100.0, 101.5");
    assertEditRefused("not readable", "100.0, 101.5", "null");
    assertEditRefused("not readable", "100.0, 101.5", "\"many\"");
    assertEditRefused("not readable", "\"type\" : \"kernels.MatvecBenchmark\",", "");
    assertEditRefused(
        "twice",
        "\"type\" : \"roofline.MultiplyAddBenchmark\"",
        "\"type\" : \"kernels.MatvecBenchmark\", \"x\" : 0",
        "\"method\" : \"peak\"",
        "\"method\" : \"vector\"",
        "\"params\" : { }",
        "\"params\" : {\"n\" : \"64\"}");
  }

  @Test
  void aMissingTextIsUnknown() throws IOException {
    Path file = folder.resolve("results.json");
    ResultsFile.write(file, everything());
    edit(file, "\"cpu\" : \"Some CPU <b>9000</b>\",", "");
    assertEquals(Environment.UNKNOWN, ResultsFile.read(file).environment().cpu());
  }

  private void assertEditRefused(String part, String... edits) throws IOException {
    Path file = folder.resolve("edited.json");
    ResultsFile.write(file, everything());
    for (int i = 0; i < edits.length; i += 2) {
      edit(file, edits[i], edits[i + 1]);
    }
    assertRefused(part, file);
  }

  private static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.contains(from), text);
    Files.writeString(file, text.replace(from, to));
  }

  private Path text(String text) throws IOException {
    return Files.writeString(folder.resolve("text.json"), text);
  }

  private static void assertRefused(String part, Path file) {
    String message =
        assertThrows(ResultsFormatException.class, () -> ResultsFile.read(file)).getMessage();
    assertTrue(message.contains(part) && message.startsWith(file.toString()), message);
    assertFalse(message.contains("\n"), message);
  }
}
