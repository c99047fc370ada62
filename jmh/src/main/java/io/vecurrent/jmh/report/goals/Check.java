package io.vecurrent.jmh.report.goals;

import io.vecurrent.jmh.report.Ratio;
import java.util.Optional;

/**
 * One figure of a goal: at one size, against one opponent.
 *
 * @param where the size, the opponent
 * @param measured what the run says; empty if it did not measure this
 * @param bound what to reach
 */
public record Check(String where, Optional<Ratio> measured, Bound bound) {
  /** Whether it was measured and is good enough. */
  public boolean isReached() {
    return measured.isPresent() && bound.isReachedBy(measured.get().value());
  }

  /** Whether it was measured and is not good enough. */
  public boolean isMissed() {
    return measured.isPresent() && !bound.isReachedBy(measured.get().value());
  }

  /** Whether the noise could tip it: the bound lies between the quartiles of the ratio. */
  public boolean isClose() {
    return measured
        .filter(r -> bound.isReachedBy(r.low()) != bound.isReachedBy(r.high()))
        .isPresent();
  }

  /** Whether it decides nothing: the noise could tip it, or makes it hard to believe. */
  public boolean isInDoubt() {
    return isClose() || measured.filter(Ratio::isWide).isPresent();
  }
}
