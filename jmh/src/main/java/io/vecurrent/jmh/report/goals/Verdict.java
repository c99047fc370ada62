package io.vecurrent.jmh.report.goals;

/** What a run says about a goal. */
public enum Verdict {
  /** Every figure was measured and is good enough. */
  REACHED("reached"),
  /** Some figures were not measured, the others are good enough. */
  PARTLY_MEASURED("reached where measured"),
  /** At least one figure is not good enough. */
  NOT_REACHED("not reached"),
  /** Nothing of it was measured. */
  NOT_MEASURED("not measured");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /** For people. */
  public String text() {
    return text;
  }
}
