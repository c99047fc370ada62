package io.vecurrent.jmh.roofline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class VectorMultiplyAddTest {
  @Test
  void everyChainAddsItsProducts() {
    int chains = VectorMultiplyAdd.CHAINS;
    int beginnings = chains * (chains - 1) / 2;
    for (int rounds = 0; rounds < 9; rounds++) {
      float expected = Width.LANES * (beginnings + chains * rounds * 3 * 5f);
      assertEquals(expected, VectorMultiplyAdd.sum(3, 5, rounds), "rounds " + rounds);
    }
  }

  @Test
  void aCallMakesTheStatedOperations() {
    // Each adds 1 to a lane; the rest is what the chains begin with.
    float beginnings = VectorMultiplyAdd.sum(0, 0, 1);
    assertEquals(MultiplyAddBenchmark.OPERATIONS, new MultiplyAddBenchmark().peak() - beginnings);
  }
}
