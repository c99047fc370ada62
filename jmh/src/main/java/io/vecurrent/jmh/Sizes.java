package io.vecurrent.jmh;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which benchmarks run at which sizes: those that are compared run in one group, size by size, one
 * right after the other, so that a change of the machine's speed meets both sides of a ratio.
 *
 * @param group runs in this order
 * @param benchmarks their names without {@code io.vecurrent.jmh.}
 * @param quick sizes of the quick setting, as {@code n=16,64 batch=1}; the texts are alternatives
 * @param published sizes of the long one
 */
record Sizes(int group, Pattern benchmarks, List<String> quick, List<String> published) {
  private static final int PROBES = 0;
  private static final int PRODUCTS = 1;
  private static final int ACTIVATIONS = 2;
  private static final int SOFTMAX = 3;
  private static final int STEPS = 4;
  private static final int FORWARD = 5;
  private static final int BOTH = 6;
  private static final int TEAMS = 7;
  private static final int TRAINING = 8;
  private static final int CELL_STEPS = 9;
  private static final int CELL_FORWARD = 10;
  private static final int CELL_BOTH = 11;
  private static final int CELL_USES = 12;

  /** Whatever no row names. */
  static final int OTHERS = 13;

  private static final String ALL = "n=8,16,20,24,40,64,100,127,256,512,1024";

  /** Between the sizes that are no multiple of 16 and their next one, nothing is to be won. */
  private static final String NEXT = "n=32,48,112,128";

  /** Small sizes, and each that is no multiple of 16 beside the next one that is. */
  private static final String BETWEEN = "n=16,20,32,40,48,64,100,112,127,128";

  /** Of gemm and outer product. */
  private static final String TILES = "n=16,20,64,100,127,256,512";

  /** Of an activation. */
  private static final String ELEMENTS = "length=16,20,64,127,256,1024,4096";

  /** Of a softmax. */
  private static final String CLASSES = "length=10,16,20,64,127,256,1024,4096,10000";

  /** Of the cells with gates. */
  private static final String GATED = "n=8,16,20,32,64,127,256,512";

