package io.vecurrent.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Outputs;
import io.vecurrent.rnn.Workspace;
import io.vecurrent.rnn.safetensors.Safetensors;
import io.vecurrent.rnn.safetensors.SafetensorsReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models made by PyTorch's exporter, {@code interop/make_onnx.py}, give PyTorch's outputs. */
class ExportedModelsTest {
  private static Path path(String name) throws URISyntaxException {
    return Path.of(ExportedModelsTest.class.getResource("/models/" + name).toURI());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rnn_tanh                   | input 3, rnn 5 TANH",
        "rnn_relu_l2_d2_batch_first | input 3, rnn 5 RELU bidirectional, rnn 5 RELU bidirectional",
        "gru_nobias                 | input 3, gru 5",
        "gru_l2_d2                  | input 3, gru 5 bidirectional, gru 5 bidirectional",
        "lstm                       | input 3, lstm 5",
        "lstm_l2                    | input 3, lstm 5, lstm 5",
        "lstm_d2_batch_first        | input 3, lstm 5 bidirectional",
        "tagger_lstm_l2_d2 | embedding 9 x 3, lstm 5 bidirectional, lstm 5 bidirectional, linear 4",
        "tagger_gru_batch_first     | embedding 9 x 3, gru 5, linear 4"
      })
  void outputsArePyTorchs(String name, String structure) throws Exception {
    Network network = OnnxModel.read(path(name + ".onnx")).network();
    assertTrue(network.toString().startsWith("Network[" + structure + ", "), network.toString());
    assertFalse(OnnxModel.read(path(name + ".onnx")).readsLastStep());
    Safetensors file = SafetensorsReader.read(path(name + ".safetensors"));
    double[] expected = file.get("out").toDoubles();
    float[] outputs = outputs(network, file);
    assertEquals(expected.length, outputs.length);
    for (int i = 0; i < outputs.length; i++) {
      assertEquals(expected[i], outputs[i], 2e-6, "element " + i);
    }
  }

  private static float[] outputs(Network network, Safetensors file) throws IOException {
    boolean isTagger = file.contains("in.ids");
    int[] shape = file.get(isTagger ? "in.ids" : "in.x").shape();
    Workspace workspace = network.workspace(shape[0], shape[1]);
    if (isTagger) {
      long[] ids = file.get("in.ids").toLongs();
      int[] tokens = new int[ids.length];
      for (int i = 0; i < ids.length; i++) {
        tokens[i] = Math.toIntExact(ids[i]);
      }
      network.forward(tokens, shape[0], shape[1], null, workspace);
    } else {
      network.forward(file.get("in.x").toFloats(), shape[0], shape[1], null, workspace);
    }
    float[] outputs = new float[shape[0] * shape[1] * network.outputSize()];
    workspace.copyOutputs(outputs, 0);
    return outputs;
  }

  /** A linear layer on the last step alone: its output is the network's last one. */
  @Test
  void lastOutputsAreThoseOfALinearLayerOnTheLastStep() throws Exception {
    OnnxModel model = OnnxModel.read(path("last_step.onnx"));
    assertTrue(model.readsLastStep());
    Network network = model.network();
    assertTrue(network.toString().startsWith("Network[input 3, lstm 5, linear 2"));
    Safetensors file = SafetensorsReader.read(path("last_step.safetensors"));
    int[] shape = file.get("in.x").shape();
    Workspace workspace = network.workspace(shape[0], shape[1], Outputs.LAST);
    network.forward(file.get("in.x").toFloats(), shape[0], shape[1], null, workspace);
    float[] outputs = new float[shape[1] * 2];
    workspace.copyLastOutputs(outputs, 0);
    double[] expected = file.get("out").toDoubles();
    assertEquals(expected.length, outputs.length);
    for (int i = 0; i < outputs.length; i++) {
      assertEquals(expected[i], outputs[i], 2e-6, "element " + i);
    }
  }

  /** A benchmark model, whose weights are sines that the runtime computes when it loads it. */
  @Test
  void weightsThatTheGraphComputesAreRefused() throws Exception {
    OnnxModel model = OnnxModel.read(path("computed_weights.onnx"));
    String message = assertThrows(ModelFormatException.class, model::network).getMessage();
    assertTrue(message.contains("the weights W come from Reshape 'W', needs constants"), message);
  }

  @Test
  void someOperatorsAreANetworkOfTheirOwn() throws Exception {
    OnnxModel model = OnnxModel.read(path("tagger_lstm_l2_d2.onnx"));
    List<String> names = model.operators();
    Network whole = model.network();
    Network both = model.network(names.get(0), names.get(1));
    for (String name : both.parameters().slices().keySet()) {
      assertArrayEquals(whole.parameters().get(name), both.parameters().get(name));
    }
    Network second = model.network(names.get(1));
    assertEquals(10, second.inputSize());
    String unfit =
        assertThrows(ModelFormatException.class, () -> model.network(names.get(1), names.get(0)))
            .getMessage();
    assertTrue(unfit.contains("reads 3 floats a step") && unfit.contains("gives 10"), unfit);
    String absent =
        assertThrows(ModelFormatException.class, () -> model.network("lstm")).getMessage();
    assertTrue(absent.contains("'lstm'") && absent.contains(names.get(1)), absent);
    assertThrows(IllegalArgumentException.class, () -> model.network(new String[0]));
  }
}
