package io.vecurrent.rnn.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.Backend;
import io.vecurrent.rnn.Network;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The libraries as named modules: the other tests run on the class path. */
@Tag("once")
class ModulePathTest {
  @Test
  void vectorBackEndLoadsAsNamedModule() throws Exception {
    List<String> lines = run("io.vecurrent.rnn,jdk.incubator.vector");
    assertEquals("module io.vecurrent.rnn", lines.get(0));
    assertTrue(lines.get(1).startsWith("vector "), lines.get(1));
  }

  @Test
  void withoutIncubatorModuleTheScalarBackEndGivesTheSameOutput() throws Exception {
    List<String> scalar = run("io.vecurrent.rnn");
    assertEquals("scalar fma=" + Backend.current().fma(), scalar.get(1));
    assertEquals(run("io.vecurrent.rnn,jdk.incubator.vector").get(2), scalar.get(2));
  }

  private static List<String> run(String modules) throws Exception {
    List<String> command = new ArrayList<>();
    Collections.addAll(
        command,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-p",
        location(Backend.class) + File.pathSeparator + location(Network.class),
        "--add-modules",
        modules,
        "-cp",
        location(ModulePathProgram.class),
        ModulePathProgram.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = read(process);
    assertEquals(0, process.waitFor(), output);
    return output.lines().toList();
  }

  private static String read(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
