package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vecurrent.kernels.Backend;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A back end that cannot run, in a JVM of its own: every network says so, not only the first. */
@Tag("once")
class BackendFailureProcessTest {
  private static final String MESSAGE =
      "-Dvecurrent.backend: must be auto, vector or scalar, was 'nonsense'";

  @Test
  void everyNetworkSaysWhy() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dvecurrent.backend=nonsense",
                "-cp",
                location(BackendFailureProcessTest.class)
                    + File.pathSeparator
                    + location(Network.class)
                    + File.pathSeparator
                    + location(Backend.class),
                Program.class.getName())
            .redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertEquals(List.of(MESSAGE, MESSAGE), output.lines().toList());
  }

  private static String location(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  /** Runs without JUnit. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      for (int i = 0; i < 2; i++) {
        try {
          Network.builder(2).rnn(3).build();
        } catch (IllegalStateException e) {
          System.out.println(e.getMessage());
        }
      }
    }
  }
}
