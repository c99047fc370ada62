package io.vecurrent.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.jmh.report.Comparison.Change;
import io.vecurrent.jmh.report.Comparison.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void onlyWhatExceedsTheNoiseIsAChange() {
    Results before =
        new Runs()
            .add("kernels.A.vector", "n=1", 100, 100, 100)
            .add("kernels.A.vector", "n=2", 100, 100, 100)
            .add("kernels.A.vector", "n=3", 100, 100, 100)
            .add("kernels.A.vector", "n=4", 80, 100, 120)
            .add("kernels.A.vector", "n=5", 1)
            .build();
    Results after =
        new Runs()
            .add("kernels.A.vector", "n=1", 102, 102, 102)
            .add("kernels.A.vector", "n=2", 110, 110, 110)
            .add("kernels.A.vector", "n=3", 50, 50, 50)
            .add("kernels.A.vector", "n=4", 115, 115, 115)
            .add("kernels.A.vector", "n=6", 1)
            .build();
    Comparison comparison = Comparison.of(before, after);
    assertEquals(
        List.of(Kind.SAME, Kind.SLOWER, Kind.FASTER, Kind.SAME),
        comparison.changes().stream().map(Change::kind).toList());
    assertEquals(
        List.of("n=3", "n=2"),
        comparison.beyondNoise().stream().map(change -> change.benchmark().sizes()).toList());
    assertEquals(0.2, comparison.changes().get(3).noise(), 1e-9);
    assertEquals("n=5", comparison.onlyBefore().get(0).sizes());
    assertEquals("n=6", comparison.onlyAfter().get(0).sizes());
    assertTrue(comparison.machineChanges().isEmpty());
  }

  @Test
  void anotherMachineShowsInItsProbes() {
    Comparison comparison =
        Comparison.of(
            new Runs().add("roofline.ReadBenchmark.read", "n=64", 100).build(),
            new Runs().add("roofline.ReadBenchmark.read", "n=64", 150).build());
    assertEquals(1, comparison.machineChanges().size());
  }
}
