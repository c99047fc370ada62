package io.vecurrent.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.examples.model.CharModel;
import io.vecurrent.examples.text.UnicodeNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program from end to end, with few steps. */
@Tag("once")
class QuickstartTest {
  @TempDir private Path folder;

  @Test
  void trainsReportsAndSamplesAgain() throws Exception {
    Path model = folder.resolve("deep").resolve("model.safetensors");
    String report =
        run("--steps", "60", "--hidden", "32", "--no-measure", "--model", model.toString());
    for (int order = 0; order <= 4; order++) {
      assertTrue(report.contains("Markov model of order " + order), report);
    }
    assertTrue(report.contains("recurrent network"), report);
    assertFalse(report.contains("\r") && System.lineSeparator().equals("\n"), report);
    List<String> names = names(report);
    assertEquals(12, new HashSet<>(names).size());
    Set<String> known = new HashSet<>(UnicodeNames.names());
    assertTrue(names.stream().noneMatch(known::contains));
    assertTrue(CharModel.load(model).knowsUnicodeNames());
    Pictures.assertDrawn(
        model.resolveSibling("model.svg"), "names of Unicode characters, RNN of 32 units");
    assertEquals(names, names(run("--sample", model.toString())));
  }

  @Test
  void stepsAndSeedRepeatToTheBit() throws IOException {
    Path text = Files.writeString(folder.resolve("text.txt"), "to be or not to be, ".repeat(100));
    Path model = folder.resolve("model");
    String[] arguments = {
      "--text",
      text.toString(),
      "--steps",
      "30",
      "--hidden",
      "16",
      "--no-measure",
      "--model",
      model.toString(),
      "--seed",
      "9"
    };
    String report = run(arguments);
    byte[] first = Files.readAllBytes(model);
    assertTrue(report.contains("A passage"), report);
    run(arguments);
    assertArrayEquals(first, Files.readAllBytes(model));
  }

  private static List<String> names(String report) {
    return report
        .lines()
        .dropWhile(line -> !line.startsWith("Invented"))
        .skip(1)
        .takeWhile(line -> line.startsWith("  "))
        .collect(Collectors.toList());
  }

  private static String run(String... arguments) {
    ProgramRun run = ProgramRun.of("quickstart", arguments);
    assertEquals(0, run.exitCode(), run.err());
    return run.out();
  }
}
