package io.vecurrent.onnx;

import static io.vecurrent.onnx.Reading.network;
import static io.vecurrent.onnx.Reading.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Outputs;
import io.vecurrent.rnn.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A linear layer on the last step alone, as models that classify sequences have it. */
class LastStepTest {
  private static final String LAST_STEP = "Y 0 -1";
  private static final String LAST_STATE = "Y_h 0 0";

  /** {@code taken}: what a Gather takes, its axis and its index. */
  private static Model.Graph graph(int directions, String inputs, String taken) {
    String[] words = taken.split(" ", -1);
    Model.Graph graph = new Model.Graph();
    Model direction = Model.attribute("direction", directions == 2 ? "bidirectional" : "forward");
    graph.nodes.put("RNN", Model.node("RNN", inputs, "Y Y_h").add(5, direction));
    graph.initializers.put("W", Model.weights("W", directions, 2, 3));
    graph.initializers.put("R", Model.weights("R", directions, 2, 2));
    graph.initializers.put("B", Model.weights("B", directions, 4));
    graph.initializers.put("last", Model.scalar("last", Long.parseLong(words[2])));
    Model axis = Model.attribute("axis", Long.parseLong(words[1]));
    graph.nodes.put("take", Model.node("Gather", words[0] + " last", "h").add(5, axis));
    graph.initializers.put("fc", Model.weights("fc", 2, 5));
    graph.nodes.put("fc", Model.node("MatMul", "h fc", "out"));
    graph.output = "out";
    return graph;
  }

  @ParameterizedTest
  @CsvSource({"Y 0 -1", "Y -4 -1", "Y_h 0 0", "Y_h 0 -1", "Y_h -3 0"})
  void theLastStepMayBeTaken(String taken) throws ModelFormatException {
    Model.Graph graph = graph(1, "x W R B", taken);
    if (taken.startsWith("Y ")) {
      graph.initializers.put("none", Model.tensor("none", 7, 1).add(9, new byte[8]));
      graph.nodes.put("squeeze", Model.node("Squeeze", "h none", "s"));
      graph.nodes.put("fc", Model.node("MatMul", "s fc", "out"));
    }
    Network network = network(graph);
    assertEquals(5, network.outputSize());
    // All weights are known: the last output is what the formula gives.
    Workspace workspace = network.workspace(2, 1, Outputs.LAST);
    network.forward(new float[] {1, 0, 0, 0, 1, 0}, 2, 1, null, workspace);
    float[] outputs = new float[5];
    workspace.copyLastOutputs(outputs, 0);
    double[] h = new double[2];
    for (int t = 0; t < 2; t++) {
      double[] next = new double[2];
      for (int i = 0; i < 2; i++) {
        double sum = Model.value(i) + Model.value(2 + i) + Model.value(3 * i + t);
        next[i] = Math.tanh(sum + Model.value(2 * i) * h[0] + Model.value(2 * i + 1) * h[1]);
      }
      h = next;
    }
    for (int k = 0; k < 5; k++) {
      assertEquals(Model.value(k) * h[0] + Model.value(5 + k) * h[1], outputs[k], 1e-6);
    }
  }

  @Test
  void ofTwoDirectionsTheLastStepIsOfY() throws ModelFormatException {
    Model.Graph graph = graph(2, "x W R B", LAST_STEP);
    // [directions][batch][hidden], turned and put side by side.
    Model turn = Model.node("Transpose", "h", "turned");
    graph.nodes.put("turn", turn.add(5, Model.integers("perm", 1, 0, 2)));
    graph.initializers.put("shape", Model.longs("shape", 0, -1));
    graph.nodes.put("reshape", Model.node("Reshape", "turned shape", "side"));
    graph.initializers.put("fc", Model.weights("fc", 4, 5));
    graph.nodes.put("fc", Model.node("MatMul", "side fc", "out"));
    assertTrue(network(graph).isBidirectional());
    refused(graph(2, "x W R B", LAST_STATE), "needs");
  }

  @ParameterizedTest
  @CsvSource({
    "Y 0 0", // the first step
    "Y 0 1",
    "Y 2 -1", // one sequence
    "Y 3 -1", // one unit
    "Y 7 -1",
    "Y -7 -1",
    "Y_h 0 1",
    "Y_h 1 0",
    "Y_h 2 -1"
  })
  void whatElseIsTakenIsRefused(String taken) {
    refused(graph(1, "x W R B", taken), "the linear layer's input comes from Gather", "last step");
    Model.Graph bare = graph(1, "x W R B", taken);
    bare.output = "h";
    refused(bare, "the output 'h' comes from Gather");
  }

  @Test
  void whereSequencesHaveLengthsTheLastStepIsTheLongestOnes() throws ModelFormatException {
    refused(graph(1, "x W R B lengths", LAST_STEP), "comes from Gather");
    assertEquals(5, network(graph(1, "x W R B lengths", LAST_STATE)).outputSize());
  }

