package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vecurrent.rnn.optim.Adam;
import io.vecurrent.rnn.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models trained here load into real PyTorch, which gives the same outputs: {@code
 * interop/check_pytorch.py}. Skipped where there is no PyTorch.
 */
@Tag("once")
class PyTorchTest {
  private static final int TIME = 6;
  private static final int BATCH = 3;
  private static final int CLASSES = 4;
  private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

  @TempDir Path folder;

  @Test
  void trainedModelsGiveTheSameOutputs() throws Exception {
    Optional<String> python = PYTHONS.stream().filter(PyTorchTest::hasTorch).findFirst();
    assumeTrue(python.isPresent(), "skipped: no Python with PyTorch (Debian: python3-torch)");
    int models = 0;
    for (String cell : List.of("RNN tanh", "RNN relu", "GRU tanh", "LSTM tanh")) {
      for (int i = 0; i < 4; i++) {
        write(cell, 1 + i % 2, i / 2 == 1, i != 1, i != 2);
        models++;
      }
    }
    Path script = Path.of("").toAbsolutePath().getParent().resolve("interop/check_pytorch.py");
    Process process = start(python.get(), script.toString(), folder.toString());
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertTrue(output.contains(models + " models, 0 failed"), output);
  }

  private static Process start(String... command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static boolean hasTorch(String python) {
    try {
      Process process = start(python, "-c", "import torch");
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Trains a model and writes its state_dict, an input and its output. */
  private void write(String cell, int layers, boolean both, boolean bias, boolean tokens)
      throws IOException {
    String kind = cell.split(" ")[0];
    Nonlinearity f = cell.endsWith("relu") ? Nonlinearity.RELU : Nonlinearity.TANH;
    NetworkBuilder builder = tokens ? Network.embedding(9, 5) : Network.builder(5);
    StateDict dict = new StateDict();
    dict = tokens ? dict.embedding("embed.tokens") : dict;
    switch (kind) {
      case "RNN" -> {
        builder.rnn(7, f, layers);
        dict = dict.rnn("encoder.rnn", f);
      }
      case "GRU" -> {
        builder.gru(7, layers);
        dict = dict.gru("encoder.rnn");
      }
      default -> {
        builder.lstm(7, layers);
        dict = dict.lstm("encoder.rnn");
      }
    }
    builder = both ? builder.bidirectional() : builder;
    Network network = builder.bias(bias).linear(CLASSES, bias).seed(layers).build();
    float[] outputs = trained(network, input(network));
    String name = kind + f + layers + both + bias + tokens;
    dict.linear("fc", bias).save(network, folder.resolve(name + ".safetensors"));
    SafetensorsWriter io =
        new SafetensorsWriter()
            .metadata("recurrent", kind)
            .metadata("nonlinearity", f == Nonlinearity.RELU ? "relu" : "tanh")
            .metadata("layers", "" + layers)
            .metadata("directions", both ? "2" : "1")
            .metadata("bias", "" + bias);
    float[] x = input(network);
    int[] shape = tokens ? new int[] {TIME, BATCH} : new int[] {TIME, BATCH, 5};
    io.add(tokens ? "in.ids" : "in.x", shape, x, 0);
    io.add("out.y", new int[] {TIME, BATCH, CLASSES}, outputs, 0);
    io.write(folder.resolve(name + ".io.safetensors"));
  }

  /** Floats, or tokens as floats. */
  private static float[] input(Network network) {
    if (network.vocabulary() == 0) {
      return Data.floats(1, TIME * BATCH * network.inputSize());
    }
    float[] tokens = new float[TIME * BATCH];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = i * 5 % network.vocabulary();
    }
    return tokens;
  }

  private static float[] trained(Network network, float[] input) {
    Workspace workspace = network.workspace(TIME, BATCH);
    Adam adam = new Adam(network.parameters(), 0.01f);
    float[] gradients = network.newGradients();
    int[] targets = Data.targets(2, TIME * BATCH, CLASSES);
    for (int step = 0; step < 10; step++) {
      forward(network, input, workspace);
      SoftmaxCrossEntropy.of(workspace, targets);
      network.backward(workspace, gradients);
      adam.step(network.parameters(), gradients);
    }
    forward(network, input, workspace);
    return Data.outputs(network, workspace);
  }

  private static void forward(Network network, float[] input, Workspace workspace) {
    if (network.vocabulary() == 0) {
      network.forward(input, TIME, BATCH, null, workspace);
      return;
    }
    int[] tokens = new int[input.length];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = (int) input[i];
    }
    network.forward(tokens, TIME, BATCH, null, workspace);
  }
}
