package io.vecurrent.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AllocationTest {
  @Test
  void theHarnessIsNotTheBenchmark() {
    Benchmark none = Runs.benchmark("kernels.A.vector", "", 1, 1);
    Benchmark some = Runs.allocating("kernels.B.vector", "", 64, 1, 1);
    Allocation allocation = allocation(none, some);
    assertEquals(Optional.of(0.0), allocation.of(none));
    assertEquals(64 - 25.6, allocation.of(some).get(), 1e-9);
  }

  @Test
  void whereEverythingAllocatesNothingIsThrifty() {
    Benchmark all = Runs.allocating("kernels.B.vector", "", 10_000, 1, 1);
    assertEquals(10_100 - 844.8, allocation(all).of(all).get(), 1e-9);
  }

  @Test
  void theThriftiestIterationCounts() {
    Benchmark benchmark =
        new Benchmark(
            "a.B",
            "c",
            Map.of(),
            "ns/op",
            List.of(List.of(1.0, 1.0)),
            List.of(List.of(10L, 10L)),
            List.of(List.of(5000.0, 100.0)));
    assertEquals(Optional.of(0.0), allocation(benchmark).of(benchmark));
  }

  @Test
  void whatWasNotCountedIsUnknown() {
    Benchmark benchmark =
        new Benchmark("a.B", "c", Map.of(), "ns/op", List.of(List.of(1.0)), List.of(), List.of());
    assertEquals(Optional.empty(), allocation(benchmark).of(benchmark));
  }

  private static Allocation allocation(Benchmark... benchmarks) {
    Runs runs = new Runs();
    for (Benchmark benchmark : benchmarks) {
      runs.builder().add(benchmark);
    }
    return new Allocation(new Figures(runs.build()));
  }
}
