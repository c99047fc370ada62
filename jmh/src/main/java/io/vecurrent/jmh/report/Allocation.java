package io.vecurrent.jmh.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an operation allocates, without what JMH itself allocates in every iteration: nearly the
 * same in all iterations of a run, so the thriftiest one shows it.
 */
public final class Allocation {
  /** More than JMH needs: where every benchmark of a run allocates, none of them is thrifty. */
  private static final double LARGEST_SHARE = 8192;

  /** By so many bytes JMH's share differs from one iteration to the other. */
  private static final double VARIATION = 256;

  private final double harness;

  /** By the iterations of this run. */
  public Allocation(Figures figures) {
    double least =
        figures.stream()
            .map(Allocation::leastIteration)
            .flatMapToDouble(OptionalDouble::stream)
            .min()
            .orElse(0);
    harness = Math.min(least, LARGEST_SHARE) + VARIATION;
  }

  /** Bytes an operation, in the iteration with the fewest; empty if they were not counted. */
  public Optional<Double> of(Benchmark benchmark) {
    double fewest = Double.POSITIVE_INFINITY;
    List<Double> bytes = flat(benchmark.allocatedBytes());
    List<Long> operations = flat(benchmark.operations());
    for (int i = 0; i < Math.min(bytes.size(), operations.size()); i++) {
      fewest = Math.min(fewest, Math.max(0, bytes.get(i) - harness / operations.get(i)));
    }
    return Double.isInfinite(fewest) ? Optional.empty() : Optional.of(fewest);
  }

  /** All bytes of the thriftiest iteration. */
  private static OptionalDouble leastIteration(Benchmark benchmark) {
    List<Double> bytes = flat(benchmark.allocatedBytes());
    List<Long> operations = flat(benchmark.operations());
    OptionalDouble least = OptionalDouble.empty();
    for (int i = 0; i < Math.min(bytes.size(), operations.size()); i++) {
      least =
          OptionalDouble.of(
              Math.min(least.orElse(Double.POSITIVE_INFINITY), bytes.get(i) * operations.get(i)));
    }
    return least;
  }

  private static <T> List<T> flat(List<List<T>> lists) {
    return lists.stream().flatMap(List::stream).toList();
  }
}
