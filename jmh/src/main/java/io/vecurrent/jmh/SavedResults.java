package io.vecurrent.jmh;

import io.vecurrent.jmh.report.Comparison;
import io.vecurrent.jmh.report.Comparison.Change;
import io.vecurrent.jmh.report.Comparison.Kind;
import io.vecurrent.jmh.report.JdkRatios;
import io.vecurrent.jmh.report.Numbers;
import io.vecurrent.jmh.report.ReadmeNumbers;
import io.vecurrent.jmh.report.Results;
import io.vecurrent.jmh.report.ResultsFile;
import io.vecurrent.jmh.report.goals.Bound;
import io.vecurrent.jmh.report.page.ReportWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/** What can be done with the results of earlier runs, without measuring anything. */
final class SavedResults {
  static final String USAGE =
      """
      Without measuring anything, from files results.json of earlier runs:
        --render FILE                 writes its report into jmh/target/rendered; with
                                      --other-jdk FILE, of a run on JDK 17 or 25, it says how
                                      these two compare
        --compare BEFORE AFTER        writes comparison.html and comparison.md: what has changed,
                                      for instance from jmh/target/report/previous.json
                                      to jmh/target/report/results.json
        --readme FILES... README.md   renews the numbers in the README
      """;

  private static final String RENDER = "--render";
  private static final String COMPARE = "--compare";
  private static final String README = "--readme";
  private static final String OTHER_JDK = "--other-jdk";
  private static final String RENDERED = "rendered";
  private static final Set<String> ALL = Set.of(RENDER, COMPARE, README);

  private SavedResults() {}

  /** Whether these arguments ask for it. */
  static boolean answers(String... args) {
    return List.of(args).stream().anyMatch(ALL::contains);
  }

  /** Does what they ask for. */
  static void answer(PrintStream out, String... args)
      throws IOException, CommandLineOptionException {
    List<String> words = new ArrayList<>(List.of(args));
    boolean hasFolder = words.contains(Settings.REPORT);
    Path folder = Settings.folder(words);
    Optional<Path> otherJdk = Arguments.take(words, OTHER_JDK).map(Arguments::path);
    String command = words.remove(0);
    require(
        otherJdk.isEmpty() || command.equals(RENDER),
        OTHER_JDK + ": goes with " + RENDER + " only");
    switch (command) {
      case RENDER -> {
        require(words.size() == 1, RENDER + ": needs one file");
        // Not over the results of the last run.
        Path there = hasFolder ? folder : folder.resolveSibling(RENDERED);
        render(out, there, Arguments.path(words.get(0)), otherJdk);
      }
      case COMPARE -> {
        require(words.size() == 2, COMPARE + ": needs two files, before and after");
        compare(out, folder, Arguments.path(words.get(0)), Arguments.path(words.get(1)));
      }
      case README -> {
        require(words.size() >= 2, README + ": needs files of results and the README");
        renew(out, words);
      }
      default ->
          throw new CommandLineOptionException(
              command + ": stands before " + ALL + ", which must come first");
    }
  }

  private static void require(boolean isRight, String message) throws CommandLineOptionException {
    if (!isRight) {
      throw new CommandLineOptionException(message);
    }
  }

  private static Path page(List<Path> files) {
    return files.get(0).toAbsolutePath();
  }

  private static void render(PrintStream out, Path folder, Path file, Optional<Path> otherJdk)
      throws IOException, CommandLineOptionException {
    Results results = ResultsFile.read(file);
    Optional<Results> other = Optional.empty();
    if (otherJdk.isPresent()) {
      other = Optional.of(ResultsFile.read(otherJdk.get()));
      require(
          JdkRatios.of(results, other.get()).isPresent(),
          OTHER_JDK
              + ": needs a run on JDK 17 and one on JDK 25, these are on "
              + results.environment().jdkFeature()
              + " and "
              + other.get().environment().jdkFeature());
    }
    out.println(ResultTable.of(results));
    out.println("The report: " + page(ReportWriter.write(folder, results, other)));
  }

  private static void compare(PrintStream out, Path folder, Path before, Path after)
      throws IOException {
    Comparison comparison = Comparison.of(ResultsFile.read(before), ResultsFile.read(after));
    for (Change change : comparison.beyondNoise()) {
      out.printf(
          Locale.ROOT,
          "%-6s %-44s %12s -> %12s ns  %8s  (noise %s)%n",
          change.kind().text(),
          change.benchmark().shortType()
              + "."
              + change.benchmark().method()
              + " "
              + change.benchmark().sizes(),
          Numbers.of(change.before().median()),
          Numbers.of(change.after().median()),
          Bound.times(change.ratio()),
          Numbers.percent(change.noise()));
    }
    out.printf(
        Locale.ROOT,
        "%d faster, %d slower, %d within the noise, %d in one run only%n",
        comparison.count(Kind.FASTER),
        comparison.count(Kind.SLOWER),
        comparison.count(Kind.SAME),
        comparison.onlyBefore().size() + comparison.onlyAfter().size());
    out.println("The comparison: " + page(ReportWriter.write(folder, comparison)));
  }

  private static void renew(PrintStream out, List<String> words) throws IOException {
    List<Results> runs = new ArrayList<>();
    for (String word : words.subList(0, words.size() - 1)) {
      runs.add(ResultsFile.read(Arguments.path(word)));
    }
    Path readme = Arguments.path(words.get(words.size() - 1));
    String text = Files.readString(readme);
    Files.writeString(readme, ReadmeNumbers.replace(text, ReadmeNumbers.section(runs)));
    out.println("Renewed: " + readme.toAbsolutePath());
  }
}
