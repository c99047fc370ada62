package io.vecurrent.jmh.roofline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vecurrent.jmh.vector.VectorMultiplyAdd;
import org.junit.jupiter.api.Test;

class ProbesTest {
  @Test
  void aCallMakesTheStatedOperations() {
    // Each adds 1 to a lane; the rest is what the chains begin with.
    float beginnings = VectorMultiplyAdd.sum(0, 0, 1);
    assertEquals(MultiplyAddBenchmark.OPERATIONS, new MultiplyAddBenchmark().peak() - beginnings);
  }

  @Test
  void sizesAreFloats() {
    ReadBenchmark square = new ReadBenchmark();
    square.n = 127;
    assertEquals(127 * 127, square.length("read"));
    LstmReadBenchmark gates = new LstmReadBenchmark();
    gates.n = 19;
    assertEquals(4 * 19 * 19, gates.length("read"));
    assertEquals(2 * 19 * 19, gates.length("half"));
    assertEquals((127 * 127 + 1) / 2, square.length("half"));
    FootprintBenchmark footprint = new FootprintBenchmark();
    footprint.kilobytes = 16;
    assertEquals(16 * 1024 / 4, footprint.length("read"));
  }
}