  /** In each group the first row that fits a benchmark counts. */
  private static final List<Sizes> TABLE =
      List.of(
          row(PROBES, "roofline.MultiplyAddBenchmark", "", ""),
          row(
              PROBES,
              "roofline.FootprintBenchmark",
              "kilobytes=16,256,4096,65536",
              "kilobytes=16,24,32,64,128,256,512,1024,2048,4096,8192,16384,32768,65536,131072"),
          row(PRODUCTS, "roofline.MultiplyAddBenchmark", "", ""),
          row(PRODUCTS, "roofline.ReadBenchmark.unaligned", "n=64,256", ALL),
          row(PRODUCTS, "roofline.ReadBenchmark.half", "n=64,127,128,256,512,1024", ALL, NEXT),
          row(PRODUCTS, "roofline.ReadBenchmark", "n=16,20,32,64,256,512,1024", ALL, NEXT),
          row(PRODUCTS, "kernels.MatvecBenchmark.vector", BETWEEN + ",256,512,1024", ALL, NEXT),
          row(
              PRODUCTS,
              "kernels.MatvecBenchmark.bfloat16",
              "n=16,20,32,64,127,128,256,512,1024",
              ALL,
              NEXT),
          row(PRODUCTS, "kernels.MatvecBenchmark.plain", "n=16,20,64,256", ALL),
          row(PRODUCTS, "kernels.MatvecBenchmark", "n=64,256", ALL),
          row(PRODUCTS, "kernels.(Gemm|OuterProduct)Benchmark.vector", "n=64,256,512", ALL),
          row(PRODUCTS, "kernels.(Gemm|OuterProduct)Benchmark.plain", "n=64,256", TILES),
          row(PRODUCTS, "kernels.(Gemm|OuterProduct)Benchmark", "n=256", TILES),
          row(
              PRODUCTS,
              "peers.Matvec",
              "n=8,16,20,40,64,100,127,256,1024",
              "n=8,16,20,40,64,100,127,256,512,1024"),
          row(
              ACTIVATIONS,
              "kernels.(Tanh|Sigmoid|Exp)Benchmark.(vector|plain)",
              "length=64,1024",
              ELEMENTS),
          row(ACTIVATIONS, "kernels.(Tanh|Sigmoid|Exp)Benchmark", "length=1024", ELEMENTS),
          row(
              SOFTMAX,
              "kernels.SoftmaxBenchmark.(vector|plain)",
              "length=10,64,1024,10000",
              CLASSES),
          row(SOFTMAX, "kernels.SoftmaxBenchmark", "length=1024", CLASSES),
          row(STEPS, "rnn.StepBenchmark.(vector|plain|matvec)", "n=16,64,256", ALL),
          row(STEPS, "rnn.StepBenchmark", "n=64,256", ALL),
          row(STEPS, "peers.Step", "n=16,64,256,512", "n=16,64,256,512,1024"),
          row(FORWARD, "roofline.MultiplyAddBenchmark", "", ""),
          row(FORWARD, "roofline.ReadBenchmark.read", BETWEEN + ",256,512,1024", ALL, NEXT),
          row(FORWARD, "roofline.ReadBenchmark.half", "n=64,256,512", ALL),
          row(
              FORWARD,
              "rnn.ForwardBenchmark.vector",
              List.of(BETWEEN + ",256,512,1024 batch=1", "n=64,256 batch=32"),
              List.of(ALL + " batch=1", NEXT + " batch=1", "n=16,64,256,512 batch=32")),
          row(
              FORWARD,
              "rnn.ForwardBenchmark.bfloat16",
              "n=16,64,256,512 batch=1",
              ALL + " batch=1"),
          row(
              FORWARD,
              "rnn.ForwardBenchmark.plain",
              List.of("n=16,20,64,256 batch=1", "n=64,256 batch=32"),
              List.of(ALL + " batch=1", "n=16,64,256 batch=32")),
          row(
              FORWARD,
              "rnn.ForwardBenchmark",
              "n=64,256 batch=1",
              "n=16,20,64,100,127,256,512 batch=1"),
          row(
              FORWARD,
              "peers.ForwardPeers",
              List.of("n=16,64,256,512,1024 batch=1", "n=64,256 batch=32"),
              List.of("n=16,64,256,512,1024 batch=1", "n=16,64,256,512 batch=32")),
          row(
              BOTH,
              "rnn.ForwardBackwardBenchmark.(vector|plain)",
              List.of("n=16,64,256 batch=1", "n=64,256 batch=32"),
              List.of("n=8,16,20,40,64,100,127,256,512 batch=1", "n=16,64,256 batch=32")),
          row(
              BOTH,
              "rnn.ForwardBackwardBenchmark",
              "n=64,256 batch=1",
              "n=16,20,64,127,256,512 batch=1"),
          row(
              BOTH,
              "peers.ForwardBackwardPeers",
              List.of("n=16,64,256,512 batch=1", "n=64,256 batch=32"),
              List.of("n=16,64,256,512,1024 batch=1", "n=16,64,256,512 batch=32")),
          row(TEAMS, "rnn.TeamForward", "n=256,512,1024", "n=64,256,512,1024"),
          row(TEAMS, "peers.TwoThread", "n=256,512,1024", "n=256,512,1024"),
          row(TEAMS, "rnn.TeamTraining", "n=256", "n=64,256,512"),
          row(TRAINING, "rnn.TrainingStepBenchmark", "n=64,256 batch=1", "n=16,64,127,256 batch=1"),
          row(CELL_STEPS, "rnn.LstmStep.*(vector|matvec)", "n=8,16,32,64,256", GATED),
          row(CELL_STEPS, "rnn.GruStep.*(vector|matvec)", "n=16,64,256", GATED),
          row(CELL_STEPS, "rnn.(Gru|Lstm)Step.*plain", "n=64,256", "n=8,16,32,64,256"),
          row(CELL_STEPS, "rnn.(Gru|Lstm)Step", "n=64", "n=16,64,256"),
          row(CELL_STEPS, "peers.(Gru|Lstm)Step.*Bfloat16", "n=256", "n=16,64,256,512"),
          row(CELL_STEPS, "peers.(Gru|Lstm)Step.*pytorch", "n=64,256", "n=16,64,256,512"),
          row(CELL_STEPS, "peers.(Gru|Lstm)Step", "n=16,64,256", "n=16,64,256,512"),
          row(CELL_FORWARD, "roofline.MultiplyAddBenchmark", "", ""),
          row(CELL_FORWARD, "roofline.(Gru|Lstm)Read.*half", "n=64,256,512", GATED),
          row(CELL_FORWARD, "roofline.(Gru|Lstm)Read", "n=16,64,256,512", GATED),
          row(
              CELL_FORWARD,
              "rnn.(Gru|Lstm)ForwardBenchmark.(vector|bfloat16)",
              "n=16,64,256,512 batch=1",
              GATED + " batch=1"),
          row(
              CELL_FORWARD,
              "rnn.(Gru|Lstm)ForwardBenchmark.plain",
              "n=64,256 batch=1",
              "n=16,64,256,512 batch=1"),
          row(
              CELL_FORWARD,
              "rnn.(Gru|Lstm)ForwardBenchmark",
              "n=64 batch=1",
              "n=16,64,256,512 batch=1"),
          row(
              CELL_FORWARD,
              "peers.(Gru|Lstm)ForwardPeers.vecurrentBfloat16",
              "n=256,512 batch=1",
              "n=16,64,256,512,1024 batch=1"),
          row(
              CELL_FORWARD,
              "peers.(Gru|Lstm)ForwardPeers",
              "n=64,256,512 batch=1",
              "n=16,64,256,512,1024 batch=1"),
          row(
              CELL_BOTH,
              "rnn.(Gru|Lstm)ForwardBackwardBenchmark.vector",
              "n=64,256,512 batch=1",
              "n=16,64,127,256,512 batch=1"),
          row(
              CELL_BOTH,
              "rnn.(Gru|Lstm)ForwardBackwardBenchmark",
              "n=64 batch=1",
              "n=16,64,256 batch=1"),
          row(
              CELL_BOTH,
              "peers.(Gru|Lstm)ForwardBackwardPeers",
              "n=64,256,512 batch=1",
              "n=16,64,256,512 batch=1"),
          row(CELL_USES, "rnn.(Gru|Lstm)(Streams|Lengths)", "n=64", "n=16,64,256"),
          row(CELL_USES, "rnn.LstmLayersStep", "n=64", "n=16,64,256"),
          row(CELL_USES, "rnn.LstmBidirectional", "n=64 batch=1", "n=16,64,256 batch=1"),
          row(
              CELL_USES,
              "rnn.Lstm(Embedding|Series)Training",
              "n=64 batch=32",
              "n=64,256 batch=32"),
          row(CELL_USES, "rnn.LstmClassification", "n=64", "n=64,256"),
          row(CELL_USES, "rnn.(Rnn|Gru|Lstm)Decay", "n=64", "n=16,64,256"));

