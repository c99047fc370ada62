package io.vecurrent.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What cannot be done is said in a line, with exit code 2. */
class QuickstartOptionsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "--hidden=0, --hidden: must be from 1 to 4096",
    "--hidden=5000, --hidden: must be from 1 to 4096",
    "--hidden=many, many",
    "--seconds=0, --seconds: must be above 0",
    "--seconds=-1, --seconds: must be above 0",
    "--seconds=NaN, --seconds: must be above 0",
    "--seconds=1e9, at most 86400",
    "--steps=0, --steps: must be at least 1",
    "--temperature=0, --temperature: must be from 0.01 to 10",
    "--temperature=-1, --temperature: must be from 0.01 to 10",
    "--temperature=NaN, --temperature: must be from 0.01 to 10",
    "--temperature=Infinity, --temperature: must be from 0.01 to 10",
    "--seed=x, --seed",
    "--fast, --fast",
  })
  void badOptionsAreNamed(String option, String message) {
    assertRefused(message, option);
  }

  @Test
  void aTextThatCannotBeReadIsNamed() throws IOException {
    Path text = folder.resolve("text.txt");
    Path model = folder.resolve("m");
    assertRefused("there is no such file", "--text", text.toString(), "--model", model.toString());
    Files.writeString(text, "");
    assertRefused("is empty", "--text", text.toString(), "--model", model.toString());
    Files.writeString(text, "too short");
    assertRefused("at least 1000", "--text", text.toString(), "--model", model.toString());
    assertRefused("a directory", "--text", folder.toString(), "--model", model.toString());
    assertFalse(Files.exists(model));
  }

  @Test
  void aModelThatCannotBeReadIsNamed() throws IOException {
    Path model = folder.resolve("model.safetensors");
    assertRefused("there is no such file", "--sample", model.toString());
    Files.writeString(model, "no model");
    assertRefused("not a model file: " + model, "--sample", model.toString());
    assertRefused("leave out --text", "--sample", model.toString(), "--text", "x");
  }

  @Test
  void onlyAnOlderModelIsOverwritten() throws IOException {
    Path letter = Files.writeString(folder.resolve("letter.txt"), "Dear Ada,");
    assertRefused("not overwritten", "--model", letter.toString(), "--steps", "1");
    assertEquals("Dear Ada,", Files.readString(letter));
    assertRefused("is a directory", "--model", folder.toString());
    assertRefused("cannot be created", "--model", letter.resolve("model").toString());
  }

  @Test
  void helpNamesTheOptions() {
    StringWriter out = new StringWriter();
    CommandLine commandLine = Examples.commandLine().setOut(new PrintWriter(out, true));
    assertEquals(0, commandLine.execute("quickstart", "--help"));
    for (String option : "text sample model hidden seconds steps seed temperature".split(" ")) {
      assertTrue(out.toString().contains("--" + option), option);
    }
  }

  private static void assertRefused(String message, String... arguments) {
    ProgramRun run = ProgramRun.of("quickstart", arguments);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains(message), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
  }
}
