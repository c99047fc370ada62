package io.vecurrent.examples;

import io.vecurrent.examples.model.CharModel;
import io.vecurrent.examples.show.LossChart;
import io.vecurrent.examples.show.OutputFolder;
import io.vecurrent.examples.show.SvgChart;
import io.vecurrent.examples.text.InputException;
import io.vecurrent.kernels.Backend;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains a character-level recurrent network and shows what it has learned, and how fast. */
@Command(
    name = "quickstart",
    version = Examples.VERSION,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Trains a character-level recurrent network on the names of the Unicode characters, or on a"
          + " text of yours, lets it invent more of the same, and compares it with character"
          + " Markov models and its speed with that of plain loops. Ctrl-C ends the training and"
          + " keeps the model.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a file could not be written",
      "2:an option or a file cannot be used",
      "130:stopped by Ctrl-C; the model is saved"
    })
public final class Quickstart implements Callable<Integer> {
  private static final float COLDEST = 0.01f;
  private static final float HOTTEST = 10f;
  private static final int LARGEST = 4096;
  private static final double LONGEST = 86_400;

  @Option(names = "--text", paramLabel = "FILE", description = "Learn this UTF-8 text.")
  private Path text;

  @Option(
      names = "--sample",
      paramLabel = "MODEL",
      description = "Only let this saved model write.")
  private Path sample;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      defaultValue = "target/quickstart-model.safetensors",
      description =
          "Where to save the model, and beside it the loss curve (default: ${DEFAULT-VALUE}).")
  private Path model;

  @Option(
      names = "--hidden",
      paramLabel = "UNITS",
      defaultValue = "256",
      description = "Size of the recurrent layer (default: ${DEFAULT-VALUE}).")
  private int hidden;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long to train (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--steps",
      description = "Train so many steps, however long they take: runs that repeat to the bit.")
  private Integer steps;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the text's order, the first weights and the samples (default: 1).")
  private long seed;

  @Option(
      names = "--temperature",
      defaultValue = "0.8",
      description = "Of the samples: lower is safer, higher bolder (default: ${DEFAULT-VALUE}).")
  private float temperature;

  @Option(
      names = "--no-measure",
      negatable = true,
      description = "Whether to compare with plain loops at the end, some 18 seconds.")
  private boolean noMeasure;

  @Override
  public Integer call() throws IOException {
    checkOptions();
    Backend.current(); // fails here, and clearly, if the user asked for one that cannot run
    PrintStream out = System.out;
    if (sample != null) {
      new Samples(out, temperature, seed).print(CharModel.load(sample));
      return CommandLine.ExitCode.OK;
    }
    Settings settings =
        new Settings(text, model, hidden, seconds, steps == null ? 0 : steps, seed, temperature);
    checkModelFile();
    checkPicture(settings.picture());
    return new TrainingRun(settings, !noMeasure, out).run();
  }

  private void checkOptions() {
    require(text == null || sample == null, "--sample only samples: leave out --text");
    require(hidden >= 1 && hidden <= LARGEST, "--hidden: must be from 1 to 4096, was " + hidden);
    require(
        seconds > 0 && seconds <= LONGEST,
        "--seconds: must be above 0 and at most 86400, was " + seconds);
    require(steps == null || steps >= 1, "--steps: must be at least 1, was " + steps);
    require(
        temperature >= COLDEST && temperature <= HOTTEST,
        "--temperature: must be from 0.01 to 10, was " + temperature);
  }

  /** Before the training, and so that nothing but an older model is ever replaced. */
  private void checkModelFile() {
    if (Files.exists(model) && !Files.isDirectory(model)) {
      try {
        CharModel.load(model);
      } catch (InputException e) {
        throw new InputException(
            "--model: not overwritten, because it is something else: " + e.getMessage());
      }
    }
    OutputFolder.prepare(model, "--model");
  }

  /** The picture must replace neither the model nor anything else that is not such a picture. */
  private void checkPicture(Path picture) throws IOException {
    require(
        !picture.toAbsolutePath().equals(model.toAbsolutePath()),
        "--model: must not end in .svg, which is the loss curve's name");
    require(
        !Files.exists(picture) || SvgChart.isOne(picture, LossChart.MARK),
        "--model: " + picture + " is something else, and would be replaced by the loss curve");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new InputException(message);
    }
  }
}
