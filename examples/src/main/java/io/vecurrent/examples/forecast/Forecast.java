package io.vecurrent.examples.forecast;

import io.vecurrent.examples.Examples;
import io.vecurrent.examples.show.ChartFile;
import io.vecurrent.examples.show.Progress;
import io.vecurrent.examples.show.Report;
import io.vecurrent.examples.text.InputException;
import io.vecurrent.examples.text.Resource;
import io.vecurrent.examples.text.TextFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Trains a two-layer LSTM on a monthly series and compares its forecasts with simpler ones. */
@Command(
    name = "forecast",
    version = Examples.VERSION,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Trains an LSTM of two layers on the CO2 of the atmosphere at Mauna Loa, or on a monthly"
          + " series of yours, forecasts the end of the series, which it has not seen, and compares"
          + " the errors with those of forecasts that need no training.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a file could not be written",
      "2:an option or a file cannot be used"
    })
public final class Forecast implements Callable<Integer> {
  private static final String CO2 = "co2-monthly.csv";
  private static final int LARGEST = 1024;
  private static final int LONGEST = 1_000_000;

  /** A window, the months around it, and as many again to begin it at. */
  private static final int LEAST_TRAINING = 2 * Training.WINDOW;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "Forecast this series instead: lines like 1964-05,322.0 for every month; lines that begin"
              + " with # are comments.")
  private Path data;

  @Option(
      names = "--held-out",
      paramLabel = "MONTHS",
      defaultValue = "96",
      description = "Months at the end that are forecast, not learned (default: ${DEFAULT-VALUE}).")
  private int heldOut;

  @Option(
      names = "--hidden",
      paramLabel = "UNITS",
      defaultValue = "32",
      description = "Size of each layer (default: ${DEFAULT-VALUE}).")
  private int hidden;

  @Option(
      names = "--steps",
      defaultValue = "600",
      description = "Training steps (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the first weights and of the windows' order (default: 1).")
  private long seed;

  @Option(
      names = "--chart",
      paramLabel = "FILE",
      defaultValue = "target/forecast.svg",
      description = "Where to draw the picture (default: ${DEFAULT-VALUE}).")
  private Path chart;

  private final Report report = new Report(System.out);

  @Override
  public Integer call() throws IOException {
    require(hidden >= 1 && hidden <= LARGEST, "--hidden: must be from 1 to 1024, was " + hidden);
    require(steps >= 1 && steps <= LONGEST, "--steps: must be from 1 to 1000000, was " + steps);
    MonthlySeries series =
        data == null
            ? MonthlySeries.parse(CO2, Resource.text(Forecast.class, CO2))
            : MonthlySeries.parse(data.toString(), TextFile.read(data));
    checkHeldOut(series);
    ChartFile file = new ChartFile(chart, ForecastChart.MARK);
    file.prepare();
    Training training = new Training(series.until(series.months() - heldOut), hidden, seed);
    introduce(series, training);
    train(training);
    Evaluation evaluation = new Evaluation(series, heldOut);
    printErrors(evaluation, training.forecaster());
    file.write(
        ForecastChart.draw(
            title(),
            series,
            evaluation.atOnceValues(training.forecaster()),
            evaluation.yearByYear(training.forecaster())),
        report);
    return ExitCode.OK;
  }

  private void checkHeldOut(MonthlySeries series) {
    int most = series.months() - LEAST_TRAINING;
    require(
        most >= Baseline.YEAR,
        data
            + ": has "
            + series.months()
            + " months, and needs "
            + (LEAST_TRAINING + Baseline.YEAR)
            + " or more");
    require(
        heldOut >= Baseline.YEAR && heldOut <= most,
        String.format(
            Locale.ROOT,
            "--held-out: must be from 12 to %d, so that %d months are left to learn, was %d",
            most,
            LEAST_TRAINING,
            heldOut));
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new InputException(message);
    }
  }

  private String title() {
    return data == null ? "CO2 at Mauna Loa" : data.getFileName().toString();
  }

  private void introduce(MonthlySeries series, Training training) {
    int split = series.months() - heldOut;
    report.print("Vecurrent forecast: a two-layer LSTM on a monthly series%n%n");
    report.printMachine();
    report.print(
        "  series    %s (%s): %d months from %s to %s%n",
        title(), series.name(), series.months(), series.first(), series.month(series.months() - 1));
    report.print(
        "  held out  the last %d months, from %s on: neither learned nor in the scale%n",
        heldOut, series.month(split));
    report.print(
        "  network   LSTM, 2 layers of %d units, linear head: %,d parameters%n",
        hidden, training.network().parameters().size());
    report.print(
        "  training  %d steps of %d windows of %d months, squared error, Adam %s%n%n",
        steps, Training.BATCH, Training.WINDOW, Training.LEARNING_RATE);
  }

  private void train(Training training) {
    PrintStream out = System.out;
    try (Progress progress = Progress.start("Training", out)) {
      for (int step = 1; step <= steps; step++) {
        training.step();
        progress.update(
            (double) step / steps,
            String.format(Locale.ROOT, "squared error %.4f", training.loss()));
      }
    }
  }

  private void printErrors(Evaluation evaluation, Forecaster lstm) {
    report.print("%nErrors on the held-out months:%n");
    report.print("  %-36s %19s  %19s%n", "", "1 year ahead", heldOut + " months ahead");
    report.print("  %-36s %9s %9s  %9s %9s%n", "", "MAE", "RMSE", "MAE", "RMSE");
    for (Baseline baseline : Baseline.values()) {
      printRow(evaluation, baseline);
    }
    printRow(evaluation, lstm);
    report.print(
        "  1 year ahead: %d forecasts of 12 months, one from every month on%n%n",
        evaluation.origins());
  }

  private void printRow(Evaluation evaluation, Forecaster forecaster) {
    Errors year = evaluation.yearAhead(forecaster);
    Errors all = evaluation.atOnce(forecaster);
    report.print(
        "  %-36s %9.3f %9.3f  %9.3f %9.3f%n",
        forecaster, year.mae(), year.rmse(), all.mae(), all.rmse());
  }
}
