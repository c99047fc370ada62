package io.vecurrent.jmh.report.goals;

import io.vecurrent.jmh.report.Figures;
import java.util.List;
import java.util.function.Function;

/**
 * A row of the table of figures to reach.
 *
 * @param what is measured
 * @param target in words
 * @param checks finds the row's figures in a run
 * @param tried where it was not reached: what was tried, and what the profile says; may be empty
 */
public record Goal(
    String what, String target, Function<Figures, List<Check>> checks, String tried) {
  /** One that was reached wherever it was measured. */
  Goal(String what, String target, Function<Figures, List<Check>> checks) {
    this(what, target, checks, "");
  }

  /** What a run says about it. */
  public Outcome evaluate(Figures figures) {
    return new Outcome(this, checks.apply(figures));
  }

  /**
   * A goal and its figures.
   *
   * @param goal what to reach
   * @param checks its figures, measured or not
   */
  public record Outcome(Goal goal, List<Check> checks) {
    /** All figures together. */
    public Verdict verdict() {
      long measured = checks.stream().filter(check -> check.measured().isPresent()).count();
      if (checks.stream().anyMatch(Check::isMissed)) {
        return Verdict.NOT_REACHED;
      }
      if (measured == 0) {
        return Verdict.NOT_MEASURED;
      }
      if (checks.stream().anyMatch(Check::isInDoubt)) {
        return Verdict.IN_DOUBT;
      }
      return measured == checks.size() ? Verdict.REACHED : Verdict.PARTLY_MEASURED;
    }

    /** Whether all figures that are not good enough are in doubt. */
    public boolean isUnsureMiss() {
      return verdict() == Verdict.NOT_REACHED
          && checks.stream().filter(Check::isMissed).allMatch(Check::isInDoubt);
    }
  }
}
