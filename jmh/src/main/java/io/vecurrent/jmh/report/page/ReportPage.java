package io.vecurrent.jmh.report.page;

import io.vecurrent.jmh.report.Environment;
import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Results;
import io.vecurrent.jmh.report.chart.Picture;
import io.vecurrent.jmh.report.goals.Goal.Outcome;
import io.vecurrent.jmh.report.goals.Goals;
import io.vecurrent.jmh.report.goals.Verdict;
import io.vecurrent.jmh.report.page.Document.Block;
import io.vecurrent.jmh.report.page.Document.Section;
import io.vecurrent.jmh.report.page.Document.Tally;
import io.vecurrent.jmh.report.page.Table.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the report of one run says. */
final class ReportPage {
  private ReportPage() {}

  /** With the rows of another JDK, if there is a run of it too. */
  static Document of(Results results, Optional<Results> otherJdk, List<Picture> pictures) {
    Figures figures = new Figures(results, otherJdk);
    List<Outcome> outcomes = Goals.evaluate(figures);
    List<Section> sections = new ArrayList<>();
    sections.add(GoalsSection.of(outcomes, figures));
    otherJdk.flatMap(other -> JdkSection.of(other, results)).ifPresent(sections::add);
    sections.add(EnvironmentSection.of(results.environment()));
    sections.add(LimitsSection.of(figures, pictures));
    sections.add(ScalarSection.of(figures, pictures));
    sections.add(PeersSection.of(figures, pictures));
    sections.add(TeamsSection.of(figures));
    sections.add(LatencySection.of(results, pictures));
    sections.add(AccuracySection.of(results));
    sections.add(AllSection.of(figures));
    sections.removeIf(section -> section.blocks().isEmpty());
    Environment environment = results.environment();
    return new Document(
        "Vecurrent benchmark report",
        environment.cpu()
            + " · JDK "
            + environment.jdkVersion()
            + " · "
            + width(environment)
            + " · "
            + environment.date().replaceFirst("T.*", ""),
        tallies(outcomes),
        sections);
  }

  static String width(Environment environment) {
    return environment.vectorBits() == 0
        ? "scalar back end"
        : environment.vectorBits() + "-bit vectors";
  }

  private static List<Tally> tallies(List<Outcome> outcomes) {
    List<Tally> tallies = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      long count = outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
      tallies.add(
          new Tally(Long.toString(count), verdict.text(), GoalsSection.mark(verdict).css()));
    }
    return tallies;
  }

  /** The blocks of a section with one paragraph and a picture before its tables. */
  static List<Block> blocks(String text, List<Picture> pictures, List<Table> tables) {
    List<Block> blocks = new ArrayList<>();
    if (tables.isEmpty() && pictures.isEmpty()) {
      return blocks;
    }
    blocks.add(Block.of(text));
    pictures.forEach(picture -> blocks.add(Block.of(picture)));
    tables.stream().filter(table -> !table.rows().isEmpty()).forEach(t -> blocks.add(Block.of(t)));
    return blocks;
  }

  static List<Picture> named(List<Picture> pictures, String prefix) {
    return pictures.stream().filter(picture -> picture.name().startsWith(prefix)).toList();
  }

  static Table.Part muted(String text) {
    return Table.part(text, Mark.MUTED);
  }
}
