package io.vecurrent.onnx;

import static io.vecurrent.onnx.Reading.network;
import static io.vecurrent.onnx.Reading.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Nonlinearity;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Where each weight goes, and what of an operator is refused. */
class RecurrentOperatorTest {
  private static final Model AFTER = Model.attribute("linear_before_reset", 1);

  /** The rows of ONNX's blocks, in that order; each block has {@code size} elements. */
  private static float[] blocks(int offset, int size, int... order) {
    float[] values = new float[order.length * size];
    for (int gate = 0; gate < order.length; gate++) {
      for (int i = 0; i < size; i++) {
        values[gate * size + i] = Model.value(offset + order[gate] * size + i);
      }
    }
    return values;
  }

  private static void checkOrder(Network network, int direction, int... order) {
    int gates = order.length;
    String suffix = direction == 0 ? "_l0" : "_l0_reverse";
    float[] ih = blocks(direction * gates * 6, 6, order);
    float[] hh = blocks(direction * gates * 4, 4, order);
    assertArrayEquals(ih, network.parameters().get("weight_ih" + suffix));
    assertArrayEquals(hh, network.parameters().get("weight_hh" + suffix));
    int bias = direction * gates * 4;
    assertArrayEquals(blocks(bias, 2, order), network.parameters().get("bias_ih" + suffix));
    int second = bias + gates * 2;
    assertArrayEquals(blocks(second, 2, order), network.parameters().get("bias_hh" + suffix));
  }

  @Test
  void gatesComeInPyTorchsOrder() throws ModelFormatException {
    checkOrder(network(Model.Graph.of("RNN", 1)), 0, 0);
    checkOrder(network(Model.Graph.of("GRU", 3, AFTER)), 0, 1, 0, 2);
    checkOrder(network(Model.Graph.of("LSTM", 4)), 0, 0, 2, 3, 1);
  }

  @Test
  void eachDirectionHasItsOwnWeights() throws ModelFormatException {
    Model.Graph graph = Model.Graph.of("LSTM", 4, Model.attribute("direction", "bidirectional"));
    graph.initializers.put("W", Model.weights("W", 2, 8, 3));
    graph.initializers.put("R", Model.weights("R", 2, 8, 2));
    graph.initializers.put("B", Model.weights("B", 2, 16));
    Network network = network(graph);
    assertTrue(network.isBidirectional());
    checkOrder(network, 0, 0, 2, 3, 1);
    checkOrder(network, 1, 0, 2, 3, 1);
  }

  @Test
  void withoutBAreNoBiases() throws ModelFormatException {
    Model.Graph graph = Model.Graph.of("LSTM", 4);
    graph.nodes.put("LSTM", Model.node("LSTM", "x W R", "y"));
    assertEquals(40, network(graph).parameters().size());
    graph.nodes.put("LSTM", Model.node("LSTM", "x W R - - h c", "y yh yc"));
    assertEquals(40, network(graph).parameters().size());
  }

  @Test
  void attributesThatSayNothingNew() throws ModelFormatException {
    network(
        Model.Graph.of(
            "LSTM",
            4,
            Model.attribute("hidden_size", 2),
            Model.attribute("direction", "forward"),
            Model.attribute("layout", 1),
            Model.attribute("input_forget", 0),
            Model.strings("activations", "Sigmoid", "Tanh", "tanh")));
    Model relu = Model.strings("activations", "Relu");
    assertEquals(Nonlinearity.RELU, network(Model.Graph.of("RNN", 1, relu)).nonlinearity());
    Model tanh = Model.strings("activations", "TANH");
    assertEquals(Nonlinearity.TANH, network(Model.Graph.of("RNN", 1, tanh)).nonlinearity());
    network(Model.Graph.of("GRU", 3, AFTER, Model.strings("activations", "Sigmoid", "Tanh")));
  }

  @Test
  void aResetBeforeTheProductIsRefusedWithTheReason() {
    String reason = "tanh(W x + R (r * h))";
    refused(Model.Graph.of("GRU", 3), "GRU 'GRU_1'", "linear_before_reset is 0", reason);
    Model before = Model.attribute("linear_before_reset", 0);
    refused(Model.Graph.of("GRU", 3, before), "linear_before_reset is 0", "reset_after=True");
  }

