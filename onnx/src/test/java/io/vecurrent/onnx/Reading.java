package io.vecurrent.onnx;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.Network;

/** What comes of a graph: a network, or a refusal that says why. */
final class Reading {
  private Reading() {}

  static OnnxModel model(Model.Graph graph) throws ModelFormatException {
    return OnnxModel.read(graph.toBytes(), "memory");
  }

  static Network network(Model.Graph graph) throws ModelFormatException {
    return model(graph).network();
  }

  static void refused(Model.Graph graph, String... parts) {
    String message = assertThrows(ModelFormatException.class, () -> network(graph)).getMessage();
    assertTrue(message.startsWith("memory: "), message);
    for (String part : parts) {
      assertTrue(message.contains(part), part + " is not in: " + message);
    }
  }
}
