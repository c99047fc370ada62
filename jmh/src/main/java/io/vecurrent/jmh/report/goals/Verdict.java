package io.vecurrent.jmh.report.goals;

/** What a run says about a goal. */
public enum Verdict {
  /** Every figure was measured and is good enough, beyond doubt. */
  REACHED("reached"),
  /** Some figures were not measured, the others are good enough, beyond doubt. */
  PARTLY_MEASURED("reached where measured"),
  /** Every measured figure is good enough, but one at least is in doubt. */
  IN_DOUBT("in doubt"),
  /** At least one figure is not good enough, be it in doubt or not. */
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
