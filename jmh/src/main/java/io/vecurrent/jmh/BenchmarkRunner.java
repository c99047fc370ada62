package io.vecurrent.jmh;

import io.vecurrent.kernels.Backend;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Runs the benchmarks, shows the forms of each computation side by side and writes all results as
 * JSON. Without options everything runs in a quick setting of less than ten minutes; {@code --long}
 * is the setting for figures that are published. Regular expressions pick benchmarks, and every
 * option of JMH works.
 */
public final class BenchmarkRunner {
  private static final String USAGE =
      """
      Usage: [--long] [JMH options] [regular expressions that pick benchmarks]
        (nothing)         everything in the quick setting, less than ten minutes
        --long            3 forks, longer iterations, more sizes: hours for everything
        Matvec            only benchmarks whose name contains Matvec
        Tanh.*vector      forms are called vector, autovectorized, plain, scalarBackend
        -p n=512          rows and columns, or hidden units; -p length=100 for arrays,
                          -p batch=1,32 for sequences
        -l                lists the benchmarks; -h all options of JMH
      """;

  private BenchmarkRunner() {}

  /** Exits with 1 if a benchmark fails and with 2 if the arguments are wrong. */
  public static void main(String[] args) throws IOException {
    int status = run(System.out, System.err, args);
    if (status != 0) {
      System.exit(status);
    }
  }

  static int run(PrintStream out, PrintStream err, String... words) throws IOException {
    try {
      // JMH knows -h only; --help is what people type.
      String[] args =
          Arrays.stream(words).map(arg -> arg.equals("--help") ? "-h" : arg).toArray(String[]::new);
      Settings settings = Settings.parse(args);
      if (answered(settings, out)) {
        return 0;
      }
      if (settings.runs() == 0) {
        throw new CommandLineOptionException(
            "no benchmark matches " + settings.given().getIncludes() + "; -l lists all");
      }
      measure(settings, out);
      return 0;
    } catch (CommandLineOptionException e) {
      err.println("Error: " + e.getMessage());
      err.print(USAGE);
      return 2;
    } catch (RunnerException e) {
      err.println("Error: " + (e.getCause() == null ? e : e.getCause()));
      return 1;
    }
  }

  /** JMH's questions about itself. */
  private static boolean answered(Settings settings, PrintStream out)
      throws IOException, RunnerException {
    CommandLineOptions given = settings.given();
    if (given.shouldHelp()) {
      out.println(USAGE);
      given.showHelp();
    } else if (given.shouldList()) {
      new Runner(given).list();
    } else if (given.shouldListWithParams()) {
      new Runner(settings.options()).listWithParams(given);
    } else if (given.shouldListProfilers()) {
      given.listProfilers();
    } else if (given.shouldListResultFormats()) {
      given.listResultFormats();
    } else {
      return false;
    }
    return true;
  }

  private static void measure(Settings settings, PrintStream out)
      throws IOException, RunnerException {
    File results = settings.results().getAbsoluteFile();
    Files.createDirectories(results.getParentFile().toPath());
    int runs = settings.runs();
    double seconds = settings.estimatedSeconds();
    out.println("Back end: " + Backend.current());
    out.println("JDK:      " + Machine.jdk());
    out.println("CPU:      " + Machine.cpu());
    int forks = settings.options().getForkCount().get();
    out.println(
        runs
            + " runs in the "
            + settings.preset()
            + ", "
            + forks
            + (forks == 1 ? " JVM" : " JVMs")
            + " each, about "
            + ProgressFormat.clock(seconds));
    out.println("Nothing else should run on this machine meanwhile.");
    Collection<RunResult> collected =
        settings.isVerbose()
            ? new Runner(settings.options()).run()
            : quietly(settings, new ProgressFormat(out, runs, seconds));
    out.println();
    out.println(ResultTable.of(collected));
    out.println("All results: " + results);
  }

  private static Collection<RunResult> quietly(Settings settings, ProgressFormat progress)
      throws RunnerException {
    try {
      return new Runner(settings.options(), progress).run();
    } catch (RunnerException e) {
      progress.printKept();
      throw e;
    }
  }
}
