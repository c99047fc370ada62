package io.vecurrent.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTest {
  @TempDir private Path folder;

  @Test
  void servesAndShowsLatencies() throws Exception {
    Path chart = folder.resolve("chart.svg");
    ProgramRun run =
        ProgramRun.of(
            "service",
            "--streams=50",
            "--rate=200",
            "--seconds=0.1",
            "--hidden=8",
            "--chart=" + chart);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("1,000 events in"), run.out());
    assertTrue(run.out().contains("the network's step"), run.out());
    assertTrue(run.out().contains("from due time to answer"), run.out());
    assertTrue(run.out().contains("Of 10 streams"), run.out());
    assertTrue(run.out().contains("10 have the same bits"), run.out());
    Pictures.assertDrawn(chart, "50 streams, LSTM of 8 units");
  }

  @ParameterizedTest
  @CsvSource({
    "--streams=0, --streams: must be from 1",
    "--rate=0, --rate: must be above 0",
    "--rate=NaN, --rate: must be above 0",
    "--rate=Infinity, --rate x --seconds: at most",
    "--seconds=-1, --seconds: must be above 0",
    "--seconds=1e9, --rate x --seconds: at most",
    "--threads=0, --threads: must be from 1",
    "--hidden=1025, --hidden: must be from 1 to 1024",
  })
  void wrongOptionsAreNamed(String option, String message) {
    ProgramRun.assertRefused(message, "service", option);
  }
}
