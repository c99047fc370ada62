package io.vecurrent.jmh.report;

import java.util.Optional;

/**
 * What a computation has to do at least, for the roofline.
 *
 * @param multiplyAdds the fused ones; activations are left out
 * @param bytes that it reads and writes, each weight once a time step, vectors left out
 */
public record Work(double multiplyAdds, double bytes) {
  private static final double FLOAT = Float.BYTES;

  /** Of one benchmark; empty for those that no roofline shows. */
  public static Optional<Work> of(Benchmark benchmark) {
    double n = benchmark.param("n");
    double length = benchmark.param("length");
    double batch = benchmark.param("batch");
    Cell cell = Cell.of(benchmark.shortType());
    double weights = cell.gates() * n * n;
    double size = benchmark.method().equals("bfloat16") ? FLOAT / 2 : FLOAT;
    int time = Limits.TIME;
    return Optional.ofNullable(
        switch (cell.use(benchmark.shortType())) {
          case "Dot" -> new Work(length, 2 * FLOAT * length);
          case "Axpy" -> new Work(length, 3 * FLOAT * length);
          case "Matvec" -> new Work(weights, size * weights);
          case "Gemm" -> new Work(Limits.ROWS * weights, FLOAT * (weights + 2 * Limits.ROWS * n));
          case "OuterProduct" ->
              new Work(Limits.ROWS * weights, FLOAT * (2 * weights + 2 * Limits.ROWS * n));
          case "Step" -> new Work(2 * weights, 2 * size * weights);
          case "Forward" -> new Work(2 * time * batch * weights, size * (1 + time) * weights);
          case "ForwardBackward" ->
              new Work(6 * time * batch * weights, FLOAT * (6 + 2 * time) * weights);
          default -> null;
        });
  }

  /** Whether a benchmark is one of a GRU or LSTM. */
  public static boolean hasGates(Benchmark benchmark) {
    return Cell.of(benchmark.shortType()).gates() > 1;
  }

  /** Multiply-adds a byte. */
  public double intensity() {
    return multiplyAdds / bytes;
  }
}