  @Test
  void anIndexIsAScalar() {
    Model.Graph graph = graph(1, "x W R B", LAST_STATE);
    graph.initializers.put("last", Model.longs("last", 0));
    refused(graph, "comes from Gather");
    graph.initializers.remove("last");
    refused(graph, "comes from Gather");
  }

  /** Two layers, whose states PyTorch puts one behind the other. */
  private static Model.Graph layers(String states, long index) {
    Model.Graph graph = graph(1, "x W R B", "states 0 " + index);
    graph.initializers.put("one", Model.longs("one", 1));
    graph.nodes.put("squeeze", Model.node("Squeeze", "Y one", "x2"));
    graph.initializers.put("W2", Model.weights("W2", 1, 2, 2));
    graph.nodes.put("above", Model.node("RNN", "x2 W2 R B", "Y2 Y2_h"));
    Model concat = Model.node("Concat", states, "states");
    graph.nodes.put("concat", concat.add(5, Model.attribute("axis", 0)));
    return graph;
  }

  @Test
  void theStateOfTheLastLayerMayBeTaken() throws ModelFormatException {
    assertEquals(2, network(layers("Y_h Y2_h", -1)).numLayers());
    assertEquals(2, network(layers("Y_h Y2_h", 1)).numLayers());
    refused(layers("Y_h Y2_h", 0), "comes from Gather");
    refused(layers("Y2_h Y_h", -1), "needs Y of RNN");
    Model.Graph all = layers("Y_h Y2_h", -1);
    all.nodes.put("fc", Model.node("MatMul", "states fc", "out"));
    refused(all, "needs one layer's state");
  }

  @Test
  void whatTakesTheLastStepSaysSo() throws ModelFormatException {
    Model.Graph graph = graph(1, "x W R B", LAST_STATE);
    assertTrue(Reading.model(graph).readsLastStep());
    graph.output = "Y_h";
    assertTrue(Reading.model(graph).readsLastStep());
    graph.output = "Y";
    assertFalse(Reading.model(graph).readsLastStep());
    graph.initializers.put("one", Model.longs("one", 1));
    graph.nodes.put("squeeze", Model.node("Squeeze", "Y one", "s"));
    graph.nodes.put("fc", Model.node("MatMul", "s fc", "out"));
    graph.output = "out";
    assertFalse(Reading.model(graph).readsLastStep());
  }

  /** Of what the linear layer gives nothing may be left out. */
  @ParameterizedTest
  @CsvSource({"0", "1", "2"})
  void whatIsTakenBehindTheLinearLayerIsRefused(int axis) {
    Model.Graph graph = graph(1, "x W R B", LAST_STATE);
    graph.initializers.put("one", Model.longs("one", 1));
    graph.nodes.put("squeeze", Model.node("Squeeze", "Y one", "s"));
    graph.nodes.put("fc", Model.node("MatMul", "s fc", "all"));
    Model part = Model.node("Gather", "all last", "out").add(5, Model.attribute("axis", axis));
    graph.nodes.put("part", part);
    refused(graph, "the output 'out' comes from Gather");
  }

  @Test
  void statesArePutTogetherByLayer() {
    Model.Graph graph = layers("Y_h Y2_h", -1);
    Model concat = Model.node("Concat", "Y_h Y2_h", "states");
    graph.nodes.put("concat", concat.add(5, Model.attribute("axis", 1)));
    refused(graph, "needs Y of RNN");
  }

  /** Two states of one direction each would be taken for two layers. */
  @Test
  void statesOfTwoDirectionsAreNotOneLayers() {
    Model.Graph graph = layers("Y_h Y2_h", -1);
    Model both = Model.node("RNN", "x W R B", "Y Y_h");
    graph.nodes.put("RNN", both.add(5, Model.attribute("direction", "bidirectional")));
    graph.initializers.put("W", Model.weights("W", 2, 2, 3));
    graph.initializers.put("R", Model.weights("R", 2, 2, 2));
    graph.initializers.put("B", Model.weights("B", 2, 4));
    graph.initializers.put("R2", Model.weights("R2", 1, 2, 2));
    graph.initializers.put("W2", Model.weights("W2", 1, 2, 4));
    graph.initializers.put("B2", Model.weights("B2", 1, 4));
    Model turn = Model.node("Transpose", "Y", "turned");
    graph.nodes.put("turn", turn.add(5, Model.integers("perm", 0, 2, 1, 3)));
    graph.initializers.put("shape", Model.longs("shape", 0, 0, -1));
    graph.nodes.put("squeeze", Model.node("Reshape", "turned shape", "x2"));
    graph.nodes.put("above", Model.node("RNN", "x2 W2 R2 B2", "Y2 Y2_h"));
    refused(graph, "needs Y of RNN");
  }

  @Test
  void aLayerBelowIsNoOutput() {
    Model.Graph graph = layers("Y_h Y2_h", -1);
    graph.output = "Y_h";
    refused(graph, "no output of the graph comes from its last layer");
    graph.output = "Y";
    refused(graph, "the output 'Y' comes from Y of RNN");
  }
}
