package io.vecurrent.jmh.peers;

import io.vecurrent.jmh.reference.CellKind;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * The outputs of all 32 steps of a sequence from zero states and, from given gradients of the
 * outputs, those of the weights, the biases, the inputs and the initial states. This library copies
 * the outputs into an array of the caller, which is timed; the peers write them to native memory.
 * Weights stay as they are, so nobody packs them again. PyTorch adds gradients to the old ones,
 * which are cleared first; the others overwrite them.
 */
public class ForwardBackwardPeers extends PeerBenchmark {
  private final CellKind cell;

  /** Inputs and units. */
  @Param({"16", "64", "256", "512"})
  public int n;

  /** Sequences at once. */
  @Param("1")
  public int batch;

  /** Of a tanh network. */
  public ForwardBackwardPeers() {
    this(CellKind.RNN);
  }

  ForwardBackwardPeers(CellKind cell) {
    this.cell = cell;
  }

  @Override
  Computation prepare(String library) {
    RnnProblem problem = new RnnProblem(cell, n, 32, batch);
    return switch (library) {
      case VECURRENT -> new Vecurrent.ForwardBackward(problem);
      case "onednn" ->
          Fastest.of(OneDnnRnn.Layout.ALL, layout -> new OneDnnTraining(problem, layout));
      case "pytorch" -> PyTorchRnn.forwardBackward(problem);
      default -> throw unknown(library);
    };
  }

  @Override
  String sizes() {
    return "n=" + n + " batch=" + batch;
  }

  @Benchmark
  public void vecurrent() {
    run();
  }

  @Benchmark
  public void onednn() {
    run();
  }

  @Benchmark
  public void pytorch() {
    run();
  }
}
