package io.vecurrent.examples;

import io.vecurrent.examples.measure.Comparison;
import io.vecurrent.examples.model.CharModel;
import io.vecurrent.examples.show.LossChart;
import io.vecurrent.examples.show.Progress;
import io.vecurrent.examples.show.Report;
import io.vecurrent.examples.text.Alphabet;
import io.vecurrent.examples.text.Corpus;
import io.vecurrent.examples.text.MarkovModel;
import io.vecurrent.examples.text.TextFile;
import io.vecurrent.examples.text.UnicodeNames;
import io.vecurrent.examples.train.LossCurve;
import io.vecurrent.examples.train.StopSignal;
import io.vecurrent.examples.train.Trainer;
import io.vecurrent.examples.train.TrainingStep;
import io.vecurrent.examples.train.WarmUp;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The quickstart from the text to the last line of its report. */
final class TrainingRun {
  private static final int ORDERS = 5;
  private static final int STOPPED = 130;

  private final Settings settings;
  private final boolean measure;
  private final PrintStream out;
  private final Report report;

  TrainingRun(Settings settings, boolean measure, PrintStream out) {
    this.settings = settings;
    this.measure = measure;
    this.out = out;
    this.report = new Report(out);
  }

  /** The exit code. */
  int run() throws IOException {
    Corpus corpus = corpus();
    CharModel model = newModel(corpus);
    CharModel average = newModel(corpus);
    introduce(corpus, model);
    List<Double> markov = markov(corpus);
    Trainer trainer;
    LossCurve curve;
    try (StopSignal stop = new StopSignal()) {
      try (Progress progress = Progress.start("Warming up", out)) {
        WarmUp.run(
            corpus.alphabet().size(),
            stop::isRaised,
            fraction -> progress.update(fraction, "the compiler"));
      }
      trainer = new Trainer(corpus, model, average);
      try (Progress progress = Progress.start("Training", out)) {
        curve = trainer.run(settings.budget(), settings.model(), stop::isRaised, progress::update);
      }
      if (stop.isRaised()) {
        print("%nStopped after %,d steps; the model is %s%n", trainer.steps(), settings.model());
        out.flush();
        return STOPPED;
      }
    }
    print(
        "%nRead %,d characters (%.1f times the training part) in %,d steps, %,.0f a second.%n%n",
        trainer.characters(), trainer.epochs(), trainer.steps(), trainer.charactersPerSecond());
    compareBits(markov, curve.lastHeldOut());
    new Samples(out, settings.temperature(), settings.seed()).print(average, corpus.lines());
    if (measure) {
      compareSpeed(corpus.alphabet());
    }
    printFiles(curve, markov);
    return 0;
  }

  private Corpus corpus() {
    if (settings.text() == null) {
      return new Corpus("the names", UnicodeNames.text(settings.seed()));
    }
    return new Corpus(settings.text().toString(), TextFile.read(settings.text()));
  }

  private CharModel newModel(Corpus corpus) {
    return CharModel.create(corpus, settings.text() == null, settings.hidden(), settings.seed());
  }

  private void introduce(Corpus corpus, CharModel model) {
    print("Vecurrent quickstart: a character-level recurrent network%n%n");
    report.printMachine();
    print(
        "  text      %s: %,d characters, %d different%n",
        settings.text() == null
            ? String.format(Locale.ROOT, "%,d names of Unicode characters", corpus.lines().size())
            : settings.text(),
        corpus.length(),
        corpus.alphabet().size());
    int replaced = corpus.replaced();
    if (replaced > 0) {
      print(
          "            the rarest, %.2f%% of the text, are read as %s%n",
          100.0 * replaced / corpus.length(), Character.toString(Alphabet.RARE));
    }
    print(
        "            the last %,d characters are held out, the others trained on%n",
        corpus.heldOutLength());
    print(
        "  network   tanh RNN of %d units, linear head: %,d parameters%n",
        settings.hidden(), model.network().parameters().size());
    print(
        "  training  %d streams of %d characters a step, Adam %s, %s%n%n",
        TrainingStep.BATCH,
        TrainingStep.TIME,
        TrainingStep.LEARNING_RATE,
        settings.steps() > 0 ? settings.steps() + " steps" : settings.seconds() + " seconds");
  }

  private List<Double> markov(Corpus corpus) {
    List<Double> bits = new ArrayList<>();
    try (Progress progress = Progress.start("Counting", out)) {
      for (int order = 0; order < ORDERS; order++) {
        progress.update((double) order / ORDERS, "Markov model of order " + order);
        bits.add(new MarkovModel(corpus, order).heldOutBits());
      }
      progress.update(1, "Markov models of order 0 to " + (ORDERS - 1));
    }
    return bits;
  }

  private void compareBits(List<Double> markov, double bits) {
    print("Held-out text, bits per character (fewer are better):%n");
    int beaten = 0;
    for (int order = 0; order < ORDERS; order++) {
      print("  Markov model of order %d  %.3f%n", order, markov.get(order));
      beaten += bits < markov.get(order) ? 1 : 0;
    }
    print("  recurrent network        %.3f  beats %d of %d%n%n", bits, beaten, ORDERS);
  }

  private void compareSpeed(Alphabet alphabet) {
    Comparison speed;
    try (Progress progress = Progress.start("Measuring", out)) {
      speed =
          Comparison.measure(
              alphabet.size(),
              settings.hidden(),
              fraction -> progress.update(fraction, "each in a JVM of its own"));
    } catch (IOException e) {
      print("The speed was not measured: %s%n%n", e.getMessage());
      return;
    }
    int characters = TrainingStep.TIME * TrainingStep.BATCH;
    print("%nSpeed (processor time of one thread, best of %d rounds):%n", Comparison.ROUNDS);
    print("                              %12s  plain loops    ratio%n", speed.backend());
    print(
        "  training step (%d chars)   %9.2f ms  %8.2f ms  %6.1f x%n",
        characters,
        speed.trainingNanos() / 1e6,
        speed.plainTrainingNanos() / 1e6,
        speed.trainingRatio());
    print(
        "  sampling step (1 char)      %9.2f us  %8.2f us  %6.1f x%n",
        speed.samplingNanos() / 1e3, speed.plainSamplingNanos() / 1e3, speed.samplingRatio());
    print("  a warm training step allocates %,.0f bytes%n%n", speed.bytes());
  }

  private void printFiles(LossCurve curve, List<Double> markov) {
    print("Files:%n  model       %s%n", settings.model());
    String title =
        LossChart.MARK
            + ": "
            + (settings.text() == null
                ? "names of Unicode characters"
                : settings.text().getFileName())
            + ", RNN of "
            + settings.hidden()
            + " units";
    try {
      LossChart.write(settings.picture(), title, curve, markov);
      print("  loss curve  %s%n", settings.picture());
    } catch (IOException | LinkageError | InternalError | RuntimeException e) {
      // A JDK without fonts cannot draw; the model is what matters.
      print("  no loss curve, the picture could not be drawn: %s%n", e);
    }
    print(
        "Let it write more: mvn -Pquickstart -Dargs=\"--sample %s --seed %d\"%n",
        settings.model(), settings.seed() + 1);
  }

  private void print(String format, Object... arguments) {
    report.print(format, arguments);
  }
}
