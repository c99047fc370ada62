package io.vecurrent.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program from end to end, with few steps. */
class ForecastTest {
  @TempDir private Path folder;

  @Test
  void forecastsTheDefaultSeries() throws Exception {
    Path chart = folder.resolve("deep").resolve("chart.svg");
    String[] arguments = {"--steps", "5", "--hidden", "8", "--chart", chart.toString()};
    ProgramRun run = ProgramRun.of("forecast", arguments);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("452 months from 1964-05 to 2001-12"), run.out());
    assertTrue(run.out().contains("from 1994-01 on"), run.out());
    assertTrue(run.out().contains("85 forecasts of 12 months"), run.out());
    // Known without any network: the errors of the two naive forecasts.
    assertTrue(run.out().contains("2.623     3.217      8.388     9.451"), run.out());
    assertTrue(run.out().contains("1.751     1.893      8.131     9.074"), run.out());
    Pictures.assertDrawn(chart, "CO2 at Mauna Loa");
    ProgramRun again = ProgramRun.of("forecast", arguments);
    assertEquals(errors(run), errors(again), "the same seed, the same bits");
  }

  private static String errors(ProgramRun run) {
    return run.out().substring(run.out().indexOf("Errors on"));
  }

  @Test
  void forecastsASeriesOfTheUsers() throws Exception {
    Path data = folder.resolve("sales.csv");
    StringBuilder text = new StringBuilder("# mine\nmonth,cars\n");
    for (int i = 0; i < 120; i++) {
      text.append(YearMonth.of(2010, 1).plusMonths(i)).append(',').append(7 * i).append('\n');
    }
    Files.writeString(data, text);
    Path chart = folder.resolve("chart.svg");
    ProgramRun run =
        ProgramRun.of(
            "forecast",
            "--data=" + data,
            "--held-out=24",
            "--steps=2",
            "--hidden=4",
            "--chart=" + chart);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("sales.csv (cars): 120 months from 2010-01"), run.out());
    assertFalse(run.out().contains("NaN"), run.out());
    Pictures.assertDrawn(chart, "sales.csv");
  }

  @ParameterizedTest
  @CsvSource({
    "--hidden=0, --hidden: must be from 1 to 1024",
    "--steps=0, --steps: must be from 1 to",
    "--held-out=11, --held-out: must be from 12 to 356",
    "--held-out=357, --held-out: must be from 12 to 356",
    "--data=missing.csv, missing.csv: there is no such file",
  })
  void wrongOptionsAreNamed(String option, String message) {
    ProgramRun.assertRefused(message, "forecast", option);
  }

  @Test
  void aSeriesThatIsTooShortIsRefused() throws IOException {
    Path data = Files.writeString(folder.resolve("short.csv"), "2010-01,1\n2010-02,2\n");
    ProgramRun.assertRefused("has 2 months, and needs 108", "forecast", "--data=" + data);
  }

  @Test
  void theChartReplacesNothingElse() throws IOException {
    Path letter = Files.writeString(folder.resolve("letter.txt"), "Dear Ada,");
    ProgramRun.assertRefused("is something else", "forecast", "--chart=" + letter);
    assertEquals("Dear Ada,", Files.readString(letter));
    ProgramRun.assertRefused("is a directory", "forecast", "--chart=" + folder);
    ProgramRun.assertRefused("cannot be created", "forecast", "--chart=" + letter + "/x.svg");
  }

  @Test
  void aFolderThatTakesNoFilesIsRefusedAtOnce() {
    assumeTrue(Files.isDirectory(Path.of("/proc")), "no folder that takes nobody's files");
    ProgramRun.assertRefused(
        "--chart: no file can be created in the folder /proc", "forecast", "--chart=/proc/x.svg");
  }
}
