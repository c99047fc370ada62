package io.vecurrent.onnx;

import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.safetensors.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layers of a graph that computes nothing else: an embedding if there is one, recurrent
 * operators one behind the other, a linear head if there is one, on every step or on the last.
 * Between them may stand nodes that only arrange axes anew.
 */
final class Chain {
  /** A Gather may take the last step. */
  private static final Set<String> ARRANGING =
      Set.of("Identity", "Squeeze", "Unsqueeze", "Reshape", "Transpose", "Gather");

  /** What may happen to an input: one that is reshaped may be anything. */
  private static final Set<String> OF_INPUTS = Set.of("Identity", "Squeeze", "Unsqueeze");

  /** Time and batch change places: of features and of tokens. */
  private static final List<Long> BATCH_FIRST = List.of(1L, 0L, 2L);

  private static final List<Long> TOKENS_BATCH_FIRST = List.of(1L, 0L);

  private static final Map<Integer, String> OUTPUTS = Map.of(0, "Y", 1, "Y_h", 2, "Y_c");

  private final Graph graph;
  private final List<RecurrentOperator> operators;

  /** The table {@code [vocabulary][dimension]}, or null. */
  private OnnxTensor embedding;

  /** Null without a linear layer. */
  private Head head;

  /** Whether an output has come from the last operator. */
  private boolean reachesTop;

  /** Whether one gives every step. */
  private boolean givesSteps;

  /**
   * Follows a graph.
   *
   * @throws ModelFormatException if it computes anything else; the message says what and where
   */
  Chain(Graph graph, List<RecurrentOperator> operators) throws ModelFormatException {
    this.graph = graph;
    this.operators = operators;
    requireOneLayout();
    requireOneLengths();
    for (RecurrentOperator operator : operators) {
      operator.requireFreeStates();
    }
    followInput();
    for (int k = 1; k < operators.size(); k++) {
      followLink(operators.get(k - 1), operators.get(k));
    }
    for (String output : graph.outputs()) {
      followOutput(output);
    }
    if (!reachesTop) {
      RecurrentOperator last = operators.get(operators.size() - 1);
      throw new ModelFormatException(
          graph.source()
              + ": no output of the graph comes from its last layer, "
              + last.node().title());
    }
  }

  OnnxTensor embedding() {
    return embedding;
  }

  Head head() {
    return head;
  }

  /** Whether the last step alone is given. */
  boolean readsLastStep() {
    return !givesSteps;
  }

  private void requireOneLayout() throws ModelFormatException {
    RecurrentOperator first = operators.get(0);
    for (RecurrentOperator other : operators) {
      if (other.isBatchFirst() != first.isBatchFirst()) {
        throw new ModelFormatException(
            graph.source()
                + ": "
                + other.node().title()
                + ": layout is "
                + (other.isBatchFirst() ? 1 : 0)
                + ", needs that of "
                + first.node().title());
      }
    }
  }

  /** All sequences run through all layers. */
  private void requireOneLengths() throws ModelFormatException {
    RecurrentOperator first = operators.get(0);
    for (RecurrentOperator other : operators) {
      if (!other.lengths().equals(first.lengths())) {
        throw new ModelFormatException(
            graph.source()
                + ": "
                + other.node().title()
                + ": sequence_lens is "
                + Text.quote(other.lengths())
                + ", needs that of "
                + first.node().title()
                + ", "
                + Text.quote(first.lengths()));
      }
    }
  }

