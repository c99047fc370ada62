package io.vecurrent.rnn.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JVM that dies in the middle of saving leaves the old file or the new one, whole. {@code
 * -Dvecurrent.kills=1000} kills that many.
 */
@Tag("once")
class KilledWhileSavingTest {
  /** The exit status that tells a kill from a failure. */
  static final int KILLED = 99;

  private static final int KILLS = Integer.getInteger("vecurrent.kills", 50);

  @TempDir Path folder;

  @Test
  void theOldOrTheNewFileIsThereWhole() throws Exception {
    Path path = folder.resolve("model.safetensors");
    int version = 0;
    int halfWritten = 0;
    for (int seed = 0; seed < KILLS; seed++) {
      int lastReported = run(path, version + 1, seed);
      version = checkWhole(path, seed);
      // The kill may have come between the rename and the report.
      assertTrue(
          version == lastReported || version == lastReported + 1,
          "seed " + seed + ": saved " + lastReported + ", found " + version);
      halfWritten += removeTemporaries();
    }
    // Otherwise the kills would not have come in the middle.
    assertTrue(halfWritten >= KILLS / 4, halfWritten + " of " + KILLS + " left a temporary file");
  }

  /** Returns the last version that the program said it had saved. */
  private static int run(Path path, int version, int seed) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            location(SavingProgram.class) + File.pathSeparator + location(SafetensorsWriter.class),
            SavingProgram.class.getName(),
            path.toString(),
            Integer.toString(version),
            Integer.toString(seed));
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertEquals(KILLED, process.waitFor(), "seed " + seed + ": " + output);
    // A last line without its end was cut by the kill.
    List<String> lines = output.substring(0, output.lastIndexOf('\n')).lines().toList();
    return Integer.parseInt(lines.get(lines.size() - 1).strip());
  }

  /** Returns the version of the file, all of whose parts must be of that version. */
  private static int checkWhole(Path path, int seed) throws IOException {
    Safetensors file = SafetensorsReader.read(path);
    int version = Integer.parseInt(file.metadata().get("version"));
    float[] values = file.get("values").toFloats();
    assertEquals(SavingProgram.FLOATS, values.length);
    for (float value : values) {
      assertEquals(version, value, "seed " + seed);
    }
    return version;
  }

  /** What a killed JVM could not clean up stands beside the file under another name. */
  private int removeTemporaries() throws IOException {
    int removed = 0;
    for (String name : AtomicFileTest.names(folder)) {
      if (!name.equals("model.safetensors")) {
        assertTrue(name.matches("model\\.safetensors\\.\\d+\\.tmp"), name);
        Files.delete(folder.resolve(name));
        removed++;
      }
    }
    return removed;
  }

  private static String location(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
