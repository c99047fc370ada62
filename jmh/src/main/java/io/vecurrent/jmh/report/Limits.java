package io.vecurrent.jmh.report;

import java.util.Locale;
import java.util.Optional;

/**
 * What a computation cannot take less than on this machine, by the probes of the same run: the
 * multiply-add peak from registers, and pure vector reads of as many weights, or from the first
 * cache.
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
  private static final String FIRST_CACHE = "roofline.FootprintBenchmark.read";

  /** Every machine's first cache holds so many. */
  private static final int FIRST_CACHE_KILOBYTES = 16;

  private static final double FLOATS_IN_FIRST_CACHE = FIRST_CACHE_KILOBYTES * 1024.0 / Float.BYTES;

  /** Streams that are stepped together. */
  private static final int STREAMS = 64;

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
    return switch (cell.use(benchmark.shortType())) {
      case "Matvec", "MatvecBias", "MatvecAdd", "MatvecTransposed", "MatvecPeers" ->
          read(cell, n, halved);
      case "Pack", "PackTransposed" -> read(cell, n, false);
      case "Gemm", "OuterProduct" -> multiplyAdds((double) ROWS * n * n);
      case "Step", "StepPeers" -> plus(times(read(cell, n, halved), 2), activations(cell, n));
      case "Forward", "ForwardPeers" -> forward(cell, n, batch, halved);
      case "ForwardBackward", "ForwardBackwardPeers" -> forwardBackward(cell, n, batch);
      case "Streams" -> plus(product(cell, n, 2 * STREAMS), activations(cell, STREAMS * n));
      case "TeamForward" ->
          benchmark.method().equals("two") ? halfForward(n) : forward(cell, n, 1, false);
      default -> ofElements(benchmark);
    };
  }

  /** The reads from the first cache, or the multiply-adds where these take longer. */
  private Optional<Statistics> ofElements(Benchmark benchmark) {
    double length = benchmark.param("length");
    return ElementWork.of(benchmark.shortType())
        .flatMap(
            work ->
                longer(
                    times(
                        figures.time(FIRST_CACHE, "kilobytes=" + FIRST_CACHE_KILOBYTES),
                        length * work.reads() / FLOATS_IN_FIRST_CACHE),
                    multiplyAdds(length * work.multiplyAdds())));
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

  /** Each of two threads has half of everything, and its half of the weights in its own caches. */
  private Optional<Statistics> halfForward(int n) {
    Cell cell = Cell.VANILLA;
    return plus(
        times(plus(product(cell, n, TIME), activations(cell, TIME * n)), 0.5),
        times(read(cell, n, true), TIME));
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
    return longer(read(cell, n, halved), product(cell, n, batch));
  }

  /** One of the two matrices against so many rows, at the peak. */
  private Optional<Statistics> product(Cell cell, int n, double rows) {
    return multiplyAdds(rows * cell.gates() * n * n);
  }

  /** Of one of the two matrices, or of half as many bytes. */
  private Optional<Statistics> read(Cell cell, int n, boolean halved) {
    Optional<Statistics> whole = figures.time(cell.probe() + ".read", "n=" + n);
    // Old runs have no half, the quick setting none of weights that fit the first cache anyway.
    return halved
        ? figures.time(cell.probe() + ".half", "n=" + n).or(() -> times(whole, 0.5))
        : whole;
  }

  private Optional<Statistics> multiplyAdds(double count) {
    double probe = figures.results().environment().multiplyAdds();
    return probe > 0 ? times(figures.time(PEAK, ""), count / probe) : Optional.empty();
  }

  /** Of so many units. */
  private Optional<Statistics> activations(Cell cell, double units) {
    Optional<Statistics> tanh = activation(TANH, cell.tanhs() * units);
    return cell.sigmoids() == 0 ? tanh : plus(tanh, activation(SIGMOID, cell.sigmoids() * units));
  }

  private Optional<Statistics> activation(String function, double elements) {
    return times(
        figures.time(function, "length=" + ACTIVATION_LENGTH), elements / ACTIVATION_LENGTH);
  }

  private static Optional<Statistics> times(Optional<Statistics> time, double factor) {
    return time.map(t -> t.times(factor));
  }

  /** Bound by the one or the other; empty without the first. */
  private static Optional<Statistics> longer(Optional<Statistics> a, Optional<Statistics> b) {
    return a.isPresent() && b.isPresent() && b.get().median() > a.get().median() ? b : a;
  }

  private static Optional<Statistics> plus(Optional<Statistics> a, Optional<Statistics> b) {
    return a.isPresent() && b.isPresent() ? Optional.of(a.get().plus(b.get())) : Optional.empty();
  }
}
