package io.vecurrent.jmh.coldstart;

import io.vecurrent.jmh.child.Answers;
import io.vecurrent.jmh.report.ColdStart;
import java.util.List;

/** Medians of several starts. */
final class StartRow {
  private StartRow() {}

  static ColdStart of(String condition, int n, List<Answers> starts, String note) {
    boolean warmUp = condition.equals(ColdStart.WARM_UP_CALL);
    return new ColdStart(
        starts.get(0).text(Answer.JDK),
        condition,
        n,
        starts.size(),
        median(starts, Answer.MAIN_AFTER_MS),
        warmUp ? median(starts, Answer.WARM_UP_MS) : null,
        median(starts, Answer.FIRST_NS),
        median(starts, Answer.THOUSAND_NS),
        median(starts, Answer.STEADY_AFTER_MS),
        median(starts, Answer.STEADY_NS),
        note);
  }

  /** A row that says why there are no figures. */
  static ColdStart none(String jdk, String condition, int n, String note) {
    return new ColdStart(jdk, condition, n, 0, null, null, null, null, null, null, note);
  }

  /** Null if most starts have no such figure. */
  private static Double median(List<Answers> starts, String name) {
    double[] values =
        starts.stream()
            .filter(answers -> answers.has(name))
            .mapToDouble(answers -> answers.number(name))
            .sorted()
            .toArray();
    if (2 * values.length <= starts.size()) {
      return null;
    }
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
