package io.vecurrent.jmh.peers;

import io.vecurrent.jmh.reference.CellKind;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** {@link ForwardPeers} of one sequence, with two threads for each library. */
public class TwoThreadPeers extends PeerBenchmark {
  /** Inputs and units. */
  @Param({"256", "512", "1024"})
  public int n;

  @Override
  Computation prepare(String library) {
    RnnProblem problem = new RnnProblem(CellKind.RNN, n, 32, 1);
    return switch (library) {
      case VECURRENT -> new Vecurrent.TeamForward(problem);
      case "onednn" ->
          Fastest.of(OneDnnRnn.Layout.ALL, layout -> new OneDnnForward(problem, 2, layout));
      case "onnxruntime" -> OnnxRuntimeRnn.forward(problem, 2);
      default -> throw unknown(library);
    };
  }

  @Override
  String sizes() {
    return "n=" + n;
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
  public void onnxruntime() {
    run();
  }
}
