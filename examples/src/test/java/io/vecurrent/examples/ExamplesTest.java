package io.vecurrent.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ExamplesTest {
  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "forecast", "tagger", "service"})
  void everyProgramExplainsItself(String program) {
    StringWriter out = new StringWriter();
    CommandLine commandLine = Examples.commandLine().setOut(new PrintWriter(out, true));
    assertEquals(0, commandLine.execute(program, "--help"));
    assertTrue(out.toString().contains("examples " + program), out.toString());
    assertTrue(out.toString().contains("Exit codes:"), out.toString());
  }

  @Test
  void aNameThatIsNoneIsRefusedWithThoseThatAre() {
    ProgramRun wrong = ProgramRun.of("forecasts");
    assertEquals(2, wrong.exitCode());
    assertTrue(wrong.err().contains("forecasts"), wrong.err());
    ProgramRun none = ProgramRun.of("--");
    assertEquals(2, none.exitCode());
    for (String program : List.of("quickstart", "forecast", "tagger", "service")) {
      assertTrue(none.err().contains(program), none.err());
    }
  }
}
