package io.vecurrent.jmh.coldstart;

import java.util.Arrays;

/**
 * When a series of steps became steady: at the end of the first thousand whose median is within 10
 * % of the final one. The final median is that of the last fifth of all thousands; a series that
 * comes near it only there is still changing, and so not steady.
 */
final class Steps {
  private static final int BLOCK = 1000;
  private static final int LEAST_BLOCKS = 10;
  private static final int FINAL_SHARE = 5;
  private static final double TOLERANCE = 0.1;

  private final int[] nanos;
  private final double steadyNanos;
  private final int steadyBlocks;

  /** The first {@code count} of these are the steps' times, without gaps between them. */
  Steps(int[] nanos, int count) {
    this.nanos = nanos;
    double[] medians = new double[count / BLOCK];
    for (int i = 0; i < medians.length; i++) {
      medians[i] = median(Arrays.copyOfRange(nanos, i * BLOCK, (i + 1) * BLOCK));
    }
    int last = medians.length - medians.length / FINAL_SHARE;
    if (medians.length < LEAST_BLOCKS) {
      this.steadyNanos = Double.NaN;
      this.steadyBlocks = -1;
    } else {
      double[] end = Arrays.copyOfRange(medians, last, medians.length);
      Arrays.sort(end);
      this.steadyNanos = end[end.length / 2];
      this.steadyBlocks = 1 + firstNear(medians, last, steadyNanos);
    }
  }

  private static double median(int[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /** -2 if there is none before {@code end}. */
  private static int firstNear(double[] medians, int end, double goal) {
    for (int i = 0; i < end; i++) {
      if (Math.abs(medians[i] - goal) <= TOLERANCE * goal) {
        return i;
      }
    }
    return -2;
  }

  /** How long the first steps took together. */
  long firstNanos(int steps) {
    long sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += nanos[i];
    }
    return sum;
  }

  boolean isSteady() {
    return steadyBlocks > 0;
  }

  /** From the start of the first step. */
  long steadyAfterNanos() {
    return firstNanos(steadyBlocks * BLOCK);
  }

  /** A step's median then. */
  double steadyNanos() {
    return steadyNanos;
  }
}
