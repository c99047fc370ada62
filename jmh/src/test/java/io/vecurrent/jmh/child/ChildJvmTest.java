package io.vecurrent.jmh.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /** What the children run. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) {
      if (args[0].equals("fail")) {
        throw new IllegalStateException("told to fail");
      }
      Answers.print("said", args[0] + " " + System.getProperty("spoken"));
    }
  }

  private static ChildJvm jvm() {
    return new ChildJvm(
        JAVA, List.of("-Xshare:auto"), ChildJvm.classPathOf(Main.class, Answers.class));
  }

  @Test
  void aChildGetsOptionsAndArgumentsAndAnswers() throws Exception {
    Answers answers =
        jvm().with("-Dspoken=loudly").run(Main.class.getName(), List.of("hello"), 60, s -> {});
    assertEquals("hello loudly", answers.text("said"));
  }

  @Test
  void aFailureShowsWhatWasPrinted() {
    IOException e =
        assertThrows(
            IOException.class,
            () -> jvm().run(Main.class.getName(), List.of("fail"), 60, seconds -> {}));
    assertTrue(e.getMessage().contains("failed with status 1"), e.getMessage());
    assertTrue(e.getMessage().contains("told to fail"), e.getMessage());
  }

  @Test
  void aMissingProgramIsNamed() {
    ChildJvm jvm = new ChildJvm(Path.of("no", "such", "java"), List.of(), List.of());
    IOException e =
        assertThrows(IOException.class, () -> jvm.run("Main", List.of(), 1, seconds -> {}));
    assertTrue(e.getMessage().contains("such"), e.getMessage());
  }

  @Test
  void theSameFolderStandsOnceOnTheClassPath() {
    assertEquals(1, ChildJvm.classPathOf(Answers.class, ChildJvm.class).size());
    List<String> command =
        new ChildJvm(JAVA, List.of("-Xmx1g"), List.of(Path.of("a.jar"))).command("M", List.of("7"));
    assertEquals(List.of(JAVA.toString(), "-Xmx1g", "-classpath", "a.jar", "M", "7"), command);
  }
}
