package io.vecurrent.jmh.report.page;

import io.vecurrent.jmh.report.Benchmark;
import io.vecurrent.jmh.report.Comparison;
import io.vecurrent.jmh.report.Comparison.Change;
import io.vecurrent.jmh.report.Comparison.Kind;
import io.vecurrent.jmh.report.Environment;
import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Numbers;
import io.vecurrent.jmh.report.Results;
import io.vecurrent.jmh.report.goals.Bound;
import io.vecurrent.jmh.report.goals.Goal.Outcome;
import io.vecurrent.jmh.report.goals.Goals;
import io.vecurrent.jmh.report.page.Document.Block;
import io.vecurrent.jmh.report.page.Document.Section;
import io.vecurrent.jmh.report.page.Document.Tally;
import io.vecurrent.jmh.report.page.Table.Mark;
import io.vecurrent.jmh.report.page.Table.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a comparison of two runs says. */
final class ComparisonPage {
  private static final String RULE =
      String.format(
          Locale.ROOT,
          "How many times as long the second run takes, by medians. A change counts when it exceeds"
              + " the noise: the spreads of both runs together (each the distance between the"
              + " quartiles as a share of the median), and %.0f %% at least.",
          100 * Comparison.LEAST_NOISE);

  /** What must be known to believe a comparison. */
  static final String OTHER_MACHINE =
      "Probes of the machine's limits are among the changes: the two runs did not have the same"
          + " machine, or not in the same state. The rows of the probes say by how much.";

  private ComparisonPage() {}

  static Document of(Comparison comparison) {
    List<Section> sections = new ArrayList<>();
    sections.add(changes(comparison));
    JdkSection.of(comparison.before(), comparison.after()).ifPresent(sections::add);
    sections.add(goals(comparison));
    sections.add(environments(comparison));
    sections.add(all(comparison));
    return new Document(
        "Vecurrent benchmarks: a comparison of two runs",
        label(comparison.before().environment()) + " → " + label(comparison.after().environment()),
        tallies(comparison),
        sections);
  }

  static String label(Environment environment) {
    return "JDK "
        + environment.jdkVersion()
        + ", commit "
        + environment.commit()
        + ", "
        + environment.date().replaceFirst("T.*", "");
  }

  private static List<Tally> tallies(Comparison comparison) {
    int single = comparison.onlyBefore().size() + comparison.onlyAfter().size();
    return List.of(
        tally(comparison.count(Kind.FASTER), Kind.FASTER.text(), Mark.GOOD),
        tally(comparison.count(Kind.SLOWER), Kind.SLOWER.text(), Mark.BAD),
        tally(comparison.count(Kind.SAME), Kind.SAME.text(), Mark.MUTED),
        tally(single, "in one run only", Mark.MUTED));
  }

  private static Tally tally(long count, String label, Mark mark) {
    return new Tally(Long.toString(count), label, mark.css());
  }

  private static Section changes(Comparison comparison) {
    List<Block> blocks = new ArrayList<>(List.of(Block.of(RULE)));
    if (!comparison.machineChanges().isEmpty()) {
      blocks.add(Block.of(OTHER_MACHINE));
    }
    List<Change> beyond = comparison.beyondNoise();
    blocks.add(
        beyond.isEmpty() ? Block.of("No change exceeds the noise.") : Block.of(table("", beyond)));
    return new Section("changes", "Changes beyond the noise", blocks);
  }

  private static Section all(Comparison comparison) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.of(table("", comparison.changes())));
    single("Only in the first run: ", comparison.onlyBefore(), blocks);
    single("Only in the second run: ", comparison.onlyAfter(), blocks);
    return new Section("all", "Everything that both have measured", blocks);
  }

  private static void single(String title, List<Benchmark> benchmarks, List<Block> blocks) {
    if (!benchmarks.isEmpty()) {
      blocks.add(
          Block.of(title + String.join("; ", benchmarks.stream().map(Benchmark::key).toList())));
    }
  }

  private static Table table(String caption, List<Change> changes) {
    Table.Builder table =
        new Table.Builder(caption)
            .texts("benchmark", "size")
            .numbers("before, ns", "after, ns", "after / before", "noise")
            .texts("");
    for (Change change : changes) {
      Benchmark benchmark = change.benchmark();
      List<List<Part>> cells = new ArrayList<>();
      cells.add(plain(benchmark.shortType() + "." + benchmark.method()));
      cells.add(plain(benchmark.sizes()));
      cells.add(plain(Numbers.of(change.before().median())));
      cells.add(plain(Numbers.of(change.after().median())));
      cells.add(plain(Bound.times(change.ratio())));
      cells.add(plain(Numbers.percent(change.noise())));
      cells.add(List.of(Table.part(change.kind().text(), mark(change.kind()))));
      table.parts(cells);
    }
    return table.build();
  }

  private static Mark mark(Kind kind) {
    return switch (kind) {
      case FASTER -> Mark.GOOD;
      case SLOWER -> Mark.BAD;
      case SAME -> Mark.MUTED;
    };
  }

  private static List<Part> plain(String text) {
    return List.of(Table.part(text, Mark.PLAIN));
  }

  private static Section goals(Comparison comparison) {
    Table.Builder table = new Table.Builder("").texts("what", "before", "after");
    Optional<Results> first = Optional.of(comparison.before());
    Optional<Results> second = Optional.of(comparison.after());
    List<Outcome> before = Goals.evaluate(new Figures(comparison.before(), second));
    List<Outcome> after = Goals.evaluate(new Figures(comparison.after(), first));
    for (int i = 0; i < before.size(); i++) {
      table.parts(
          List.of(
              plain(before.get(i).goal().what()), verdict(before.get(i)), verdict(after.get(i))));
    }
    return new Section("verdicts", "Figures to reach", List.of(Block.of(table.build())));
  }

  private static List<Part> verdict(Outcome outcome) {
    return List.of(Table.part(outcome.verdict().text(), GoalsSection.mark(outcome.verdict())));
  }

  private static Section environments(Comparison comparison) {
    Table.Builder table = new Table.Builder("").texts("", "before", "after");
    List<List<String>> before = EnvironmentSection.rows(comparison.before().environment());
    List<List<String>> after = EnvironmentSection.rows(comparison.after().environment());
    for (int i = 0; i < before.size(); i++) {
      table.row(before.get(i).get(0), before.get(i).get(1), after.get(i).get(1));
    }
    return new Section("environment", "Machines and settings", List.of(Block.of(table.build())));
  }
}
