package io.vecurrent.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final double READ = 500;

  /** A thousand multiply-adds in 20 ns. */
  private static final double MULTIPLY_ADD = 20.0 / 1000;

  private static final double TANH = 512.0 / 1024;
  private static final double SIGMOID = 256.0 / 1024;
  private static final double GRU_READ = 1600;
  private static final double LSTM_READ = 2200;

  private final Limits limits =
      new Limits(
          new Figures(
              new Runs()
                  .add("roofline.ReadBenchmark.read", "n=64", READ)
                  .add("roofline.MultiplyAddBenchmark.peak", "", 20)
                  .add("kernels.TanhBenchmark.vector", "length=1024", 512)
                  .add("kernels.SigmoidBenchmark.vector", "length=1024", 256)
                  .add("roofline.GruReadBenchmark.read", "n=64", GRU_READ)
                  .add("roofline.LstmReadBenchmark.read", "n=64", LSTM_READ)
                  .build()));

  @Test
  void productsWithOneVectorReadTheirWeights() {
    assertLimit(READ, "kernels.MatvecBenchmark.vector", "n=64");
    assertLimit(READ / 2, "kernels.MatvecBenchmark.bfloat16", "n=64");
    assertLimit(READ, "peers.MatvecPeers.openblas", "n=64");
  }

  @Test
  void productsWithManyAreBoundByThePeak() {
    assertLimit(32 * 4096 * MULTIPLY_ADD, "kernels.GemmBenchmark.vector", "n=64");
    assertLimit(32 * 4096 * MULTIPLY_ADD, "kernels.OuterProductBenchmark.vector", "n=64");
    assertEquals(50, limits.peak().get(), 1e-9);
  }

  @Test
  void theForwardPassAddsUp() {
    double gemm = 32 * 4096 * MULTIPLY_ADD;
    double forward = gemm + 32 * READ + 32 * 64 * TANH;
    assertLimit(forward, "rnn.ForwardBenchmark.vector", "n=64 batch=1");
    assertLimit(
        forward + 32 * READ + 3 * gemm, "rnn.ForwardBackwardBenchmark.vector", "n=64 batch=1");
    assertLimit(2 * READ + 64 * TANH, "rnn.StepBenchmark.vector", "n=64");
  }

  @Test
  void cellsReadTheWeightsOfTheirGates() {
    double gru = 32 * 3 * 4096 * MULTIPLY_ADD + 32 * 64 * (TANH + 2 * SIGMOID);
    double lstm = 32 * 4 * 4096 * MULTIPLY_ADD + 32 * 64 * (2 * TANH + 3 * SIGMOID);
    assertLimit(gru + 32 * GRU_READ, "rnn.GruForwardBenchmark.vector", "n=64 batch=1");
    assertLimit(lstm + 32 * LSTM_READ, "rnn.LstmForwardBenchmark.vector", "n=64 batch=1");
    assertLimit(lstm + 16 * LSTM_READ, "peers.LstmForwardPeers.vecurrentBfloat16", "n=64 batch=1");
    assertLimit(
        2 * LSTM_READ + 64 * (2 * TANH + 3 * SIGMOID), "rnn.LstmStepBenchmark.vector", "n=64");
    assertLimit(
        gru + 64 * GRU_READ + 3 * 32 * 3 * 4096 * MULTIPLY_ADD,
        "rnn.GruForwardBackwardBenchmark.vector",
        "n=64 batch=1");
  }

  @Test
  void aBatchIsBoundByThePeakWhereThatIsMore() {
    double gemm = 32 * 32 * 4096 * MULTIPLY_ADD;
    assertLimit(2 * gemm + 32 * 32 * 64 * TANH, "rnn.ForwardBenchmark.vector", "n=64 batch=32");
  }

  @Test
  void withoutItsProbesThereIsNoLimit() {
    assertTrue(limits.of(Runs.benchmark("kernels.MatvecBenchmark.vector", "n=20", 1)).isEmpty());
    assertTrue(limits.of(Runs.benchmark("kernels.AxpyBenchmark.vector", "length=9", 1)).isEmpty());
    Limits none = new Limits(new Figures(new Runs().build()));
    assertEquals(Optional.empty(), none.peak());
  }

  private void assertLimit(double expected, String name, String sizes) {
    double actual = limits.of(Runs.benchmark(name, sizes, 1)).orElseThrow().median();
    assertEquals(expected, actual, 1e-6 * expected, name);
  }
}
