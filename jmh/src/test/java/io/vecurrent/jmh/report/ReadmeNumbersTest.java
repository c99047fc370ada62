package io.vecurrent.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeNumbersTest {
  private static final Path RESULTS = Path.of("results");
  private static final Path README = Path.of("..", "README.md");

  @TempDir Path folder;

  /** The committed results, the newest JDK first. */
  private static List<Path> committed() throws IOException {
    try (Stream<Path> files = Files.list(RESULTS)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted((a, b) -> b.compareTo(a))
          .toList();
    }
  }

  @Test
  void theReadmeSaysWhatTheCommittedResultsSay() throws IOException {
    List<Results> runs = new ArrayList<>();
    for (Path file : committed()) {
      runs.add(ResultsFile.read(file));
    }
    assertFalse(runs.isEmpty());
    String readme = Files.readString(README);
    assertEquals(
        ReadmeNumbers.replace(readme, ReadmeNumbers.section(runs)),
        readme,
        "README.md: its numbers differ from jmh/results; to renew them:\n"
            + "mvn -Pbench -Dargs=\"--readme "
            + committed().stream().map(f -> "jmh/" + f + " ").collect(Collectors.joining())
            + "README.md\"\n");
  }

  private static Results run(String jdk, boolean hasPeers) {
    Runs runs =
        new Runs(jdk)
            .add("kernels.MatvecBenchmark.vector", "n=64", 100)
            .add("kernels.MatvecBenchmark.plain", "n=64", 1500)
            .add("roofline.ReadBenchmark.read", "n=64", 80)
            .add("rnn.StepBenchmark.vector", "n=64", 1000, 1300, 1600);
    if (hasPeers) {
      runs.add("peers.MatvecPeers.vecurrent", "n=64", 110)
          .add("peers.MatvecPeers.openblas", "n=64", 330);
    }
    return runs.build();
  }

  @Test
  void theFirstRunIsShownInFull() {
    String section = ReadmeNumbers.section(List.of(run("25.0.3", true), run("17.0.15", false)));
    assertTrue(
        section.contains("| matvec, 64 x 64 | 100 ns | 15.0 x | 80 % | OpenBLAS 3.00 x | 100 ns |"),
        section);
    assertTrue(
        section.contains("| streaming step, 64 units | 1.30 us | - | - | - | 1.30 us | - |"),
        section);
    assertFalse(section.contains("gemm"), section);
  }

  @Test
  void itSaysWhereItsNumbersComeFrom() {
    String section = ReadmeNumbers.section(List.of(run("25.0.3", true), run("17.0.15", false)));
    for (String jdk : List.of("25.0.3", "17.0.15")) {
      String origin = " on 2025-01-01, commit 0123456789ab, quick setting (`mvn -Pbench`)";
      assertTrue(section.contains("\nJDK " + jdk + origin), section);
    }
  }

  @Test
  void resultsThatDoNotSayHowTheyWereMadeAreRefused() throws IOException {
    Path file = folder.resolve("results.json");
    ResultsFile.write(file, run("25.0.3", false));
    String json = Files.readString(file);
    for (String field : List.of("setting", "command", "commit", "date")) {
      String entry = "\"" + field + "\" : \"";
      Files.writeString(file, json.replaceFirst(entry + "[^\"]*", entry));
      List<Results> runs = List.of(ResultsFile.read(file));
      String message =
          assertThrows(ResultsFormatException.class, () -> ReadmeNumbers.section(runs))
              .getMessage();
      assertEquals("README: needs results that tell their " + field, message);
    }
  }

  @Test
  void withoutPeersThereIsNoColumnForThem() {
    String section = ReadmeNumbers.section(List.of(run("25.0.3", false)));
    assertFalse(section.contains("native"), section);
    assertTrue(section.contains("| matvec, 64 x 64 | 100 ns | 15.0 x | 80 % |\n"), section);
  }

  @Test
  void onlyTheSectionIsReplaced() {
    String readme = "a\n" + ReadmeNumbers.BEGIN + "\nold\n" + ReadmeNumbers.END + "\nb\n";
    String renewed = ReadmeNumbers.replace(readme, "new\n");
    assertEquals(readme.replace("old", "new"), renewed);
    assertEquals(renewed, ReadmeNumbers.replace(renewed, "new\n"));
  }

  @Test
  void aReadmeWithoutMarksIsLeftAlone() {
    for (String readme :
        List.of(
            "nothing",
            ReadmeNumbers.BEGIN,
            ReadmeNumbers.END + ReadmeNumbers.BEGIN,
            ReadmeNumbers.BEGIN + ReadmeNumbers.BEGIN + ReadmeNumbers.END)) {
      String message =
          assertThrows(ResultsFormatException.class, () -> ReadmeNumbers.replace(readme, "new"))
              .getMessage();
      assertTrue(message.startsWith("README: needs one line"), message);
    }
  }
}
