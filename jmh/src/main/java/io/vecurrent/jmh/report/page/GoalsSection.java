package io.vecurrent.jmh.report.page;

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

/** The figures to reach, and what was reached. */
final class GoalsSection {
  private static final String RULE =
      String.format(
          Locale.ROOT,
          "Ratios of medians, all from this one run. A ratio is hard to believe, and marked ~, where"
              + " the quartiles of one of its two times lie more than %.0f %% of its median apart."
              + " A verdict is in doubt where that is so, or where the quartiles of both times would"
              + " allow the other verdict too; such a figure ends with a question mark.",
          100 * Statistics.WIDE);

  private GoalsSection() {}

  static Section of(List<Outcome> outcomes) {
    Table.Builder table =
        new Table.Builder("Figures to reach").texts("what", "to reach", "measured", "verdict");
    for (Outcome outcome : outcomes) {
      List<Part> what = List.of(Table.part(outcome.goal().what(), Mark.PLAIN));
      List<Part> target = List.of(Table.part(outcome.goal().target(), Mark.MUTED));
      table.parts(List.of(what, target, measured(outcome), verdict(outcome)));
    }
    return new Section(
        "goals", "Figures to reach", List.of(Block.of(RULE), Block.of(table.build())));
  }

  private static List<Part> measured(Outcome outcome) {
    if (outcome.verdict() == Verdict.NOT_MEASURED) {
      return List.of(ReportPage.muted(Table.NONE));
    }
    List<Part> parts = new ArrayList<>();
    for (Check check : outcome.checks()) {
      parts.add(part(check));
    }
    return parts;
  }

  private static Part part(Check check) {
    if (check.measured().isEmpty()) {
      return ReportPage.muted(check.where() + ": " + Table.NONE);
    }
    String text = check.bound().text(check.measured().get().value());
    String doubt = check.isInDoubt() ? " ?" : "";
    return Table.part(
        check.where() + ": " + text + doubt, check.isReached() ? Mark.GOOD : Mark.BAD);
  }

  private static List<Part> verdict(Outcome outcome) {
    List<Part> parts = new ArrayList<>();
    parts.add(Table.part(outcome.verdict().text(), mark(outcome.verdict())));
    if (outcome.isInDoubt() && outcome.verdict() != Verdict.NOT_MEASURED) {
      parts.add(ReportPage.muted("in doubt"));
    }
    return parts;
  }

  static Mark mark(Verdict verdict) {
    return switch (verdict) {
      case REACHED -> Mark.GOOD;
      case PARTLY_MEASURED -> Mark.PARTLY;
      case NOT_REACHED -> Mark.BAD;
      case NOT_MEASURED -> Mark.MUTED;
    };
  }
}
