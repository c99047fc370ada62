package io.vecurrent.jmh.vector;

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
}
