package io.vecurrent.examples.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class ComparisonTest {
  @Test
  void aChildMeasuresASmallJob() throws IOException {
    for (String what : List.of("library", "plain")) {
      try (ChildJvm child = new ChildJvm(StepBenchmark.class, List.of(what, "5", "8"))) {
        assertTrue(Double.parseDouble(child.ask("TRAINING")) > 0);
        assertTrue(Double.parseDouble(child.ask("SAMPLING")) > 0);
      }
    }
  }

  @Test
  void aChildThatFailsSaysWhy() throws IOException {
    try (ChildJvm child = new ChildJvm(StepBenchmark.class, List.of("plain", "5", "x"))) {
      IOException e = assertThrows(IOException.class, () -> child.ask("TRAINING"));
      assertTrue(e.getMessage().contains("NumberFormatException"), e.getMessage());
    }
  }

  @Test
  void ratiosAreTimesFaster() {
    Comparison comparison = new Comparison("vector", 10, 100, 2, 30, 0);
    assertEquals(10, comparison.trainingRatio());
    assertEquals(15, comparison.samplingRatio());
  }

  @Test
  void allocationIsNoticed() {
    float[][] kept = new float[1][];
    double bytes =
        Timing.bytes(
            () -> {
              kept[0] = new float[1000];
              return kept[0].length;
            });
    assertEquals(4016, bytes, 100);
  }
}