  /** The sizes of benchmarks that no row names. */
  private static final Map<String, String> OTHER_QUICK =
      Map.of("n", "256", "length", "1024", "batch", "1");

  private static final Map<String, String> OTHER_PUBLISHED =
      Map.of("n", "16,64,127,256", "length", "20,64,127,1024,4096", "batch", "1");

  private static Sizes row(int group, String benchmarks, String quick, String... published) {
    return row(group, benchmarks, List.of(quick), List.of(published));
  }

  private static Sizes row(
      int group, String benchmarks, List<String> quick, List<String> published) {
    return new Sizes(group, Pattern.compile("^" + benchmarks), quick, published);
  }

  /**
   * All sizes at which a benchmark runs in a group.
   *
   * @param benchmark its name without {@code io.vecurrent.jmh.}
   * @param declared its parameters, with the values of its annotations
   */
  static List<Map<String, String>> of(
      int group, String benchmark, Map<String, String[]> declared, boolean isLong) {
    Optional<Sizes> row =
        TABLE.stream()
            .filter(sizes -> sizes.group == group || group == OTHERS)
            .filter(sizes -> sizes.benchmarks.matcher(benchmark).find())
            .findFirst();
    if (group == OTHERS) {
      return row.isPresent() ? List.of() : combinations(others(declared, isLong));
    }
    List<Map<String, String>> all = new ArrayList<>();
    row.ifPresent(
        sizes ->
            (isLong ? sizes.published : sizes.quick)
                .forEach(text -> all.addAll(combinations(parse(text)))));
    return all;
  }

  private static Map<String, List<String>> others(Map<String, String[]> declared, boolean isLong) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    declared.forEach(
        (name, annotated) -> {
          String chosen = (isLong ? OTHER_PUBLISHED : OTHER_QUICK).get(name);
          values.put(name, chosen == null ? List.of(annotated) : List.of(chosen.split(",", -1)));
        });
    return values;
  }

  private static Map<String, List<String>> parse(String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      int equals = part.indexOf('=');
      values.put(part.substring(0, equals), List.of(part.substring(equals + 1).split(",", -1)));
    }
    return values;
  }

  /** Every choice of one value for each name. */
  static List<Map<String, String>> combinations(Map<String, List<String>> values) {
    List<Map<String, String>> all = List.of(Map.of());
    for (Map.Entry<String, List<String>> parameter : values.entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> shorter : all) {
        for (String value : parameter.getValue()) {
          Map<String, String> one = new LinkedHashMap<>(shorter);
          one.put(parameter.getKey(), value);
          longer.add(one);
        }
      }
      all = longer;
    }
    return all;
  }
}
