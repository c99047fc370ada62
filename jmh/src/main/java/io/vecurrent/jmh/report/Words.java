package io.vecurrent.jmh.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of computations and methods, for people. */
public final class Words {
  private static final Map<String, String> SPECIAL =
      Map.ofEntries(
          Map.entry("vector", "Vecurrent"),
          Map.entry("vecurrent", "Vecurrent"),
          Map.entry("vecurrentBfloat16", "Vecurrent, bf16"),
          Map.entry("bfloat16", "Vecurrent, bf16"),
          Map.entry("onednn", "oneDNN"),
          Map.entry("onnxruntime", "ONNX Runtime"),
          Map.entry("openblas", "OpenBLAS"),
          Map.entry("pytorch", "PyTorch"),
          Map.entry("plain", "plain loop"),
          Map.entry("autovectorized", "auto-vectorised loop"),
          Map.entry("scalarBackend", "scalar back end"),
          Map.entry("one", "one thread"),
          Map.entry("two", "two threads"),
          Map.entry("lanewise", "JDK's lanewise"),
          Map.entry("matvec", "bare matvec"),
          Map.entry("together", "all together"),
          Map.entry("oneByOne", "one by one"),
          Map.entry("forwardFull", "forward, full length"),
          Map.entry("forwardHalf", "forward, half padded"),
          Map.entry("bothFull", "forward + backward, full length"),
          Map.entry("bothHalf", "forward + backward, half padded"),
          Map.entry("headOnAll", "head on every step"),
          Map.entry("headOnLast", "head on the last step"),
          Map.entry("half", "read of half"),
          Map.entry("nan", "NaN"),
          Map.entry("normal", "ordinary numbers"),
          Map.entry("infinite", "infinite inputs"),
          Map.entry("border", "around 2^-50"),
          Map.entry("ForwardBackward", "forward + backward"),
          Map.entry("ForwardBackwardPeers", "forward + backward"),
          Map.entry("LayersStep", "step, two layers"),
          Map.entry("BidirectionalForward", "forward, two bidirectional layers"),
          Map.entry("BidirectionalForwardBackward", "forward + backward, two bidirectional layers"),
          Map.entry("EmbeddingTraining", "training step with an embedding"),
          Map.entry("SeriesTraining", "training step with squared error"),
          Map.entry("TwoThreadPeers", "forward on two threads"));

  /** What the names of their benchmarks begin with. */
  private static final List<String> CELLS = List.of("Rnn", "Gru", "Lstm");

  private Words() {}

  /** {@code outer product} of {@code OuterProduct}, {@code ONNX Runtime} of {@code onnxruntime}. */
  public static String of(String name) {
    String known = SPECIAL.get(name);
    if (known != null) {
      return known;
    }
    for (String cell : CELLS) {
      if (name.startsWith(cell)) {
        return cell.toUpperCase(Locale.ROOT) + " " + of(name.substring(cell.length()));
      }
    }
    return name.replaceFirst("Peers$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }
}
