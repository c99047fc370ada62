package io.vecurrent.jmh;

import io.vecurrent.jmh.report.Environment;
import io.vecurrent.jmh.report.Measurement;
import io.vecurrent.jmh.report.Results;
import io.vecurrent.jmh.report.ResultsFile;
import io.vecurrent.jmh.report.ResultsFormatException;
import io.vecurrent.jmh.report.page.ReportWriter;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Runs the benchmarks, shows the forms of each computation side by side and writes the report.
 * Without options everything runs in a quick setting of a quarter of an hour; {@code --long} is the
 * setting for figures that are published. Regular expressions pick benchmarks, and every option of
 * JMH works.
 */
public final class BenchmarkRunner {
  private static final String USAGE =
      """
      Usage: [--long] [--report FOLDER] [JMH options] [regular expressions that pick benchmarks]
        (nothing)         everything in the quick setting: some 14 minutes, 23 with peers
        --long            3 JVMs each, more and longer iterations, more sizes: hours for everything
        --report FOLDER   writes the report there instead of into jmh/target/report
        Matvec            only benchmarks whose name contains Matvec
        Tanh.*vector      forms are called vector, autovectorized, plain, scalarBackend
        -p n=512          rows and columns, or hidden units; -p length=100 for arrays,
                          -p batch=1,32 for sequences
        -l                lists the benchmarks; -h all options of JMH
      %s""";

  private BenchmarkRunner() {}

  /**
   * Exits with 1 if a benchmark fails or a file cannot be written, and with 2 if the arguments, or
   * a file that they name, are wrong.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    System.setProperty("java.awt.headless", "true");
    int status = run(System.out, System.err, args);
    if (status != 0) {
      System.exit(status);
    }
  }

  static int run(PrintStream out, PrintStream err, String... words)
      throws IOException, InterruptedException {
    try {
      // JMH knows -h only; --help is what people type.
      String[] args =
          Arrays.stream(words).map(arg -> arg.equals("--help") ? "-h" : arg).toArray(String[]::new);
      if (SavedResults.answers(args)) {
        SavedResults.answer(out, args);
      } else {
        measure(Settings.parse(args), out, args);
      }
      return 0;
    } catch (CommandLineOptionException | ResultsFormatException e) {
      err.println("Error: " + e.getMessage());
      if (e instanceof CommandLineOptionException) {
        err.print(usage());
      }
      return 2;
    } catch (RunnerException e) {
      err.println("Error: " + (e.getCause() == null ? e : e.getCause()));
      return 1;
    } catch (IOException e) {
      // Its subclasses' messages are names of files only.
      err.println("Error: " + (e.getClass() == IOException.class ? e.getMessage() : e));
      return 1;
    }
  }

  private static String usage() {
    return String.format(Locale.ROOT, USAGE, SavedResults.USAGE);
  }

  private static void measure(Settings settings, PrintStream out, String... args)
      throws IOException, InterruptedException, RunnerException, CommandLineOptionException {
    if (answered(settings, out)) {
      return;
    }
    if (settings.runs() == 0 && settings.measurements().isEmpty()) {
      throw new CommandLineOptionException(
          "no benchmark matches " + settings.given().getIncludes() + "; -l lists all");
    }
    run(settings, out, command(args));
  }

  /** JMH's questions about itself. */
  private static boolean answered(Settings settings, PrintStream out)
      throws IOException, RunnerException {
    CommandLineOptions given = settings.given();
    if (given.shouldHelp()) {
      out.println(usage());
      given.showHelp();
    } else if (given.shouldList()) {
      new Runner(given).list();
      settings.measurements().forEach(m -> out.println(Plan.PACKAGE + m.name() + " (not of JMH)"));
    } else if (given.shouldListWithParams()) {
      settings.plan().cells().stream()
          .flatMap(List::stream)
          .forEach(run -> out.println(run.benchmark() + " " + run.params()));
    } else if (given.shouldListProfilers()) {
      given.listProfilers();
    } else if (given.shouldListResultFormats()) {
      given.listResultFormats();
    } else {
      return false;
    }
    return true;
  }

  /** What was typed, as Maven wants it. */
  private static String command(String... args) {
    String profiles = Probe.hasPeers() ? "mvn -Pbench,peers" : "mvn -Pbench";
    return args.length == 0 ? profiles : profiles + " -Dargs=\"" + String.join(" ", args) + "\"";
  }

  private static void run(Settings settings, PrintStream out, String command)
      throws IOException, InterruptedException, RunnerException {
    Environment environment = Probe.environment(settings, command);
    announce(settings, out, environment);
    Results.Builder results = new Results.Builder(environment);
    Session session = new Session(settings, out);
    try {
      session.run();
      for (Measurement measurement : settings.measurements()) {
        measurement.measure(
            settings.request(), results, new MeasurementProgress(out, measurement.name()));
      }
    } catch (RunnerException | IOException e) {
      keep(settings, session, results, out);
      throw e;
    }
    session.results().forEach(result -> results.add(Scores.of(result)));
    writeJmhResults(settings, session, out);
    finish(settings, results.build(), out);
  }

  private static void announce(Settings settings, PrintStream out, Environment environment) {
    double seconds = settings.estimatedSeconds();
    for (Measurement measurement : settings.measurements()) {
      seconds += measurement.estimatedSeconds(settings.request());
    }
    out.println("Back end: " + environment.backend());
    out.println("JDK:      " + environment.jdk());
    out.println("CPU:      " + environment.cpu() + ", " + environment.cores() + " for this JVM");
    out.printf(
        Locale.ROOT,
        "%s in the %s, about %s%n",
        settings.runs() == 1 ? "1 run" : settings.runs() + " runs",
        settings.description(),
        ProgressFormat.clock(seconds));
    out.println("Nothing else should run on this machine meanwhile.");
  }

  /** A failure after an hour must not cost the hour. */
  private static void keep(
      Settings settings, Session session, Results.Builder results, PrintStream out)
      throws IOException {
    session.results().forEach(result -> results.add(Scores.of(result)));
    Results unfinished = results.build();
    if (!unfinished.benchmarks().isEmpty()) {
      Path file = Files.createDirectories(settings.folder()).resolve("unfinished.json");
      ResultsFile.write(file, unfinished);
      out.println("What was measured before: " + file + ", for --render");
    }
  }

  private static void writeJmhResults(Settings settings, Session session, PrintStream out)
      throws IOException {
    Optional<File> file = settings.jmhResults();
    if (file.isPresent()) {
      ResultFormatType type = settings.given().getResultFormat().orElse(ResultFormatType.JSON);
      ResultFormatFactory.getInstance(type, file.get().toString()).writeOut(session.results());
      out.println("JMH's results: " + file.get());
    }
  }

  private static void finish(Settings settings, Results results, PrintStream out)
      throws IOException {
    out.println();
    if (!settings.isTimed()) {
      out.println("No table and no report: they show average times (-bm avgt).");
      return;
    }
    List<Path> written = ReportWriter.write(settings.folder(), results);
    out.println(ResultTable.of(results));
    out.println("The report: " + written.get(0).toAbsolutePath());
  }
}
