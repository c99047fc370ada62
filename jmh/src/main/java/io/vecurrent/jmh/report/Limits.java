package io.vecurrent.jmh.report;

import java.util.Locale;
import java.util.Optional;

/**
 * What a computation cannot take less than on this machine, by the probes of the same run: the
 * multiply-add peak from registers, and a pure vector read of as many weights.
 */
public final class Limits {
  /** Time steps of every sequence that the benchmarks run. */
  static final int TIME = 32;

  /** Rows of a gemm, pairs of vectors of an outer product. */
  static final int ROWS = 32;

  private static final String READ = "roofline.ReadBenchmark.read";
  private static final String PEAK = "roofline.MultiplyAddBenchmark.peak";
  private static final String TANH = "kernels.TanhBenchmark.vector";
  private static final int TANH_LENGTH = 1024;

  private final Figures figures;

  /** By the probes of this run. */
  public Limits(Figures figures) {
    this.figures = figures;
  }

  /** The limit of a benchmark; empty if it has none, or a probe is missing. */
  public Optional<Statistics> of(Benchmark benchmark) {
    int n = benchmark.param("n");
    boolean halved = benchmark.method().toLowerCase(Locale.ROOT).endsWith("bfloat16");
    double batch = benchmark.param("batch");
    return switch (benchmark.shortType()) {
      case "Matvec", "MatvecBias", "MatvecAdd", "MatvecTransposed", "MatvecPeers" ->
          read(n, halved);
      case "Gemm", "OuterProduct" -> multiplyAdds((double) ROWS * n * n);
      case "Step", "StepPeers" -> plus(times(read(n, halved), 2), tanh(n));
      case "Forward", "ForwardPeers" -> forward(n, batch, halved);
      case "ForwardBackward", "ForwardBackwardPeers" -> forwardBackward(n, batch);
      default -> Optional.empty();
    };
  }

  /** How many times the limit a benchmark takes; 1 is the best. */
  public Optional<Ratio> ratio(Benchmark benchmark) {
    return Ratio.of(Optional.of(benchmark.time()), of(benchmark));
  }

  /** Multiply-adds in a nanosecond, from registers. */
  public Optional<Double> peak() {
    return multiplyAdds(1).map(time -> 1 / time.median());
  }

  /** The input gemm at the peak, one read of the recurrent weights a step, the activations. */
  private Optional<Statistics> forward(int n, double batch, boolean halved) {
    double steps = TIME * batch;
    return plus(
        plus(multiplyAdds(steps * n * n), times(recurrent(n, batch, halved), TIME)),
        tanh(steps * n));
  }

  /**
   * Backward reads the recurrent weights once a step too, and has three products at the peak: the
   * gradients of both matrices and of the inputs.
   */
  private Optional<Statistics> forwardBackward(int n, double batch) {
    return plus(
        plus(forward(n, batch, false), times(recurrent(n, batch, false), TIME)),
        multiplyAdds(3 * TIME * batch * n * n));
  }

  /** A step's product: bound by the read for few rows, by the peak for many. */
  private Optional<Statistics> recurrent(int n, double batch, boolean halved) {
    Optional<Statistics> read = read(n, halved);
    Optional<Statistics> peak = multiplyAdds(batch * n * n);
    return read.isPresent() && peak.isPresent() && peak.get().median() > read.get().median()
        ? peak
        : read;
  }

  private Optional<Statistics> read(int n, boolean halved) {
    return times(figures.time(READ, "n=" + n), halved ? 0.5 : 1);
  }

  private Optional<Statistics> multiplyAdds(double count) {
    double probe = figures.results().environment().multiplyAdds();
    return probe > 0 ? times(figures.time(PEAK, ""), count / probe) : Optional.empty();
  }

  private Optional<Statistics> tanh(double elements) {
    return times(figures.time(TANH, "length=" + TANH_LENGTH), elements / TANH_LENGTH);
  }

  private static Optional<Statistics> times(Optional<Statistics> time, double factor) {
    return time.map(t -> t.times(factor));
  }

  private static Optional<Statistics> plus(Optional<Statistics> a, Optional<Statistics> b) {
    return a.isPresent() && b.isPresent() ? Optional.of(a.get().plus(b.get())) : Optional.empty();
  }
}
