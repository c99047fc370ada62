package io.vecurrent.jmh.peers;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * One streaming step: one input and the state in, the next state out; batch 1. The peers are called
 * for sequences of one step, and exchange two buffers of states, so that no side copies a state but
 * this library, whose caller gets the output in an array of his own beside the state.
 */
public class StepPeers extends PeerBenchmark {
  /** Inputs and units. */
  @Param({"16", "64", "256", "512"})
  public int n;

  @Override
  Computation prepare(String library) {
    RnnProblem problem = new RnnProblem(n, 1, 1);
    return switch (library) {
      case VECURRENT -> new Vecurrent.Step(problem);
      case "onednn" -> Fastest.of(OneDnnRnn.Layout.ALL, layout -> new OneDnnStep(problem, layout));
      case "onnxruntime" -> OnnxRuntimeRnn.step(problem);
      case "pytorch" -> PyTorchRnn.step(problem);
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

  @Benchmark
  public void pytorch() {
    run();
  }
}
