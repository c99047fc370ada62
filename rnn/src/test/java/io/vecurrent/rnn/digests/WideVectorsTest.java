package io.vecurrent.rnn.digests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vecurrent.kernels.Backend;
import io.vecurrent.rnn.Network;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Vectors of 512 bits give the same bits, on machines that have none too: there the Vector API
 * computes them in Java. Only the species is put in place of the one that the machine prefers.
 */
@Tag("once")
class WideVectorsTest {
  private static final Path LANES =
      Path.of("../kernels/src/main/java/io/vecurrent/kernels/vector/Lanes.java");

  @TempDir Path folder;

  @Test
  void sixteenLanesGiveTheCommittedDigests() throws Exception {
    assumeTrue(Backend.current().toString().startsWith("vector"), "a machine for vectors");
    Path printed = folder.resolve("digests.txt");
    String output = run(compileForSixteenLanes(), printed);
    assertTrue(output.contains("16 lanes of 512 bits"), output);
    assertEquals(
        new TreeSet<>(Files.readAllLines(Path.of("src/test/resources/digests.txt"))),
        new TreeSet<>(Files.readAllLines(printed)));
  }

  private Path compileForSixteenLanes() throws Exception {
    String source = Files.readString(LANES);
    String wide = source.replaceFirst("SPECIES =[^;]+;", "SPECIES = FloatVector.SPECIES_512;");
    assertNotEquals(source, wide);
    Path file = folder.resolve("Lanes.java");
    Files.writeString(file, wide);
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                messages,
                messages,
                "--add-modules=jdk.incubator.vector",
                "-Xlint:none",
                "-cp",
                location(Backend.class),
                "-d",
                folder.toString(),
                file.toString());
    assertEquals(0, result, () -> messages.toString(Charset.defaultCharset()));
    return folder;
  }

  private static String run(Path classes, Path printed) throws Exception {
    String classPath =
        String.join(
            File.pathSeparator,
            List.of(
                classes.toString(),
                location(Backend.class),
                location(Network.class),
                location(Digests.class)));
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-Xmx512m",
            "--add-modules=jdk.incubator.vector",
            "-cp",
            classPath,
            Digests.class.getName(),
            printed.toString());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  private static String location(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
