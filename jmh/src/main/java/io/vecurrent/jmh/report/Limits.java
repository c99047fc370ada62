package io.vecurrent.jmh.report;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a computation cannot take less than on this machine, by the probes of the same run: the
 * multiply-add peak from registers, and a pure vector read of as many weights.
 */
public final class Limits {
  /** Time steps of every sequence that the benchmarks run. */
  static final int TIME = 32;

  /** Rows of a gemm, pairs of vectors of an outer product. */
  static final int ROWS = 32;

  private static final String PEAK = "roofline.MultiplyAddBenchmark.peak";
  private static final String TANH = "kernels.TanhBenchmark.vector";
  private static final String SIGMOID = "kernels.SigmoidBenchmark.vector";
  private static final int ACTIVATION_LENGTH = 1024;

  /**
   * What a step of a cell needs.
   *
   * @param prefix of its benchmarks' names
   * @param read the probe that reads as many floats as one of its two matrices has
   * @param gates rows of the matrices for each unit
   * @param sigmoids for each unit
   * @param tanhs for each unit
   */
  private record Cell(String prefix, String read, int gates, int sigmoids, int tanhs) {
    static final Cell VANILLA = new Cell("", "roofline.ReadBenchmark.read", 1, 0, 1);
    static final Cell GRU = new Cell("Gru", "roofline.GruReadBenchmark.read", 3, 2, 1);
    static final Cell LSTM = new Cell("Lstm", "roofline.LstmReadBenchmark.read", 4, 3, 2);

    static Cell of(String type) {
      return Stream.of(GRU, LSTM)
          .filter(cell -> type.startsWith(cell.prefix))
          .findFirst()
          .orElse(VANILLA);
    }
  }

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
    Cell cell = Cell.of(benchmark.shortType());
    return switch (benchmark.shortType().substring(cell.prefix.length())) {
      case "Matvec", "MatvecBias", "MatvecAdd", "MatvecTransposed", "MatvecPeers" ->
          read(cell, n, halved);
      case "Gemm", "OuterProduct" -> multiplyAdds((double) ROWS * n * n);
      case "Step", "StepPeers" -> plus(times(read(cell, n, halved), 2), activations(cell, n));
      case "Forward", "ForwardPeers" -> forward(cell, n, batch, halved);
      case "ForwardBackward", "ForwardBackwardPeers" -> forwardBackward(cell, n, batch);
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
  private Optional<Statistics> forward(Cell cell, int n, double batch, boolean halved) {
    double steps = TIME * batch;
    return plus(
        plus(product(cell, n, steps), times(recurrent(cell, n, batch, halved), TIME)),
        activations(cell, steps * n));
  }

  /**
   * Backward reads the recurrent weights once a step too, and has three products at the peak: the
   * gradients of both matrices and of the inputs.
   */
  private Optional<Statistics> forwardBackward(Cell cell, int n, double batch) {
    return plus(
        plus(forward(cell, n, batch, false), times(recurrent(cell, n, batch, false), TIME)),
        product(cell, n, 3 * TIME * batch));
  }

  /** A step's product: bound by the read for few rows, by the peak for many. */
  private Optional<Statistics> recurrent(Cell cell, int n, double batch, boolean halved) {
    Optional<Statistics> read = read(cell, n, halved);
    Optional<Statistics> peak = product(cell, n, batch);
    return read.isPresent() && peak.isPresent() && peak.get().median() > read.get().median()
        ? peak
        : read;
  }

  /** One of the two matrices against so many rows, at the peak. */
  private Optional<Statistics> product(Cell cell, int n, double rows) {
    return multiplyAdds(rows * cell.gates * n * n);
  }

  private Optional<Statistics> read(Cell cell, int n, boolean halved) {
    return times(figures.time(cell.read, "n=" + n), halved ? 0.5 : 1);
  }

  private Optional<Statistics> multiplyAdds(double count) {
    double probe = figures.results().environment().multiplyAdds();
    return probe > 0 ? times(figures.time(PEAK, ""), count / probe) : Optional.empty();
  }

  /** Of so many units. */
  private Optional<Statistics> activations(Cell cell, double units) {
    Optional<Statistics> tanh = activation(TANH, cell.tanhs * units);
    return cell.sigmoids == 0 ? tanh : plus(tanh, activation(SIGMOID, cell.sigmoids * units));
  }

  private Optional<Statistics> activation(String function, double elements) {
    return times(
        figures.time(function, "length=" + ACTIVATION_LENGTH), elements / ACTIVATION_LENGTH);
  }

  private static Optional<Statistics> times(Optional<Statistics> time, double factor) {
    return time.map(t -> t.times(factor));
  }

  private static Optional<Statistics> plus(Optional<Statistics> a, Optional<Statistics> b) {
    return a.isPresent() && b.isPresent() ? Optional.of(a.get().plus(b.get())) : Optional.empty();
  }
}
