package io.vecurrent.jmh.report.page;

import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Numbers;
import io.vecurrent.jmh.report.Ratio;
import io.vecurrent.jmh.report.Statistics;
import io.vecurrent.jmh.report.goals.Check;
import io.vecurrent.jmh.report.goals.Goal.Outcome;
import io.vecurrent.jmh.report.goals.Verdict;
import io.vecurrent.jmh.report.page.Document.Block;
import io.vecurrent.jmh.report.page.Document.Section;
import io.vecurrent.jmh.report.page.Table.Mark;
import io.vecurrent.jmh.report.page.Table.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures to reach, and what was reached. */
final class GoalsSection {
  private static final String RULE =
      String.format(
          Locale.ROOT,
          "Ratios of medians, all from this one run but for the row about JDK 17. Marked ~ is a ratio"
              + " that is hard to believe, since the quartiles of one of its two times lie more than"
              + " %.0f %% of the median apart. Marked ? is a figure whose verdict would be another if"
              + " one time stood at its lower quartile and the other at its upper one. Behind both kinds"
              + " stands the ratio of the fastest iterations, which other work on the machine disturbs"
              + " least: it tells what to expect of a quiet machine, and decides nothing. A row with marked"
              + " figures is in doubt and does not count as reached, however good they are. A row with"
              + " a figure that is not good enough is not reached, and in doubt as well if every such"
              + " figure is marked.",
          100 * Statistics.WIDE);

  private static final String TRIED =
      "What was tried for the rows that are not reached, and what the profile says: on an AMD"
          + " Zen 5 or, where it says so, an Intel Xeon, both with vectors of 512 bits and two cores,"
          + " JDK 25, November 2026; shares are of samples (perf record -e cpu-clock). A row on another machine may have"
          + " another reason.";

  private GoalsSection() {}

  static Section of(List<Outcome> outcomes, Figures figures) {
    Table.Builder table = new Table.Builder("").texts("what", "to reach", "measured", "verdict");
    for (Outcome outcome : outcomes) {
      List<Part> what = List.of(Table.part(outcome.goal().what(), Mark.PLAIN));
      List<Part> target = List.of(Table.part(outcome.goal().target(), Mark.MUTED));
      table.parts(List.of(what, target, measured(outcome), verdict(outcome)));
    }
    List<Block> blocks = new ArrayList<>(List.of(Block.of(RULE)));
    noise(figures).ifPresent(text -> blocks.add(Block.of(text)));
    blocks.add(Block.of(table.build()));
    blocks.addAll(tried(outcomes));
    return new Section("goals", "Figures to reach", blocks);
  }

  /** For every row that is not reached. */
  private static List<Block> tried(List<Outcome> outcomes) {
    Table.Builder table = new Table.Builder("Not reached").texts("what", "tried");
    List<Outcome> missed =
        outcomes.stream()
            .filter(outcome -> outcome.verdict() == Verdict.NOT_REACHED)
            .filter(outcome -> !outcome.goal().tried().isEmpty())
            .toList();
    missed.forEach(outcome -> table.row(outcome.goal().what(), outcome.goal().tried()));
    return missed.isEmpty() ? List.of() : List.of(Block.of(TRIED), Block.of(table.build()));
  }

  /** A warning, if the machine had other things to do. */
  private static Optional<String> noise(Figures figures) {
    long wide = figures.stream().filter(benchmark -> benchmark.time().isWide()).count();
    return wide == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "In this run %d of %d benchmarks have so wide a spread. A machine that does nothing"
                    + " else, and the long setting, make it narrower.",
                wide,
                figures.stream().count()));
  }

  private static List<Part> measured(Outcome outcome) {
    if (outcome.verdict() == Verdict.NOT_MEASURED) {
      return List.of(ReportPage.muted(Table.NONE));
    }
    List<Part> parts = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Check check : outcome.checks()) {
      if (check.measured().isPresent()) {
        parts.add(part(check));
      } else {
        missing.add(check.where());
      }
    }
    if (!missing.isEmpty()) {
      parts.add(Table.part("not measured: " + String.join("; ", missing), Mark.MUTED));
    }
    return parts;
  }

  private static Part part(Check check) {
    Ratio ratio = check.measured().orElseThrow();
    String text = Numbers.wide(ratio) + check.bound().text(ratio.value());
    String close = check.isClose() ? " ?" : "";
    String fastest =
        check.isInDoubt() ? " (fastest " + check.bound().text(ratio.fastest()) + ")" : "";
    Mark good = check.isInDoubt() ? Mark.PARTLY : Mark.GOOD;
    return Table.part(
        check.where() + ": " + text + close + fastest, check.isReached() ? good : Mark.BAD);
  }

  private static List<Part> verdict(Outcome outcome) {
    List<Part> parts = new ArrayList<>();
    parts.add(Table.part(outcome.verdict().text(), mark(outcome.verdict())));
    if (outcome.isUnsureMiss()) {
      parts.add(ReportPage.muted(Verdict.IN_DOUBT.text()));
    }
    return parts;
  }

  static Mark mark(Verdict verdict) {
    return switch (verdict) {
      case REACHED -> Mark.GOOD;
      case PARTLY_MEASURED, IN_DOUBT -> Mark.PARTLY;
      case NOT_REACHED -> Mark.BAD;
      case NOT_MEASURED -> Mark.MUTED;
    };
  }
}
