package io.vecurrent.jmh.coldstart;

/** The names of what a {@link ColdStartProbe} prints. */
final class Answer {
  static final String JDK = "jdk";
  static final String MAIN_AFTER_MS = "mainAfterMs";
  static final String WARM_UP_MS = "warmUpMs";
  static final String FIRST_NS = "firstNs";
  static final String THOUSAND_NS = "thousandNs";

  /** This and the next are missing when steps never became steady. */
  static final String STEADY_AFTER_MS = "steadyAfterMs";

  static final String STEADY_NS = "steadyNs";

  private Answer() {}
}
