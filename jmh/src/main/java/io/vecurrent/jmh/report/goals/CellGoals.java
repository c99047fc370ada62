package io.vecurrent.jmh.report.goals;

import static io.vecurrent.jmh.report.goals.Checks.againstLimit;
import static io.vecurrent.jmh.report.goals.Checks.all;
import static io.vecurrent.jmh.report.goals.Checks.bySize;
import static io.vecurrent.jmh.report.goals.Checks.faster;
import static io.vecurrent.jmh.report.goals.Checks.named;
import static io.vecurrent.jmh.report.goals.Checks.nanoseconds;
import static io.vecurrent.jmh.report.goals.Checks.ratios;

import io.vecurrent.jmh.report.Figures;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** What the cells with gates are to reach on one thread. */
final class CellGoals {
  private static final String OURS = ".vecurrent";
  private static final String BFLOAT16 = ".vecurrentBfloat16";
  private static final String ONEDNN = ".onednn";
  private static final String ONNX = ".onnxruntime";

  private enum Cell {
    GRU("Gru"),
    LSTM("Lstm");

    private final String prefix;

    Cell(String prefix) {
      this.prefix = prefix;
    }

    String ours(String what) {
      return "rnn." + prefix + what + "Benchmark";
    }

    String peers(String what) {
      return "peers." + prefix + what + "Peers";
    }
  }

  static final List<Goal> ALL =
      List.of(
          new Goal(
              "LSTM streaming step against the bare matvec of its weights, n = 32 / 64 / 256;"
                  + " against RTNeural, n = 8 / 16 / 32 / 64",
              "at most 1.5 x; at most 57 / 107 / 306 / 1,360 ns, which RTNeural's compile-time C++"
                  + " took on a Zen 4 core: on another one the ratio tells more",
              all(
                  ratios(Cell.LSTM.ours("Step"), "vector", "matvec", Bound.atMost(1.5), 32, 32, 64),
                  named(
                      "RTNeural, ",
                      nanoseconds(
                          Cell.LSTM.ours("Step") + ".vector",
                          bySize(8, 57, 16, 107, 32, 306, 64, 1360)))),
              Tried.LSTM_STEP),
          new Goal(
              "GRU and LSTM forward, any n, against their own limit",
              "at most 1.15 x: input gemm at the peak + one read of the recurrent weights a step +"
                  + " the activations at their own speed",
              each(cell -> againstLimit(cell.ours("Forward"), Bound.atMost(1.15), 16, 64, 256)),
              Tried.CELL_LIMITS),
          new Goal(
              "GRU and LSTM forward, n = 64 / 256 / 512",
              "GRU at least 1.5 x / 1.1 x / 1 x, LSTM at least 1.3 x / 1.05 x / 1 x as fast as the"
                  + " faster of oneDNN and ONNX Runtime",
              each(
                  cell ->
                      forward(
                          cell,
                          OURS,
                          cell == Cell.GRU
                              ? bySize(64, 1.5, 256, 1.1, 512, 1)
                              : bySize(64, 1.3, 256, 1.05, 512, 1))),
              Tried.CELL_FORWARD),
          new Goal(
              "GRU and LSTM forward with bf16 weights, n = 256 / 512",
              "at least 1.5 x as fast as the faster of the two",
              each(cell -> forward(cell, BFLOAT16, bySize(256, 1.5, 512, 1.5))),
              Tried.CELL_BFLOAT16),
          new Goal(
              "GRU and LSTM, one step, n = 16 / 64 / 256",
              "at least 10 x / 2 x / 1.1 x as fast as oneDNN with T = 1 (bf16: 2 x at 256), 50 x /"
                  + " 8 x / 1.7 x as ONNX Runtime",
              each(
                  cell ->
                      all(
                          step(cell, "oneDNN, ", OURS, ONEDNN, bySize(16, 10, 64, 2, 256, 1.1)),
                          step(cell, "oneDNN, bf16, ", BFLOAT16, ONEDNN, bySize(256, 2)),
                          step(
                              cell,
                              "ONNX Runtime, ",
                              OURS,
                              ONNX,
                              bySize(16, 50, 64, 8, 256, 1.7)))),
              Tried.CELL_STEPS),
          new Goal(
              "GRU and LSTM forward + backward, n = 64 / 256 / 512",
              "at least 1.4 x / 1.2 x / 1.2 x as fast as oneDNN",
              each(
                  cell ->
                      versus(
                          cell.peers("ForwardBackward"),
                          OURS,
                          bySize(64, 1.4, 256, 1.2, 512, 1.2),
                          Checks::single,
                          ONEDNN)),
              Tried.CELL_BACKWARD),
          new Goal(
              "64 streams of a GRU, of an LSTM stepped together, n = 64",
              "at least 3 x the throughput of stepping them one by one",
              each(
                  cell ->
                      ratios(
                          cell.ours("Streams"), "oneByOne", "together", Bound.atLeast(3), 64, 64)),
              Tried.STREAMS),
          new Goal(
              "GRU and LSTM, variable lengths, half of the steps padded",
              "at most 0.6 x the time of full length",
              each(
                  cell ->
                      all(
                          named("forward, ", lengths(cell, "forward")),
                          named("forward + backward, ", lengths(cell, "both"))))),
          new Goal(
              "GRU and LSTM, bytes allocated per operation, all of the above",
              "0; shown: the most of each",
              figures -> GeneralGoals.allocation(figures, types())));

  private CellGoals() {}

  private static Function<Figures, List<Check>> each(
      Function<Cell, Function<Figures, List<Check>>> checks) {
    return all(named("GRU, ", checks.apply(Cell.GRU)), named("LSTM, ", checks.apply(Cell.LSTM)));
  }

  private static Function<Figures, List<Check>> forward(
      Cell cell, String ours, Map<Integer, Double> bySize) {
    return versus(cell.peers("Forward"), ours, bySize, Checks::single, ONEDNN, ONNX);
  }

  private static Function<Figures, List<Check>> step(
      Cell cell, String prefix, String ours, String other, Map<Integer, Double> bySize) {
    return named(prefix, versus(cell.peers("Step"), ours, bySize, Checks::n, other));
  }

  /** One method of a class against the faster of others. */
  private static Function<Figures, List<Check>> versus(
      String type,
      String ours,
      Map<Integer, Double> bySize,
      IntFunction<String> sizes,
      String... others) {
    return faster(
        bySize, sizes, type + ours, Stream.of(others).map(type::concat).toArray(String[]::new));
  }

  private static Function<Figures, List<Check>> lengths(Cell cell, String pass) {
    return ratios(cell.ours("Lengths"), pass + "Half", pass + "Full", Bound.atMost(0.6), 64, 64);
  }

  private static List<String> types() {
    return Stream.of("Step", "Forward", "ForwardBackward", "Streams", "Lengths")
        .flatMap(what -> Stream.of(Cell.values()).map(cell -> cell.ours(what)))
        .toList();
  }
}