  @Test
  void otherFormulasAreRefused() {
    refused(Model.Graph.of("LSTM", 4, Model.attribute("clip", 3f)), "LSTM 'LSTM_1'", "clip");
    refused(Model.Graph.of("LSTM", 4, Model.attribute("input_forget", 1)), "input_forget");
    refused(Model.Graph.of("LSTM", 4, Model.attribute("direction", "reverse")), "'reverse'");
    refused(Model.Graph.of("LSTM", 4, Model.attribute("layout", 2)), "layout is 2");
    refused(Model.Graph.of("LSTM", 4, Model.attribute("hidden_size", 3)), "3", "2 columns");
    refused(Model.Graph.of("LSTM", 4, AFTER), "'linear_before_reset' is not known");
    refused(Model.Graph.of("RNN", 1, Model.attribute("output_sequence", 1)), "output_sequence");
    Model hard = Model.strings("activations", "HardSigmoid", "Tanh", "Tanh");
    refused(Model.Graph.of("LSTM", 4, hard), "hardsigmoid", "[sigmoid, tanh, tanh]");
    refused(Model.Graph.of("RNN", 1, Model.strings("activations", "Affine")), "or relu for all");
    refused(Model.Graph.of("RNN", 1, Model.strings("activations")), "needs [tanh]");
    Model alpha = Model.floats("activation_alpha", 0.2f);
    refused(Model.Graph.of("LSTM", 4, alpha), "activation_alpha");
    Model both = Model.attribute("direction", "bidirectional");
    Model mixed = Model.strings("activations", "Relu", "Tanh");
    refused(Model.Graph.of("RNN", 1, both, mixed), "relu, tanh");
  }

  @Test
  void constantsForACallAreRefused() throws ModelFormatException {
    Model.Graph graph = Model.Graph.of("LSTM", 4);
    graph.initializers.put("P", Model.weights("P", 1, 6));
    graph.nodes.put("LSTM", Model.node("LSTM", "x W R B - - - P", "y"));
    refused(graph, "peephole");
    graph.nodes.put("LSTM", Model.node("LSTM", "x W R B P", "y"));
    refused(graph, "sequence_lens is a constant");
    graph.nodes.put("LSTM", Model.node("LSTM", "x W R B - P", "y"));
    refused(graph, "initial_h is a constant that is not zero");
    graph.nodes.put("LSTM", Model.node("LSTM", "x W R B - - P", "y"));
    refused(graph, "initial_c is a constant that is not zero");
    // Zeros are what a state begins with anyway.
    graph.initializers.put("P", Model.tensor("P", 1, 1, 1, 2).add(9, new byte[8]));
    graph.nodes.put("LSTM", Model.node("LSTM", "x W R B lengths P P", "y"));
    network(graph);
  }

  @Test
  void weightsThatAreNoConstantsAreRefused() throws ModelFormatException {
    Model.Graph graph = Model.Graph.of("LSTM", 4);
    Model weight = graph.initializers.remove("W");
    refused(graph, "the weights W are an input of the graph");
    graph.nodes.put("Mul", Model.node("Mul", "a b", "W"));
    refused(graph, "the weights W come from Mul 'Mul_1'", "needs constants");
    graph.nodes.put("LSTM", Model.node("LSTM", "x - R B", "y"));
    refused(graph, "W is missing");
    graph.nodes.put("LSTM", Model.node("LSTM", "x W R B", "y"));
    // A Constant node behind an Identity is one.
    Model value = new Model().add(1, "value").add(5, weight).add(20, 4);
    graph.nodes.put("Constant", Model.node("Constant", "-", "c").add(5, value));
    graph.nodes.put("Mul", Model.node("Identity", "c", "W"));
    checkOrder(network(graph), 0, 0, 2, 3, 1);
    graph.nodes.put("Mul", Model.node("Identity", "W", "W"));
    refused(graph, "come from Identity");
  }

  @Test
  void shapesMustFit() {
    long[][] bad = {{8, 3}, {1, 8, 0}, {1, 7, 3}, {2, 8, 3}, {1, 8, 3, 1}, {}};
    for (long[] dims : bad) {
      Model.Graph graph = Model.Graph.of("LSTM", 4);
      graph.initializers.put("W", Model.weights("W", dims));
      refused(graph, "W has the shape " + Arrays.toString(dims), "needs [");
    }
    Model.Graph graph = Model.Graph.of("LSTM", 4);
    graph.initializers.put("R", Model.weights("R", 1, 8, 3));
    refused(graph, "LSTM 'LSTM_1': ", " has the shape ");
    Model.Graph bias = Model.Graph.of("LSTM", 4);
    bias.initializers.put("B", Model.weights("B", 1, 8));
    refused(bias, "B has the shape [1, 8], needs [1, 16]");
  }
}
