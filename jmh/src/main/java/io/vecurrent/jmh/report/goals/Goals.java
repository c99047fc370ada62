package io.vecurrent.jmh.report.goals;

import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.goals.Goal.Outcome;
import java.util.List;
import java.util.stream.Stream;

/** All figures to reach. */
public final class Goals {
  /** In the order of the table. */
  public static final List<Goal> ALL =
      Stream.of(KernelGoals.ALL, NetworkGoals.ALL, GeneralGoals.ALL, TeamGoals.ALL, CellGoals.ALL)
          .flatMap(List::stream)
          .toList();

  private Goals() {}

  /** What a run says about each. */
  public static List<Outcome> evaluate(Figures figures) {
    return ALL.stream().map(goal -> goal.evaluate(figures)).toList();
  }
}
