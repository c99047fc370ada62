package io.vecurrent.jmh.peers;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Where a library can be set up in several ways and its documentation does not say which is the
 * fastest here, all are tried, in turns, and the fastest is measured.
 */
final class Fastest {
  private static final int ROUNDS = 8;
  private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Fastest() {}

  /** A new computation, set up in the way whose best round was the best of all. */
  static <T> Computation of(List<T> ways, Function<T, Computation> setUp) {
    List<Computation> candidates = ways.stream().map(setUp).toList();
    double[] least = new double[ways.size()];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < least.length; i++) {
        least[i] = Math.min(least[i], nanos(candidates.get(i)));
      }
    }
    candidates.forEach(Computation::close);
    int best = 0;
    for (int i = 1; i < least.length; i++) {
      best = least[i] < least[best] ? i : best;
    }
    // Anew: the candidates' states have moved on.
    return setUp.apply(ways.get(best));
  }

  /** Of one run, on average. */
  private static double nanos(Computation computation) {
    int runs = 0;
    long start = System.nanoTime();
    long nanos;
    do {
      computation.run();
      runs++;
      nanos = System.nanoTime() - start;
    } while (nanos < ROUND_NANOS);
    return (double) nanos / runs;
  }
}
