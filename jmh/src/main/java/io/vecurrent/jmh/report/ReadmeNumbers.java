package io.vecurrent.jmh.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The README's section of numbers, made from the results that are committed beside it. */
public final class ReadmeNumbers {
  /** The line before the section. */
  public static final String BEGIN = "<!-- numbers: generated, see CONTRIBUTING.md -->";

  /** The line after it. */
  public static final String END = "<!-- /numbers -->";

  private static final String NONE = "-";

  /** What is shown, and the peers' benchmark of the same. */
  private enum Line {
    MATVEC_SMALL("matvec, 64 x 64", "kernels.MatvecBenchmark", "n=64", "peers.MatvecPeers"),
    MATVEC("matvec, 256 x 256", "kernels.MatvecBenchmark", "n=256", "peers.MatvecPeers"),
    GEMM("32 rows against 256 x 256 (gemm)", "kernels.GemmBenchmark", "n=256", ""),
    OUTER("outer product, 32 rows, 256 x 256", "kernels.OuterProductBenchmark", "n=256", ""),
    TANH("tanh, 1,024 elements", "kernels.TanhBenchmark", "length=1024", ""),
    SOFTMAX("softmax, 1,024 classes", "kernels.SoftmaxBenchmark", "length=1024", ""),
    STEP_SMALL("streaming step, 64 units", "rnn.StepBenchmark", "n=64", "peers.StepPeers"),
    STEP("streaming step, 256 units", "rnn.StepBenchmark", "n=256", "peers.StepPeers"),
    FORWARD_SMALL(
        "forward, 32 steps, 64 units",
        "rnn.ForwardBenchmark",
        "n=64 batch=1",
        "peers.ForwardPeers"),
    FORWARD(
        "forward, 32 steps, 256 units",
        "rnn.ForwardBenchmark",
        "n=256 batch=1",
        "peers.ForwardPeers"),
    BOTH_SMALL(
        "forward + backward, 64 units",
        "rnn.ForwardBackwardBenchmark",
        "n=64 batch=1",
        "peers.ForwardBackwardPeers"),
    BOTH(
        "forward + backward, 256 units",
        "rnn.ForwardBackwardBenchmark",
        "n=256 batch=1",
        "peers.ForwardBackwardPeers"),
    FORWARD_BATCH(
        "forward, 32 sequences, 256 units",
        "rnn.ForwardBenchmark",
        "n=256 batch=32",
        "peers.ForwardPeers"),
    BOTH_BATCH(
        "forward + backward, 32 sequences, 256 units",
        "rnn.ForwardBackwardBenchmark",
        "n=256 batch=32",
        "peers.ForwardBackwardPeers"),
    GRU_FORWARD(
        "GRU, forward, 32 steps, 256 units",
        "rnn.GruForwardBenchmark",
        "n=256 batch=1",
        "peers.GruForwardPeers"),
    LSTM_STEP(
        "LSTM, streaming step, 64 units", "rnn.LstmStepBenchmark", "n=64", "peers.LstmStepPeers"),
    LSTM_FORWARD(
        "LSTM, forward, 32 steps, 256 units",
        "rnn.LstmForwardBenchmark",
        "n=256 batch=1",
        "peers.LstmForwardPeers"),
    LSTM_BOTH(
        "LSTM, forward + backward, 64 units",
        "rnn.LstmForwardBackwardBenchmark",
        "n=64 batch=1",
        "peers.LstmForwardBackwardPeers");

    final String title;
    final String type;
    final String sizes;
    final String peers;

    Line(String title, String type, String sizes, String peers) {
      this.title = title;
      this.type = type;
      this.sizes = sizes;
      this.peers = peers;
    }
  }

  private ReadmeNumbers() {}

  /**
   * The section in Markdown: the first run in full, of the others the time and the ratio to the
   * plain loop.
   *
   * @throws ResultsFormatException if a run does not say how, when or from which commit it measured
   */
  public static String section(List<Results> runs) {
    List<Figures> figures = runs.stream().map(Figures::new).toList();
    boolean hasPeers = figures.get(0).stream().anyMatch(b -> b.type().startsWith("peers."));
    StringBuilder text = new StringBuilder(lead(runs)).append("\n\n");
    List<String> header = new ArrayList<>(List.of("one thread, medians"));
    for (Results run : runs) {
      header.add("JDK " + run.environment().jdkFeature());
      header.add("plain loop");
      if (run.equals(runs.get(0))) {
        header.add("own limit");
        if (hasPeers) {
          header.add("fastest native library");
        }
      }
    }
    row(text, header);
    row(text, Stream.concat(Stream.of("---"), header.stream().skip(1).map(h -> "---:")).toList());
    for (Line line : Line.values()) {
      line(line, figures, hasPeers).ifPresent(cells -> row(text, cells));
    }
    return text.append('\n').append(legend(hasPeers)).append('\n').toString();
  }

