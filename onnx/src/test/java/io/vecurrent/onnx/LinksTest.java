package io.vecurrent.onnx;

import static io.vecurrent.onnx.Reading.network;
import static io.vecurrent.onnx.Reading.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.ModelFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may stand between two layers, before the first and around a linear layer. */
class LinksTest {
  /** Two layers of two units; the second reads what {@code link} makes of the first. */
  private static Model.Graph layers(Model link) {
    Model.Graph graph = Model.Graph.of("RNN", 1);
    graph.initializers.put("one", Model.longs("one", 1));
    graph.nodes.put("squeeze", Model.node("Squeeze", "y one", "h"));
    graph.nodes.put("link", link);
    graph.initializers.put("W2", Model.weights("W2", 1, 2, 2));
    graph.nodes.put("above", Model.node("RNN", "x2 W2 R B", "z"));
    graph.output = "z";
    return graph;
  }

  @Test
  void layersReadOneAnother() throws ModelFormatException {
    assertEquals(2, network(layers(Model.node("Identity", "h", "x2"))).numLayers());
    refused(layers(Model.node("Relu", "h", "x2")), "X of RNN 'RNN_1' comes from Relu");
    refused(layers(Model.node("Identity", "y", "x2")), "the features of Y last");
    Model turn = Model.node("Transpose", "h", "x2").add(5, Model.integers("perm", 1, 0, 2));
    refused(layers(turn), "needs the features of Y last, and its other axes in their order");
  }

  @Test
  void axesAreArrangedAsTheyAre() {
    Model.Graph graph = layers(Model.node("Reshape", "h shape", "x2"));
    graph.initializers.put("shape", Model.longs("shape", 0, 0, 2));
    refused(graph, "needs nodes that arrange the axes of Y");
  }

  @Test
  void aLinearLayerReadsAllDirections() {
    Model.Graph graph = Model.Graph.of("RNN", 1, Model.attribute("direction", "bidirectional"));
    graph.initializers.put("W", Model.weights("W", 2, 2, 3));
    graph.initializers.put("R", Model.weights("R", 2, 2, 2));
    graph.initializers.put("B", Model.weights("B", 2, 4));
    graph.initializers.put("fc", Model.weights("fc", 4, 1));
    graph.nodes.put("fc", Model.node("MatMul", "y fc", "out"));
    graph.output = "out";
    refused(graph, "needs the features of all directions last");
  }

  @Test
  void tokensMayBeCast() throws ModelFormatException {
    Model.Graph graph = Model.Graph.of("RNN", 1);
    graph.initializers.put("table", Model.weights("table", 9, 3));
    graph.nodes.put("cast", Model.node("Cast", "ids", "longs"));
    graph.nodes.put("embed", Model.node("Gather", "table longs", "x"));
    assertEquals(9, network(graph).vocabulary());
    graph.nodes.put("cast", Model.node("Neg", "ids", "longs"));
    refused(graph, "X of RNN 'RNN_1' comes from Neg");
  }

  /** A Gemm on Y; {@code inputs} behind it. */
  private static Model.Graph gemm(String inputs, Model... attributes) {
    Model.Graph graph = Model.Graph.of("RNN", 1);
    graph.initializers.put("one", Model.longs("one", 1));
    graph.nodes.put("squeeze", Model.node("Squeeze", "y one", "h"));
    graph.initializers.put("fc", Model.weights("fc", 2, 5));
    graph.initializers.put("b", Model.weights("b", 5));
    Model node = Model.node("Gemm", "h " + inputs, "out");
    for (Model attribute : attributes) {
      node.add(5, attribute);
    }
    graph.nodes.put("gemm", node);
    graph.output = "out";
    return graph;
  }

  @Test
  void aGemmIsALinearLayer() throws ModelFormatException {
    assertEquals(5, network(gemm("fc b")).outputSize());
    assertEquals(5, network(gemm("fc", Model.attribute("alpha", 1f))).outputSize());
    refused(gemm("fc computed"), "the output 'out' comes from Gemm");
    refused(gemm("fc b", Model.attribute("gamma", 1f)), "the output 'out' comes from Gemm");
    refused(gemm("b"), "the weights have the shape [5], needs [2, classes] and [classes]");
    refused(
        gemm("fc", Model.attribute("transB", 1)),
        "the weights have the shape [2, 5], needs [classes, 2] and [classes]");
  }

  @ParameterizedTest
  @CsvSource({"alpha, 2", "beta, 0.5"})
  void aGemmThatScalesIsNone(String name, float value) {
    refused(gemm("fc b", Model.attribute(name, value)), "the output 'out' comes from Gemm");
  }

  @ParameterizedTest
  @ValueSource(strings = {"activation_alpha", "activation_beta"})
  void parametersOfActivationsAreRefused(String name) throws ModelFormatException {
    refused(Model.Graph.of("RNN", 1, Model.floats(name, 0.1f)), name + " belongs to activations");
    assertEquals(2, network(Model.Graph.of("RNN", 1, Model.floats(name))).outputSize());
  }

  @Test
  void recurrentWeightsFitTogether() {
    Model.Graph graph = Model.Graph.of("RNN", 1);
    graph.initializers.put("R", Model.weights("R", 1, 4, 2));
    refused(graph, "R has the shape [1, 4, 2], needs [1, 2, 2] in one direction");
    graph.initializers.put("R", Model.weights("R", 1, 2));
    refused(graph, "R has the shape [1, 2], needs [directions, gates * hidden, hidden]");
  }

  @Test
  void statesOfAllLayersAreOutputs() throws ModelFormatException {
    Model.Graph graph = layers(Model.node("Identity", "h", "x2"));
    graph.nodes.put("RNN", Model.node("RNN", "x W R B", "y y_h"));
    graph.nodes.put("above", Model.node("RNN", "x2 W2 R B", "z z_h"));
    graph.nodes.put("states", Model.node("Concat", "y_h z_h", "states"));
    graph.output = "states";
    assertEquals(2, network(graph).numLayers());
    assertTrue(Reading.model(graph).readsLastStep());
    graph.nodes.put("states", Model.node("Concat", "y_h y_h", "states"));
    refused(graph, "no output of the graph comes from its last layer");
    graph.nodes.put("states", Model.node("Concat", "y_h elsewhere", "states"));
    refused(graph, "the output 'states' comes from Concat");
  }
}
