package io.vecurrent.onnx;

import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.safetensors.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layers of a graph that computes nothing else: an embedding if there is one, recurrent
 * operators one behind the other, a linear head if there is one. Between them may stand nodes that
 * only arrange axes anew.
 */
final class Chain {
  private static final Set<String> ARRANGING =
      Set.of("Identity", "Squeeze", "Unsqueeze", "Reshape");

  /** What follows from {@code Y [time, directions, batch, hidden]}. */
  private static final List<Long> DIRECTIONS_LAST = List.of(0L, 2L, 1L, 3L);

  /** Time and batch change places, at either end of the graph. */
  private static final Set<List<Long>> BATCH_FIRST = Set.of(List.of(1L, 0L, 2L), List.of(1L, 0L));

  private static final Map<Integer, String> OUTPUTS = Map.of(0, "Y", 1, "Y_h", 2, "Y_c");

  private final Graph graph;
  private final List<RecurrentOperator> operators;

  /** The table {@code [vocabulary][dimension]}, or null. */
  private OnnxTensor embedding;

  /** Null without a linear layer. */
  private Head head;

  /**
   * Follows a graph.
   *
   * @throws ModelFormatException if it computes anything else; the message says what and where
   */
  Chain(Graph graph, List<RecurrentOperator> operators) throws ModelFormatException {
    this.graph = graph;
    this.operators = operators;
    followInput();
    for (int k = 1; k < operators.size(); k++) {
      followLink(operators.get(k - 1), operators.get(k));
    }
    for (String output : graph.outputs()) {
      followOutput(output);
    }
  }

  OnnxTensor embedding() {
    return embedding;
  }

  Head head() {
    return head;
  }

  private void followInput() throws ModelFormatException {
    RecurrentOperator first = operators.get(0);
    String value = origin(first.input(), true);
    Node node = graph.producer(value);
    if (node != null && node.is("Gather") && node.integer("axis", 0) == 0) {
      embedding = graph.constant(node.input(0));
      if (embedding != null) {
        requireTable(node, first);
        value = origin(node.input(1), true);
        node = graph.producer(value);
        while (node != null && node.is("Cast")) {
          value = origin(node.input(0), true);
          node = graph.producer(value);
        }
      }
    }
    if (node != null || graph.constant(value) != null) {
      throw error("X of " + first.node().title(), value, "an input of the graph");
    }
  }

  private void requireTable(Node node, RecurrentOperator first) throws ModelFormatException {
    long[] dims = embedding.dims();
    if (dims.length != 2 || dims[0] < 1 || dims[1] != first.inputSize()) {
      throw new ModelFormatException(
          graph.source()
              + ": "
              + node.title()
              + ": the table has the shape "
              + embedding.shape()
              + ", needs [vocabulary, "
              + first.inputSize()
              + "]");
    }
  }

  private void followLink(RecurrentOperator below, RecurrentOperator above)
      throws ModelFormatException {
    String value = origin(above.input(), false);
    if (!value.equals(below.node().output(0))) {
      throw error("X of " + above.node().title(), value, "Y of " + below.node().title());
    }
  }

  private void followOutput(String output) throws ModelFormatException {
    RecurrentOperator last = operators.get(operators.size() - 1);
    String value = origin(output, true);
    Node node = graph.producer(value);
    Head found = node == null ? null : Head.of(graph, node, last.outputSize());
    if (found != null) {
      if (head != null) {
        throw error("the output " + Text.quote(output), value, "the only linear layer");
      }
      head = found;
      value = origin(found.input(), true);
    }
    boolean isY = value.equals(last.node().output(0));
    if (!isY && (found != null || !isStates(value))) {
      String what = found == null ? "the output " + Text.quote(output) : "the linear layer's input";
      throw error(what, value, "Y of " + last.node().title());
    }
  }

  /** Whether a value is a last state, or the last states of several layers. */
  private boolean isStates(String value) {
    Node node = graph.producer(value);
    if (node == null) {
      return false;
    }
    return node.is("Concat")
        ? node.inputs().stream().allMatch(input -> isState(origin(input, true)))
        : isState(value);
  }

  private boolean isState(String value) {
    Node node = graph.producer(value);
    return node != null && node.isRecurrent() && !value.equals(node.output(0));
  }

  /** The value behind nodes that arrange its axes anew. */
  private String origin(String value, boolean atAnEnd) {
    String name = value;
    // A graph has no cycle; a damaged one may.
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.producer(name);
      if (node == null || !(ARRANGING.contains(node.operator()) || isTranspose(node, atAnEnd))) {
        return name;
      }
      name = node.input(0);
    }
    return name;
  }

  private static boolean isTranspose(Node node, boolean atAnEnd) {
    if (!node.is("Transpose") || !node.attributes().containsKey("perm")) {
      return false;
    }
    List<Long> perm = node.attributes().get("perm").integers();
    return perm.equals(DIRECTIONS_LAST) || (atAnEnd && BATCH_FIRST.contains(perm));
  }

  private ModelFormatException error(String what, String value, String needed) {
    Node node = graph.producer(value);
    String from = node == null ? Text.quote(value) : place(node, value);
    List<String> names = new ArrayList<>();
    for (RecurrentOperator operator : operators) {
      names.add(operator.node().label());
    }
    return new ModelFormatException(
        graph.source()
            + ": "
            + what
            + " comes from "
            + from
            + ", needs "
            + needed
            + "; to take the recurrent operators alone, name them: "
            + Text.list(names));
  }

  private static String place(Node node, String value) {
    int index = node.outputs().indexOf(value);
    return (node.isRecurrent() ? OUTPUTS.getOrDefault(index, "an output") + " of " : "")
        + node.title();
  }
}
