package io.vecurrent.jmh.peers;

import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.kernels.Precision;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * The outputs of all 32 steps of a sequence from zero states, for inference, where the caller wants
 * them: this library reads an array of the caller and copies the outputs into another, which is
 * timed; the peers read native memory of the caller and write to it, PyTorch to memory of its own.
 */
public class ForwardPeers extends PeerBenchmark {
  private final CellKind cell;

  /** Inputs and units. */
  @Param({"16", "64", "256", "512"})
  public int n;

  /** Sequences at once. */
  @Param("1")
  public int batch;

  /** Of a tanh network. */
  public ForwardPeers() {
    this(CellKind.RNN);
  }

  ForwardPeers(CellKind cell) {
    this.cell = cell;
  }

  @Override
  Computation prepare(String library) {
    RnnProblem problem = new RnnProblem(cell, n, 32, batch);
    return switch (library) {
      case VECURRENT -> new Vecurrent.Forward(problem);
      case VECURRENT_BFLOAT16 -> new Vecurrent.Forward(problem, Precision.BFLOAT16);
      case "onednn" ->
          Fastest.of(OneDnnRnn.Layout.ALL, layout -> new OneDnnForward(problem, 1, layout));
      case "onnxruntime" -> OnnxRuntimeRnn.forward(problem, 1);
      case "pytorch" -> PyTorchRnn.forward(problem);
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
  public void vecurrentBfloat16() {
    run();
  }

  @Benchmark
  public void onednn() {
    run();
  }

  @Benchmark
  public void onnxruntime() {
    run();
  }

  @Benchmark
  public void pytorch() {
    run();
  }
}
