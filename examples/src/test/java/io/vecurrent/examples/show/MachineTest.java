package io.vecurrent.examples.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
  @TempDir private Path folder;

  @Test
  void theProcessorIsReadFromLinux() throws IOException {
    Path info = folder.resolve("cpuinfo");
    Files.writeString(info, "processor\t: 0\nmodel name\t: A CPU: fast\nmodel name\t: B\n");
    assertEquals(Optional.of("A CPU: fast"), Machine.linux(info));
    Files.writeString(info, "processor\t: 0\nBogoMIPS\t: 50.00\n");
    assertEquals(Optional.empty(), Machine.linux(info));
    assertEquals(Optional.empty(), Machine.linux(folder.resolve("missing")));
    assertTrue(Machine.cpu().contains(System.getProperty("os.arch")));
    assertTrue(Machine.jdk().contains(Runtime.version().toString()));
  }

  @Test
  void withoutATerminalProgressIsPlainLines() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (LineProgress progress =
        new LineProgress("Doing", new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
      progress.update(0.5, "half");
      progress.update(1, "all");
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertEquals("Doing 100% after 0 s  all", text.strip());
    assertFalse(text.replace(System.lineSeparator(), "").contains("\r"));
  }
}
