package io.vecurrent.onnx;

import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.safetensors.Text;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a GraphProto says: nodes, constants, and which node a value comes from. */
final class Graph {
  /** Identities that may stand between a value and its constant. */
  private static final int MOST_IDENTITIES = 16;

  private final String source;
  private final List<Node> nodes;
  private final List<String> outputs;
  private final Map<String, OnnxTensor> constants;
  private final Map<String, Node> producers = new HashMap<>();

  Graph(String source, List<Node> nodes, List<String> outputs, Map<String, OnnxTensor> initializers)
      throws ModelFormatException {
    this.source = source;
    this.nodes = nodes;
    this.outputs = outputs;
    this.constants = new HashMap<>(initializers);
    for (Node node : nodes) {
      for (String output : node.outputs()) {
        if (!output.isEmpty() && producers.put(output, node) != null) {
          throw new ModelFormatException(
              source + ": the value " + Text.quote(output) + " comes from more than one node");
        }
      }
      if (node.is("Constant") && node.attributes().containsKey("value")) {
        constants.put(node.output(0), node.attributes().get("value").tensor());
      }
    }
  }

  String source() {
    return source;
  }

  List<Node> nodes() {
    return nodes;
  }

  /** Names of the graph's outputs. */
  List<String> outputs() {
    return outputs;
  }

  /** The node that makes a value, or null for an input or a constant of the graph. */
  Node producer(String value) {
    return producers.get(value);
  }

  /**
   * A recurrent operator from whose numbers a value is computed, or null if there is none. PyTorch
   * makes states of zeros in the shape that other values have.
   */
  Node recurrentAncestor(String value) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(value));
    while (!open.isEmpty()) {
      String name = open.pop();
      Node node = seen.add(name) ? producers.get(name) : null;
      if (node != null && node.isRecurrent()) {
        return node;
      }
      if (node != null && !node.is("Shape")) {
        open.addAll(node.inputs());
      }
    }
    return null;
  }

  /**
   * The constant of this name, or null: an initializer or a Constant node, also behind Identity.
   */
  OnnxTensor constant(String value) {
    String name = value;
    for (int i = 0; i < MOST_IDENTITIES; i++) {
      if (constants.containsKey(name)) {
        return constants.get(name);
      }
      Node node = producers.get(name);
      if (node == null || !node.is("Identity")) {
        return null;
      }
      name = node.input(0);
    }
    return null;
  }
}
