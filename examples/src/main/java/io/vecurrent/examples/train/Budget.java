package io.vecurrent.examples.train;

/**
 * When training ends: after a time, or, for runs that repeat to the bit, after a number of steps.
 */
public final class Budget {
  private final double seconds;

  /** 0 without a limit of steps. */
  private final int steps;

  private Budget(double seconds, int steps) {
    this.seconds = seconds;
    this.steps = steps;
  }

  /** So many seconds. */
  public static Budget ofSeconds(double seconds) {
    return new Budget(seconds, 0);
  }

  /** So many steps, however long they take. */
  public static Budget ofSteps(int steps) {
    return new Budget(0, steps);
  }

  /** How much has been used up: 1 at the end, or more. */
  double fraction(double elapsedSeconds, int doneSteps) {
    return steps > 0 ? (double) doneSteps / steps : elapsedSeconds / seconds;
  }
}