  private static String lead(List<Results> runs) {
    Environment first = runs.get(0).environment();
    String caches = first.caches().isEmpty() ? "" : ", " + String.join(", ", first.caches());
    StringBuilder text = new StringBuilder();
    text.append(first.cpu()).append(caches).append(", ").append(first.vectorBits());
    text.append("-bit vectors");
    for (Results run : runs) {
      text.append(";\n").append(origin(run.environment()));
    }
    return text.append('.').toString();
  }

  private static String origin(Environment e) {
    return String.format(
        Locale.ROOT,
        "JDK %s on %s, commit %s, %s (`%s`)",
        known("JDK", e.jdkVersion()),
        known("date", e.date()).replaceFirst("T.*", ""),
        known("commit", e.commit()),
        known("setting", e.setting()),
        known("command", e.command()).replace("`", "'"));
  }

  private static String known(String name, String text) {
    if (text.equals(Environment.UNKNOWN)) {
      throw new ResultsFormatException("README: needs results that tell their " + name);
    }
    return text;
  }

  private static String legend(boolean hasPeers) {
    String text =
        "Plain loop and native library: how many times as long they take, in the same run. Own"
            + " limit: the share of what the machine's probes allow; the report says\nhow it is"
            + " made. ~: the scores lie too far apart to believe the ratio.";
    return hasPeers
        ? text
        : text.replace(" and native library", "").replace("they take", "it takes");
  }

  /** Empty if the first run has not measured it. */
  private static Optional<List<String>> line(Line line, List<Figures> figures, boolean hasPeers) {
    if (figures.get(0).time(line.type + ".vector", line.sizes).isEmpty()) {
      return Optional.empty();
    }
    List<String> cells = new ArrayList<>(List.of(line.title));
    for (Figures run : figures) {
      cells.add(
          run.time(line.type + ".vector", line.sizes)
              .map(time -> Numbers.duration(time.median()))
              .orElse(NONE));
      cells.add(
          run.ratio(line.type + ".plain", line.type + ".vector", line.sizes)
              .map(Numbers::of)
              .orElse(NONE));
      if (run == figures.get(0)) {
        cells.add(limit(line, run));
        if (hasPeers) {
          cells.add(peer(line, run));
        }
      }
    }
    return Optional.of(cells);
  }

  private static String limit(Line line, Figures run) {
    return run.benchmark(line.type + ".vector", line.sizes)
        // Their limits leave out what functions compute, which a short table cannot explain.
        .filter(b -> ElementWork.of(b.shortType()).isEmpty())
        .flatMap(new Limits(run)::ratio)
        .map(r -> Numbers.wide(r) + String.format(Locale.ROOT, "%.0f %%", 100 / r.value()))
        .orElse(NONE);
  }

  private static String peer(Line line, Figures run) {
    return run.ofType(line.peers).stream()
        .filter(b -> b.sizes().equals(line.sizes) && !b.method().startsWith("vecurrent"))
        .min((a, b) -> Double.compare(a.time().median(), b.time().median()))
        .flatMap(
            fastest ->
                Ratio.of(
                        Optional.of(fastest.time()),
                        run.time(line.peers + ".vecurrent", line.sizes))
                    .map(ratio -> Words.of(fastest.method()) + " " + Numbers.of(ratio)))
        .orElse(NONE);
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /**
   * Puts the section into a README.
   *
   * @throws ResultsFormatException if it has not each of the two marks once, in this order
   */
  public static String replace(String readme, String section) {
    int begin = readme.indexOf(BEGIN);
    int end = readme.indexOf(END);
    if (begin < 0
        || end < begin
        || readme.lastIndexOf(BEGIN) != begin
        || readme.lastIndexOf(END) != end) {
      throw new ResultsFormatException(
          "README: needs one line " + BEGIN + " and one line " + END + " below it");
    }
    return readme.substring(0, begin + BEGIN.length()) + "\n" + section + readme.substring(end);
  }
}
