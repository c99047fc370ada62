package io.vecurrent.examples;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every snippet of the README compiles and runs; every command of it is run, here or by .ci/run.
 */
class ReadmeTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern CLASS = Pattern.compile("public class (\\w+)");

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> everyJavaSnippetRuns() throws IOException {
    List<String> snippets = blocks("java");
    assertEquals(7, snippets.size());
    return snippets.stream().map(s -> DynamicTest.dynamicTest(className(s), () -> runs(s)));
  }

  private void runs(String snippet) throws Exception {
    // The model of the section on PyTorch, saved by PyTorch.
    Path golden = ROOT.resolve("rnn/src/test/resources/golden/state_dict");
    Path model = folder.resolve("tagger.safetensors");
    Files.copy(golden.resolve("tagger_lstm.safetensors"), model, REPLACE_EXISTING);
    Path file = Files.writeString(folder.resolve(className(snippet) + ".java"), snippet);
    String output =
        run(
            folder,
            List.of(
                java(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                file.toString()));
    assertFalse(output.isBlank());
    assertFalse(output.contains("NaN"), output);
  }

  @Test
  void theFirstProgramIsAtMostFifteenLines() throws IOException {
    long lines = blocks("java").get(0).lines().filter(line -> !line.isBlank()).count();
    assertTrue(lines <= 15, lines + " lines");
  }

  @Test
  void theFirstProgramRunsWithTheCommandBelowIt() throws Exception {
    String program = blocks("java").get(0);
    List<String> commands =
        commands().stream().filter(command -> command.startsWith("java ")).toList();
    assertEquals(1, commands.size());
    Assumptions.assumeTrue(
        hasJar("kernels") && hasJar("rnn"), "jars are there in mvn verify, not in mvn test");
    Path file = Files.writeString(folder.resolve("FirstSteps.java"), program);
    List<String> words = new ArrayList<>(List.of(commands.get(0).replace("\"", "").split(" ", -1)));
    words.set(0, java());
    assertEquals("FirstSteps.java", words.set(words.size() - 1, file.toString()));
    assertEquals(3, run(ROOT, words).lines().count());
  }

  @Test
  void everyMavenCommandIsRunByTheBuild() throws IOException {
    String script = Files.readString(ROOT.resolve(".ci/run"));
    List<String> commands =
        commands().stream().filter(command -> !command.startsWith("java ")).toList();
    assertFalse(commands.isEmpty());
    for (String command : commands) {
      String words = command.replaceFirst("^mvn ", "").replaceFirst(" -Dargs=.*", "");
      assertTrue(
          Pattern.compile("mvn -B -ntp (clean )?" + Pattern.quote(words) + "\\b")
              .matcher(script)
              .find(),
          "not run by .ci/run: " + command);
    }
  }

  @Test
  void theForecastIsWhatTheExamplePrints() throws Exception {
    ProgramRun run = ProgramRun.of("forecast", "--chart=" + folder.resolve("forecast.svg"));
    assertEquals(0, run.exitCode(), run.err());
    String errors =
        run.out().replaceFirst("(?s).*\\R(?=Errors on)", "").replaceFirst("(?s)\\R\\R.*", "");
    assertTrue(blocks("text").contains(errors.replace("\r", "") + "\n"), errors);
  }

  @Test
  void everyPictureIsThere() throws Exception {
    Matcher picture =
        Pattern.compile("!\\[([^\\]]*)\\]\\(([^)]*)\\)")
            .matcher(Files.readString(ROOT.resolve("README.md")));
    int count = 0;
    for (; picture.find(); count++) {
      Pictures.assertDrawn(ROOT.resolve(picture.group(2)), "CO2 at Mauna Loa");
    }
    assertEquals(1, count);
  }

  private static boolean hasJar(String module) throws IOException {
    Path target = ROOT.resolve(module).resolve("target");
    if (!Files.isDirectory(target)) {
      return false;
    }
    try (Stream<Path> files = Files.list(target)) {
      return files.anyMatch(file -> file.toString().endsWith(".jar"));
    }
  }

  private static List<String> commands() throws IOException {
    return blocks("shell").stream()
        .flatMap(String::lines)
        .map(line -> line.replaceFirst(" *#.*", ""))
        .filter(line -> !line.isBlank())
        .toList();
  }

  private static List<String> blocks(String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    String readme = Files.readString(ROOT.resolve("README.md"));
    Matcher matcher =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(readme);
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  private static String className(String snippet) {
    Matcher matcher = CLASS.matcher(snippet);
    return matcher.find() ? matcher.group(1) : fail("no public class in\n" + snippet);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The standard output of a program that must succeed; its errors go to the test's own. */
  private static String run(Path directory, List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> String.join(" ", command) + "\n" + output);
    return output;
  }
}
