package io.vecurrent.jmh.peers;

import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.kernels.PackedMatrix;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * {@code y = W x}: this library with its packed weights and the caller's arrays, OpenBLAS with
 * row-major or column-major weights, whichever is faster, in native memory.
 */
public class MatvecPeers extends PeerBenchmark {
  /** Rows and columns. */
  @Param({"8", "16", "20", "40", "64", "100", "127", "256", "512", "1024"})
  public int n;

  @Override
  Computation prepare(String library) {
    RnnProblem problem = new RnnProblem(CellKind.RNN, n, 1, 1);
    float[] w = problem.inputWeights();
    float[] x = problem.inputs();
    return switch (library) {
      case VECURRENT -> new PackedMatvec(PackedMatrix.pack(w, n, n), x, new float[n]);
      case "openblas" ->
          Fastest.of(OpenBlasMatvec.Order.ALL, order -> new OpenBlasMatvec(n, w, x, order));
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
  public void openblas() {
    run();
  }

  private record PackedMatvec(PackedMatrix w, float[] x, float[] y) implements Computation {
    @Override
    public void run() {
      w.multiply(x, 0, y, 0);
    }

    @Override
    public Map<String, float[]> results() {
      return Map.of("output", y.clone());
    }
  }
}
