package io.vecurrent.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a program said in this JVM.
 *
 * @param out to the standard output
 * @param err messages about wrong input
 */
record ProgramRun(int exitCode, String out, String err) {
  static ProgramRun of(String program, String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    PrintStream standard = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      int exitCode =
          Examples.commandLine()
              .setErr(new PrintWriter(err, true))
              .execute(
                  Stream.concat(Stream.of(program), Stream.of(arguments)).toArray(String[]::new));
      return new ProgramRun(exitCode, bytes.toString(StandardCharsets.UTF_8), err.toString());
    } finally {
      System.setOut(standard);
    }
  }

  /** The program must refuse to run, and say why in one line. */
  static void assertRefused(String message, String program, String... arguments) {
    ProgramRun run = of(program, arguments);
    assertEquals(2, run.exitCode());
    List<String> lines = run.err().lines().toList();
    assertEquals(1, lines.size(), run.err());
    assertTrue(lines.get(0).contains(message), run.err());
    assertFalse(run.err().contains("Exception"), run.err());
  }
}
