package io.vecurrent.onnx;

import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.safetensors.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An {@code .onnx} file: its recurrent operators as a network.
 *
 * <pre>{@code
 * Network network = OnnxModel.read(Path.of("model.onnx")).network();
 * }</pre>
 *
 * <p>The operators RNN, GRU and LSTM are read with their constant weights (float, double, float16,
 * bfloat16) and all attributes. What a layer of this library would compute otherwise is refused,
 * with the reason: a GRU with {@code linear_before_reset = 0}, other activations than the defaults
 * (an RNN may have relu), {@code clip}, peepholes, {@code input_forget}, the direction {@code
 * reverse}, constant lengths, constant initial states other than zero, weights that are computed.
 *
 * <p>The network takes and gives {@code [time][batch][features]}, whatever the axes are in the
 * file, and both directions side by side. Lengths and initial states, which an ONNX graph may read
 * or compute, are given to each call; without them, sequences have full length and states begin at
 * zero.
 *
 * <p>Immutable, and safe to share between threads. A file may be damaged or hostile: sizes are
 * checked before memory is taken, and errors are {@link ModelFormatException}s that name the file,
 * the node and what was needed. Files with external data are not read.
 */
public final class OnnxModel {
  private final Graph graph;

  private OnnxModel(Graph graph) {
    this.graph = graph;
  }

  /**
   * Reads a file of at most 2 GB; takes about as much heap as it is long, twice that for weights
   * that are not stored raw, and up to 16 MB for its nodes.
   *
   * @throws ModelFormatException if it is no ONNX model
   * @throws IOException if it cannot be read
   */
  public static OnnxModel read(Path path) throws IOException {
    Checks.notNull(path, "path");
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString(), null, "there is no such file");
    }
    long size = Files.size(path);
    if (!Files.isRegularFile(path)) {
      throw new IOException(path + ": is not a regular file, needs an ONNX model");
    }
    if (size > Integer.MAX_VALUE - Long.BYTES) {
      throw new ModelFormatException(path + ": is " + size + " bytes long, up to 2 GB are read");
    }
    return read(Files.readAllBytes(path), path.toString());
  }

  /**
   * Reads a file that is in memory already.
   *
   * @param bytes the whole file; not copied, and must not change while the model is in use
   * @param sourceName names the file in messages
   * @throws ModelFormatException if it is no ONNX model
   */
  public static OnnxModel read(byte[] bytes, String sourceName) throws ModelFormatException {
    Checks.notNull(bytes, "bytes");
    Checks.notNull(sourceName, "sourceName");
    return new OnnxModel(GraphReader.read(bytes, sourceName));
  }

  /**
   * The recurrent operators: the name of each node, or that of its first output where it has none.
   *
   * @return in the order of the file
   */
  public List<String> operators() {
    return graph.nodes().stream().filter(Node::isRecurrent).map(Node::label).toList();
  }

  /**
   * The whole model: an embedding ({@code Gather} of a constant) if there is one, all recurrent
   * operators, a linear head ({@code MatMul} and {@code Add}, or {@code Gemm}) if there is one.
   *
   * <p>A model that gives its last step alone ({@link #readsLastStep}) is a network that gives
   * every step: the model's outputs are those of {@code copyLastOutputs}, best in a workspace for
   * {@link io.vecurrent.rnn.Outputs#LAST}.
   *
   * @return a new network each time
   * @throws ModelFormatException if the graph computes anything else: nothing is left out unsaid
   */
  public Network network() throws ModelFormatException {
    List<RecurrentOperator> operators = recurrent();
    Chain chain = new Chain(graph, operators);
    return new Assembly(graph.source(), operators, chain.embedding(), chain.head()).network();
  }

  /**
   * Whether the outputs of the whole model are those of its last step: it takes the last step of
   * {@code Y}, or reads {@code Y_h}.
   *
   * @throws ModelFormatException as {@link #network()}
   */
  public boolean readsLastStep() throws ModelFormatException {
    return new Chain(graph, recurrent()).readsLastStep();
  }

  private List<RecurrentOperator> recurrent() throws ModelFormatException {
    List<RecurrentOperator> operators = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.isRecurrent()) {
        operators.add(new RecurrentOperator(graph, node));
      }
    }
    if (operators.isEmpty()) {
      throw new ModelFormatException(
          graph.source() + ": has no node RNN, GRU or LSTM outside of other nodes");
    }
    return operators;
  }

  /**
   * Some recurrent operators, one behind the other, whatever else the graph computes.
   *
   * @param operators one or more of {@link #operators()}, the first layer first
   * @return a new network each time
   * @throws ModelFormatException if there are no such operators, or their sizes do not fit together
   */
  public Network network(String... operators) throws ModelFormatException {
    Checks.atLeast(Checks.notNull(operators, "operators").length, 1, "operators");
    List<RecurrentOperator> found = new ArrayList<>();
    for (String name : operators) {
      found.add(new RecurrentOperator(graph, node(Checks.notNull(name, "operators"))));
    }
    return new Assembly(graph.source(), found, null, null).network();
  }

  private Node node(String name) throws ModelFormatException {
    for (Node node : graph.nodes()) {
      if (node.isRecurrent() && node.label().equals(name)) {
        return node;
      }
    }
    throw new ModelFormatException(
        graph.source()
            + ": has no node RNN, GRU or LSTM called "
            + Text.quote(name)
            + ", there are "
            + Text.list(operators()));
  }
}
