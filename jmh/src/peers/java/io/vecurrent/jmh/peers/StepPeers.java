package io.vecurrent.jmh.peers;

import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.kernels.Precision;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * One streaming step: one input and the state in, the next state out; batch 1, the same input again
 * and again. This library takes and gives arrays of the caller and copies the new state into one.
 * The peers copy nothing: they are called for sequences of one step, on two buffers of native
 * memory that take turns as the old and the new state; PyTorch makes a new state at every step.
 */
public class StepPeers extends PeerBenchmark {
  private final CellKind cell;

  /** Inputs and units. */
  @Param({"16", "64", "256", "512"})
  public int n;

  /** Of a tanh network. */
  public StepPeers() {
    this(CellKind.RNN);
  }

  StepPeers(CellKind cell) {
    this.cell = cell;
  }

  @Override
  Computation prepare(String library) {
    RnnProblem problem = new RnnProblem(cell, n, 1, 1);
    return switch (library) {
      case VECURRENT -> new Vecurrent.Step(problem);
      case VECURRENT_BFLOAT16 -> new Vecurrent.Step(problem, Precision.BFLOAT16);
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