  private void followInput() throws ModelFormatException {
    RecurrentOperator first = operators.get(0);
    String value = inputOrigin(first.input(), BATCH_FIRST);
    Node node = graph.producer(value);
    if (node != null && node.is("Gather") && node.integer("axis", 0) == 0) {
      embedding = graph.constant(node.input(0));
      if (embedding != null) {
        requireTable(node, first);
        value = inputOrigin(node.input(1), TOKENS_BATCH_FIRST);
        node = graph.producer(value);
        while (node != null && node.is("Cast")) {
          value = inputOrigin(node.input(0), TOKENS_BATCH_FIRST);
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
    String what = "X of " + above.node().title();
    List<Node> path = new ArrayList<>();
    String value = origin(above.input(), path);
    if (!value.equals(below.node().output(0))) {
      throw error(what, value, "Y of " + below.node().title());
    }
    if (!axes(what, Axes.ofSteps(graph, below), path).areThoseOfX()) {
      throw error(what, above.input(), "the features of Y last, and its other axes in their order");
    }
  }

  /** The axes behind these nodes, the last of which is the first in the list. */
  private Axes axes(String what, Axes axes, List<Node> path) throws ModelFormatException {
    for (int i = path.size() - 1; i >= 0; i--) {
      Node node = path.get(i);
      if (!axes.pass(node)) {
        String needed =
            "nodes that arrange the axes of Y without mixing them, or take its last step";
        throw error(what, node.output(0), needed);
      }
    }
    return axes;
  }

  private void followOutput(String output) throws ModelFormatException {
    RecurrentOperator last = operators.get(operators.size() - 1);
    String what = "the output " + Text.quote(output);
    List<Node> path = new ArrayList<>();
    String value = origin(output, path);
    Node node = graph.producer(value);
    Head found = node == null ? null : Head.of(graph, node, last.outputSize());
    if (found != null) {
      if (head != null) {
        throw error(what, value, "the only linear layer");
      }
      if (path.stream().anyMatch(behind -> behind.is("Reshape") || behind.is("Gather"))) {
        throw error(what, output, "steps as the linear layer gives them");
      }
      head = found;
      what = "the linear layer's input";
      path.clear();
      value = origin(found.input(), path);
    }
    followRead(what, value, found, path);
  }

  /** What an output, or the linear layer, reads of the last operator. */
  private void followRead(String what, String value, Head found, List<Node> path)
      throws ModelFormatException {
    RecurrentOperator last = operators.get(operators.size() - 1);
    boolean takesPart = found != null || path.stream().anyMatch(taking -> taking.is("Gather"));
    int layers = lastLayers(value);
    if (value.equals(last.node().output(0))) {
      Axes axes = axes(what, Axes.ofSteps(graph, last), path);
      if (found != null && !axes.endWithFeatures()) {
        throw error(what, found.input(), "the features of all directions last");
      }
      reachesTop = true;
      givesSteps |= axes.haveTime();
    } else if (takesPart && !last.isBidirectional() && layers > 0) {
      Axes axes = axes(what, Axes.ofStates(graph, last, layers), path);
      if (axes.haveSeveralLayers() || !axes.endWithFeatures()) {
        throw error(what, path.isEmpty() ? value : path.get(0).output(0), "one layer's state");
      }
      reachesTop = true;
    } else if (takesPart || !isStates(value)) {
      String needed = "Y of " + last.node().title();
      throw error(what, value, found == null ? needed + ", or a linear layer on it" : needed);
    } else {
      reachesTop |= isStateOf(value, last);
    }
  }

  /**
   * Of how many layers a value holds the last states, one behind the other, that of the last
   * operator last; 0 if it is anything else.
   */
  private int lastLayers(String value) {
    String state = operators.get(operators.size() - 1).node().output(1);
    Node node = graph.producer(value);
    if (node == null || state.isEmpty()) {
      return 0;
    }
    if (!node.is("Concat")) {
      return value.equals(state) ? 1 : 0;
    }
    int layers = node.inputs().size();
    boolean fits =
        node.integer("axis", 0) == (operators.get(0).isBatchFirst() ? 1 : 0)
            && operators.stream().noneMatch(RecurrentOperator::isBidirectional)
            && node.inputs().stream().allMatch(this::isState);
    return fits && node.input(layers - 1).equals(state) ? layers : 0;
  }

  /** Whether a value is a last state, or the last states of several layers. */
  private boolean isStates(String value) {
    Node node = graph.producer(value);
    if (node == null) {
      return false;
    }
    return node.is("Concat")
        ? node.inputs().stream().allMatch(i -> isState(origin(i, new ArrayList<>())))
        : isState(value);
  }

  /** Whether last states are those of an operator, or those of several among which its own are. */
  private boolean isStateOf(String value, RecurrentOperator operator) {
    Node node = graph.producer(value);
    return node.is("Concat")
        ? node.inputs().stream()
            .anyMatch(i -> operator.node().outputs().contains(origin(i, new ArrayList<>())))
        : operator.node().outputs().contains(value);
  }

  private boolean isState(String value) {
    Node node = graph.producer(value);
    return node != null && node.isRecurrent() && !value.equals(node.output(0));
  }

  /** The value behind nodes that arrange axes anew; these are added to the list. */
  private String origin(String value, List<Node> path) {
    String name = value;
    // A graph has no cycle; a damaged one may.
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.producer(name);
      if (node == null || !ARRANGING.contains(node.operator())) {
        return name;
      }
      path.add(node);
      name = node.input(0);
    }
    return name;
  }

  /** The same for what goes into the network. */
  private String inputOrigin(String value, List<Long> perm) {
    String name = value;
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.producer(name);
      if (node == null || !(OF_INPUTS.contains(node.operator()) || isTranspose(node, perm))) {
        return name;
      }
      name = node.input(0);
    }
    return name;
  }

  private static boolean isTranspose(Node node, List<Long> perm) {
    Attribute attribute = node.attributes().get("perm");
    return node.is("Transpose") && attribute != null && attribute.integers().equals(perm);
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
