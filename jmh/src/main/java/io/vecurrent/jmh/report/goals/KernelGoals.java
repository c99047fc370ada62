package io.vecurrent.jmh.report.goals;

import static io.vecurrent.jmh.report.goals.Checks.all;
import static io.vecurrent.jmh.report.goals.Checks.bySize;
import static io.vecurrent.jmh.report.goals.Checks.faster;

import io.vecurrent.jmh.report.ActivationError;
import io.vecurrent.jmh.report.Figures;
import io.vecurrent.jmh.report.Limits;
import io.vecurrent.jmh.report.Ratio;
import io.vecurrent.jmh.report.goals.Bound.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What each kernel is to reach. */
final class KernelGoals {
  private static final String MATVEC = "kernels.MatvecBenchmark";
  private static final String READ = "roofline.ReadBenchmark.read";
  private static final int SOFTMAX_FROM = 64;

  static final List<Goal> ALL =
      List.of(
          new Goal(
              "fp32 matvec against a pure vector read of the same weights",
              "time at most 1.08 x at n = 256, 512, 1024; at most 1.2 x at n = 64",
              KernelGoals::matvecAgainstRead,
              Tried.MATVEC),
          new Goal(
              "fp32 matvec against OpenBLAS sgemv",
              "never slower; twice as fast up to n = 64",
              faster(
                  bySize(8, 2, 16, 2, 20, 2, 40, 2, 64, 2, 100, 1, 127, 1, 256, 1, 1024, 1),
                  Checks::n,
                  "peers.MatvecPeers.vecurrent",
                  "peers.MatvecPeers.openblas"),
              Tried.OPENBLAS),
          new Goal(
              "fp32 gemm and outer product, 32 rows, n = 256 and 512",
              "at least 90 % of the multiply-add peak; outer product at least 80 %",
              all(
                  peakShare("gemm", "kernels.GemmBenchmark.vector", 0.9),
                  peakShare("outer product", "kernels.OuterProductBenchmark.vector", 0.8)),
              Tried.PRODUCTS),
          new Goal(
              "matvec with bf16 weights against the pure fp32 read",
              "at least 1.6 x as fast at n = 256, 512, 1024",
              faster(bySize(256, 1.6, 512, 1.6, 1024, 1.6), Checks::n, MATVEC + ".bfloat16", READ),
              Tried.BFLOAT16_MATVEC),
          new Goal(
              "tanh, 1,024 elements; sigmoid and exp alike",
              "at most 2.5 ulp; at least 1.6 x as fast as lanewise, 25 x as Math",
              all(activation("Tanh"), activation("Sigmoid"), activation("Exp")),
              Tried.ACTIVATIONS),
          new Goal(
              "softmax, 10 to 10,000 classes",
              "at least 8 x as fast as the scalar loop from 64 classes on",
              KernelGoals::softmax,
              Tried.SOFTMAX));

  private KernelGoals() {}

  private static List<Check> matvecAgainstRead(Figures figures) {
    List<Check> checks = new ArrayList<>();
    bySize(64, 1.2, 256, 1.08, 512, 1.08, 1024, 1.08)
        .forEach(
            (n, times) ->
                checks.add(
                    new Check(
                        "n = " + n,
                        Ratio.of(
                            figures.time(MATVEC + ".vector", Checks.n(n)),
                            figures.time(READ, Checks.n(n))),
                        Bound.atMost(times))));
    return checks;
  }

  private static Function<Figures, List<Check>> peakShare(String what, String name, double share) {
    return figures ->
        Stream.of(256, 512)
            .map(
                n ->
                    new Check(
                        what + ", n = " + n,
                        figures
                            .benchmark(name, Checks.n(n))
                            .flatMap(
                                b -> Ratio.of(new Limits(figures).of(b), Optional.of(b.time()))),
                        new Bound(share, false, Unit.PERCENT)))
            .toList();
  }

  private static Function<Figures, List<Check>> activation(String name) {
    String type = "kernels." + name + "Benchmark";
    String function = name.toLowerCase(Locale.ROOT);
    return figures ->
        List.of(
            new Check(
                function,
                figures.results().activationError().stream()
                    .filter(row -> row.function().equals(function))
                    .map(ActivationError::largestUlp)
                    .map(Ratio::exactly)
                    .findFirst(),
                new Bound(2.5, true, Unit.ULP)),
            new Check(
                function + " to lanewise",
                figures.ratio(type + ".lanewise", type + ".vector", "length=1024"),
                Bound.atLeast(1.6)),
            new Check(
                function + " to Math",
                figures.ratio(type + ".plain", type + ".vector", "length=1024"),
                Bound.atLeast(25)));
  }

  /** At whatever lengths the run has; these two at least. */
  private static List<Check> softmax(Figures figures) {
    String type = "kernels.SoftmaxBenchmark";
    Stream<Integer> measured =
        figures.ofType(type).stream().map(benchmark -> benchmark.param("length"));
    return Stream.concat(Stream.of(SOFTMAX_FROM, 10_000), measured)
        .filter(length -> length >= SOFTMAX_FROM)
        .distinct()
        .sorted()
        .map(
            length ->
                new Check(
                    length + " classes",
                    figures.ratio(type + ".plain", type + ".vector", "length=" + length),
                    Bound.atLeast(8)))
        .toList();
  }
}
