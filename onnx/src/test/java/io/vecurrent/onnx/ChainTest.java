package io.vecurrent.onnx;

import static io.vecurrent.onnx.Reading.network;
import static io.vecurrent.onnx.Reading.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.Network;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may stand between operators: nodes that arrange axes anew, and none that mixes them. */
class ChainTest {
  private static long[] longs(String words) {
    return Arrays.stream(words.split(" ", -1)).mapToLong(Long::parseLong).toArray();
  }

  /** An RNN in one or both directions, its Y arranged, and a linear layer of one class. */
  private static Model.Graph graph(int directions, String perm, String squeeze, String reshape) {
    Model direction = Model.attribute("direction", directions == 2 ? "bidirectional" : "forward");
    Model.Graph graph = Model.Graph.of("RNN", 1, direction);
    graph.initializers.put("W", Model.weights("W", directions, 2, 3));
    graph.initializers.put("R", Model.weights("R", directions, 2, 2));
    graph.initializers.put("B", Model.weights("B", directions, 4));
    String value = "y";
    if (perm != null) {
      Model node = Model.node("Transpose", value, "turned");
      graph.nodes.put("turn", node.add(5, Model.integers("perm", longs(perm))));
      value = "turned";
    }
    if (squeeze != null) {
      graph.initializers.put("axes", Model.longs("axes", longs(squeeze)));
      graph.nodes.put("squeeze", Model.node("Squeeze", value + " axes", "squeezed"));
      value = "squeezed";
    }
    if (reshape != null) {
      graph.initializers.put("shape", Model.longs("shape", longs(reshape)));
      graph.nodes.put("reshape", Model.node("Reshape", value + " shape", "shaped"));
      value = "shaped";
    }
    graph.initializers.put("fc", Model.weights("fc", 2L * directions, 1));
    graph.nodes.put("fc", Model.node("MatMul", value + " fc", "out"));
    graph.output = "out";
    return graph;
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0 2 1 3,    , 0 0 -1",
    "2, 0 2 1 3,    , 0 0 4",
    "2, 0 2 1 3,    , 0 -1 4",
    "2, 2 0 1 3,    , 0 0 -1",
    "1, 0 2 1 3,    , 0 0 -1",
    "1, 0 2 1 3, 2  , ",
    "1,        , 1  , ",
    "1,        , -3 , ",
    "1,        ,    , 0 -1 2",
    "1, 0 2 1 3,    , -1 0 2",
    "1,        ,    , ",
  })
  void axesMayBeArrangedAnew(int directions, String perm, String squeeze, String reshape)
      throws ModelFormatException {
    Model.Graph graph = graph(directions, perm, squeeze, reshape);
    Network network = network(graph);
    assertEquals(directions == 2, network.isBidirectional());
    assertEquals(1, network.outputSize());
  }

  @ParameterizedTest
  @CsvSource({
    "2,        ,    , 0 -1 4", // directions mixed with the batch
    "2,        ,    , 0 0 -1",
    "2, 1 0 2 3,    , 0 0 -1",
    "2, 0 2 1 3,    , 5 7 4", // time and batch might have changed places
    "2, 0 2 1 3,    , -1 -1 4",
    "2, 0 2 1 3,    , 0 0 0",
    "2, 0 2 1 3,    , 0 -1",
    "2, 0 2 1 3, 2  , ",
    "1,        , 0  , ", // one step alone
    "1,        , 1 2, ",
    "1, 0 1 3 2,    , 0 0 -1",
    "1, 0 0 1 3,    , ",
    "1,        ,    , 0 0 2",
  })
  void whatMixesAxesIsRefused(int directions, String perm, String squeeze, String reshape) {
    Model.Graph graph = graph(directions, perm, squeeze, reshape);
    ModelFormatException refusal = assertThrows(ModelFormatException.class, () -> network(graph));
    String message = refusal.getMessage();
    assertTrue(message.startsWith("memory: the linear layer's input comes from"), message);
    assertTrue(message.contains("take the recurrent operators alone"), message);
  }

  @Test
  void aModelThatComputesMoreIsRefusedAndItsOperatorsAreNot() throws ModelFormatException {
    Model.Graph graph = graph(1, null, "1", null);
    graph.nodes.put("relu", Model.node("Relu", "squeezed", "positive"));
    graph.nodes.put("fc", Model.node("MatMul", "positive fc", "out"));
    OnnxModel model = Reading.model(graph);
    String message = assertThrows(ModelFormatException.class, model::network).getMessage();
    assertEquals(List.of("RNN_1"), model.operators());
    for (String part :
        List.of("memory: ", "Relu 'Relu_1'", "needs Y of RNN", "name them: 'RNN_1'")) {
      assertTrue(message.contains(part), part + " is not in: " + message);
    }
    Network network = model.network("RNN_1");
    assertTrue(network.toString().startsWith("Network[input 3, rnn 2"), network.toString());
  }

  @Test
  void whatIsReshapedBehindTheLinearLayerIsRefused() {
    Model.Graph graph = graph(1, null, "1", null);
    graph.initializers.put("shape", Model.longs("shape", -1, 1));
    graph.nodes.put("reshape", Model.node("Reshape", "out shape", "flat"));
    graph.output = "flat";
    String message = assertThrows(ModelFormatException.class, () -> network(graph)).getMessage();
    assertTrue(message.contains("the output 'flat' comes from Reshape"), message);
  }

  /** A second operator that reads what the first one gives. */
  private static Model.Graph stack(int layoutBelow, int layoutAbove, int squeezed) {
    Model.Graph graph = Model.Graph.of("RNN", 1, Model.attribute("layout", layoutBelow));
    graph.initializers.put("axes", Model.longs("axes", squeezed));
    graph.nodes.put("squeeze", Model.node("Squeeze", "y axes", "h"));
    graph.initializers.put("W2", Model.weights("W2", 1, 2, 2));
    Model above = Model.node("RNN", "h W2 R B", "z");
    graph.nodes.put("above", above.add(5, Model.attribute("layout", layoutAbove)));
    graph.output = "z";
    return graph;
  }

  @Test
  void operatorsReadTheAxesOfOneLayout() throws ModelFormatException {
    for (int layout = 0; layout < 2; layout++) {
      Model.Graph graph = stack(layout, layout, 1 + layout);
      assertEquals(2, network(graph).numLayers());
    }
    byte[] mixed = stack(0, 1, 1).toBytes();
    String message =
        assertThrows(ModelFormatException.class, () -> OnnxModel.read(mixed, "memory").network())
            .getMessage();
    assertTrue(message.contains("layout is 1, needs that of RNN"), message);
  }

  @Test
  void sequencesRunThroughAllLayers() throws ModelFormatException {
    Model.Graph graph = stack(0, 0, 1);
    graph.nodes.put("above", Model.node("RNN", "h W2 R B lengths", "z"));
    refused(graph, "sequence_lens is 'lengths', needs that of RNN");
    graph.nodes.put("RNN", Model.node("RNN", "x W R B lengths", "y"));
    assertEquals(2, network(graph).numLayers());
  }

  /** An encoder and a decoder are two networks. */
  @Test
  void initialStatesOfOtherLayersAreRefused() throws ModelFormatException {
    Model.Graph graph = stack(0, 0, 1);
    graph.nodes.put("RNN", Model.node("RNN", "x W R B", "y y_h"));
    graph.nodes.put("turn", Model.node("Tanh", "y_h", "first"));
    graph.nodes.put("above", Model.node("RNN", "h W2 R B - first", "z"));
    refused(graph, "initial_h is computed from RNN");
    graph.nodes.put("turn", Model.node("Tanh", "context", "first"));
    assertEquals(2, network(graph).numLayers());
  }

  @Test
  void oneLinearLayerIsRead() {
    Model.Graph graph = graph(1, null, "1", null);
    graph.nodes.put("fc2", Model.node("MatMul", "squeezed fc", "out2"));
    byte[] file = graph.toBytes("out", "out2");
    String message =
        assertThrows(ModelFormatException.class, () -> OnnxModel.read(file, "memory").network())
            .getMessage();
    assertTrue(message.contains("needs the only linear layer"), message);
  }

  @Test
  void zerosThatMeanZeroAreRefused() {
    Model.Graph graph = graph(1, "0 2 1 3", null, null);
    graph.initializers.put("shape", Model.longs("shape", 0, 0, -1));
    Model node = Model.node("Reshape", "turned shape", "shaped");
    graph.nodes.put("reshape", node.add(5, Model.attribute("allowzero", 1)));
    graph.nodes.put("fc", Model.node("MatMul", "shaped fc", "out"));
    refused(graph, "the linear layer's input comes from Reshape");
  }

  @Test
  void aTableHasTheWidthOfTheInput() {
    Model.Graph graph = graph(1, null, "1", null);
    graph.initializers.put("table", Model.weights("table", 9, 4));
    graph.nodes.put("embed", Model.node("Gather", "table ids", "x"));
    refused(graph, "the table has the shape [9, 4], needs [vocabulary, 3]");
  }
}
