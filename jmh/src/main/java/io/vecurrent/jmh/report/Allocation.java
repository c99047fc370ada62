package io.vecurrent.jmh.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * What an operation allocates, without what JMH itself allocates in every iteration: a constant
 * that the same run shows, since some of its benchmarks allocate nothing.
 */
public final class Allocation {
  private final double harness;

  /** JMH's share is the most that any iteration's best case needed among the probes. */
  public Allocation(Figures figures) {
    harness =
        figures.stream()
            .filter(benchmark -> benchmark.type().startsWith("roofline."))
            .flatMapToDouble(
                benchmark -> leastOfAnIteration(benchmark).stream().mapToDouble(v -> v))
            .max()
            .orElse(0);
  }

  /** Bytes an operation; empty if they were not counted. */
  public Optional<Double> of(Benchmark benchmark) {
    return Optional.empty();
  }

  private static List<Double> leastOfAnIteration(Benchmark benchmark) {
    DoubleStream bytes = DoubleStream.empty();
    return bytes.boxed().toList();
  }
}
