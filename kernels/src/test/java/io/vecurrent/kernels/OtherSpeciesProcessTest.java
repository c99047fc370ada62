package io.vecurrent.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vecurrent.kernels.support.Facade;
import io.vecurrent.kernels.support.OtherSpecies;
import java.io.File;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Nothing is allocated in a JVM in which others use vectors of other widths. On JDK 17 something
 * is: there C2 learns the classes of results from profiles, which those vectors spoil.
 */
@Tag("once")
class OtherSpeciesProcessTest {
  @Test
  void operationsAllocateNothing() throws Exception {
    assumeTrue(Runtime.version().feature() >= 25, "see PROMISES.md");
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-Xmx512m",
            "--add-modules=jdk.incubator.vector",
            "-cp",
            Facade.location(Backend.class) + File.pathSeparator + Facade.location(Facade.class),
            OtherSpecies.class.getName());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    assertEquals(0, process.waitFor(), output);
    List<String> lines = output.lines().collect(Collectors.toList());
    assumeTrue(lines.contains("backend=vector"), "a machine for vectors");
    assertTrue(lines.contains("allocating=[]"), output);
  }
}
