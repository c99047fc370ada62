package io.vecurrent.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WorkTest {
  private static Work work(String name, String sizes) {
    return Work.of(Runs.benchmark(name, sizes, 1)).orElseThrow();
  }

  @Test
  void cellsHaveTheWeightsOfTheirGates() {
    for (String use : new String[] {"Step", "Forward", "ForwardBackward"}) {
      String sizes = use.equals("Step") ? "n=64" : "n=64 batch=1";
      Work vanilla = work("rnn." + use + "Benchmark.vector", sizes);
      Work gru = work("rnn.Gru" + use + "Benchmark.vector", sizes);
      Work lstm = work("rnn.Lstm" + use + "Benchmark.vector", sizes);
      assertEquals(3 * vanilla.multiplyAdds(), gru.multiplyAdds(), use);
      assertEquals(3 * vanilla.bytes(), gru.bytes(), use);
      assertEquals(4 * vanilla.multiplyAdds(), lstm.multiplyAdds(), use);
      assertEquals(4 * vanilla.bytes(), lstm.bytes(), use);
    }
    assertTrue(Work.hasGates(Runs.benchmark("rnn.GruStepBenchmark.vector", "n=64", 1)));
    assertFalse(Work.hasGates(Runs.benchmark("rnn.StepBenchmark.vector", "n=64", 1)));
    assertEquals(2 * 4096, work("rnn.StepBenchmark.vector", "n=64").multiplyAdds());
  }

  @Test
  void weightsOf16BitsAreHalfAsManyBytes() {
    String sizes = "n=64 batch=1";
    assertEquals(
        2 * work("rnn.GruForwardBenchmark.bfloat16", sizes).bytes(),
        work("rnn.GruForwardBenchmark.vector", sizes).bytes());
  }

  @Test
  void otherUsesOfACellAreNotShown() {
    for (String name : new String[] {"GruStreams", "LstmLengths", "LstmBidirectionalForward"}) {
      assertTrue(Work.of(Runs.benchmark("rnn." + name + "Benchmark.vector", "n=64", 1)).isEmpty());
    }
  }
}
