package io.vecurrent.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.jmh.kernels.AxpyBenchmark;
import io.vecurrent.jmh.kernels.MatrixBenchmark;
import java.lang.reflect.Modifier;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private static final double HALF_READ = 210;
  private static final double LSTM_HALF_READ = 900;

  /** Of a float from the first cache: less than a multiply-add, so that either may count. */
  private static final double FLOAT_READ = 48.0 / 4096;

  private final Limits limits = new Limits(new Figures(probes().build()));

  private final Limits halves =
      new Limits(
          new Figures(
              probes()
                  .add("roofline.ReadBenchmark.half", "n=64", HALF_READ)
                  .add("roofline.LstmReadBenchmark.half", "n=64", LSTM_HALF_READ)
                  .build()));

  /** As an old run has them. */
  private static Runs probes() {
    return new Runs()
        .add("roofline.ReadBenchmark.read", "n=64", READ)
        .add("roofline.MultiplyAddBenchmark.peak", "", 20)
        .add("roofline.FootprintBenchmark.read", "kilobytes=16", 4096 * FLOAT_READ)
        .add("kernels.TanhBenchmark.vector", "length=1024", 512)
        .add("kernels.SigmoidBenchmark.vector", "length=1024", 256)
        .add("roofline.GruReadBenchmark.read", "n=64", GRU_READ)
        .add("roofline.LstmReadBenchmark.read", "n=64", LSTM_READ);
  }

  @Test
  void productsWithOneVectorReadTheirWeights() {
    assertLimit(READ, "kernels.MatvecBenchmark.vector", "n=64");
    assertLimit(READ / 2, "kernels.MatvecBenchmark.bfloat16", "n=64");
    assertLimit(READ, "peers.MatvecPeers.openblas", "n=64");
    assertLimit(READ, "kernels.PackBenchmark.vector", "n=64");
    assertLimit(READ, "kernels.PackTransposedBenchmark.vector", "n=64");
  }

  @Test
  void weightsOf16BitsAreHeldToAReadOfTheirBytes() {
    assertLimit(halves, HALF_READ, "kernels.MatvecBenchmark.bfloat16", "n=64");
    assertLimit(halves, READ, "kernels.MatvecBenchmark.vector", "n=64");
    assertLimit(
        halves,
        32 * 4096 * MULTIPLY_ADD + 32 * HALF_READ + 32 * 64 * TANH,
        "rnn.ForwardBenchmark.bfloat16",
        "n=64 batch=1");
    assertLimit(
        halves,
        2 * LSTM_HALF_READ + 64 * (2 * TANH + 3 * SIGMOID),
        "peers.LstmStepPeers.vecurrentBfloat16",
        "n=64");
  }

  @Test
  void kernelsOnArraysReadThemFromTheFirstCache() {
    assertLimit(1024 * FLOAT_READ, "kernels.TanhBenchmark.vector", "length=1024");
    assertLimit(2 * 1024 * FLOAT_READ, "kernels.ReluGradientBenchmark.vector", "length=1024");
    assertLimit(2 * 37 * FLOAT_READ, "kernels.DotBenchmark.vector", "length=37");
    assertLimit(1024 * MULTIPLY_ADD, "kernels.SumOfSquaresBenchmark.vector", "length=1024");
    assertLimit(4 * 1024 * MULTIPLY_ADD, "kernels.AdamBenchmark.vector", "length=1024");
  }

  @Test
  void everyKernelHasALimit() throws Exception {
    for (Class<?> type : kernels()) {
      String name = "kernels." + type.getSimpleName() + ".vector";
      String sizes = MatrixBenchmark.class.isAssignableFrom(type) ? "n=64" : "length=1024";
      assertTrue(limits.of(Runs.benchmark(name, sizes, 1)).isPresent(), name);
    }
  }

  /** All benchmarks of the package. */
  private static List<Class<?>> kernels() throws Exception {
    Path folder = Path.of(AxpyBenchmark.class.getResource("AxpyBenchmark.class").toURI());
    List<Class<?>> types = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder.getParent(), "*Benchmark.class")) {
      for (Path file : files) {
        String name = file.getFileName().toString().replace(".class", "");
        Class<?> type = Class.forName(AxpyBenchmark.class.getPackageName() + "." + name);
        if (!Modifier.isAbstract(type.getModifiers())) {
          types.add(type);
        }
      }
    }
    assertTrue(types.size() > 25, types.toString());
    return types;
  }

  @Test
  void streamsTogetherAreBoundByThePeak() {
    assertLimit(
        2 * 64 * 3 * 4096 * MULTIPLY_ADD + 64 * 64 * (TANH + 2 * SIGMOID),
        "rnn.GruStreamsBenchmark.together",
        "n=64");
  }

  @Test
  void twoThreadsHaveHalfOfTheWorkEach() {
    double forward = 32 * 4096 * MULTIPLY_ADD + 32 * 64 * TANH;
    assertLimit(forward + 32 * READ, "rnn.TeamForwardBenchmark.one", "n=64");
    assertLimit((forward + 32 * READ) / 2, "rnn.TeamForwardBenchmark.two", "n=64");
    assertLimit(halves, forward / 2 + 32 * HALF_READ, "rnn.TeamForwardBenchmark.two", "n=64");
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
    assertTrue(limits.of(Runs.benchmark("rnn.LstmLengthsBenchmark.vector", "n=64", 1)).isEmpty());
    Limits none = new Limits(new Figures(new Runs().build()));
    assertTrue(none.of(Runs.benchmark("kernels.AxpyBenchmark.vector", "length=9", 1)).isEmpty());
    assertTrue(none.of(Runs.benchmark("kernels.MatvecBenchmark.bfloat16", "n=64", 1)).isEmpty());
    assertEquals(Optional.empty(), none.peak());
  }

  private void assertLimit(double expected, String name, String sizes) {
    assertLimit(limits, expected, name, sizes);
  }

  private static void assertLimit(Limits limits, double expected, String name, String sizes) {
    double actual = limits.of(Runs.benchmark(name, sizes, 1)).orElseThrow().median();
    assertEquals(expected, actual, 1e-6 * expected, name);
  }
}
