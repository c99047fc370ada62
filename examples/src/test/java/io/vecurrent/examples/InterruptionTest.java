package io.vecurrent.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.examples.model.CharModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A training that is stopped from outside leaves a model behind. */
@Tag("once")
class InterruptionTest {
  @TempDir private Path folder;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "destroy() there kills at once")
  void theModelIsSavedBeforeTheEnd() throws IOException, InterruptedException {
    Path model = folder.resolve("model.safetensors");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dvecurrent.backend=scalar",
                "-classpath",
                System.getProperty("java.class.path"),
                Examples.class.getName(),
                "quickstart",
                "--model=" + model,
                "--hidden=16",
                "--seconds=600")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      awaitLine(out, "Training");
      // Unlike Process.destroy() this leaves the output open.
      assertTrue(process.toHandle().destroy());
      String line = awaitLine(out, "Stopped after");
      assertTrue(line.contains(model.toString()), line);
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly();
    }
    assertEquals(16, CharModel.load(model).network().hiddenSize());
  }

  private static String awaitLine(BufferedReader out, String start) throws IOException {
    String line = out.readLine();
    while (line != null && !line.startsWith(start)) {
      line = out.readLine();
    }
    assertNotNull(line, () -> "no line that begins with " + start);
    return line;
  }
}
