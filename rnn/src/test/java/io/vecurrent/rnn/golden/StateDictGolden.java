package io.vecurrent.rnn.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.Near;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Nonlinearity;
import io.vecurrent.rnn.StateDict;
import io.vecurrent.rnn.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model saved by PyTorch, {@code NAME.safetensors}, and what it computes, {@code
 * NAME_io.safetensors}, whose metadata names the modules in order: {@code ids [batch, time] -> emb
 * (27 x 7) -> lstm, ... -> fc (5 classes); logits [batch, time, classes]; zero initial state}.
 */
final class StateDictGolden {
  private static final String IO = "_io.safetensors";
  private static final Pattern MODEL =
      Pattern.compile(
          "(?:ids|x) \\[batch, time.*?\\] -> (.*); logits \\[batch, time, classes\\]; zero initial state");

  private StateDictGolden() {}

  static void check(GoldenFiles.Entry entry) throws IOException {
    String path = entry.path().toString();
    assertTrue(
        path.endsWith(".safetensors"), entry.label() + ": no kind of file that can be tested");
    String base = path.endsWith(IO) ? path.replace(IO, "") : path.replace(".safetensors", "");
    Path weights = Path.of(base + ".safetensors");
    Path io = Path.of(base + IO);
    assertTrue(Files.exists(weights) && Files.exists(io), entry.label() + ": needs a twin, " + io);
    GoldenFile expected = new GoldenFile(entry.label(), io);
    GoldenFile tensors = new GoldenFile(entry.label(), weights);
    Network network = dict(expected, tensors).load(weights);
    checkOutputs(network, expected);
    checkSaved(network, tensors);
  }

  /** The modules by their names in the model's description. */
  private static StateDict dict(GoldenFile io, GoldenFile tensors) {
    Matcher matcher = MODEL.matcher(io.text("model"));
    assertTrue(matcher.matches(), io.at("the model is not understood: " + io.text("model")));
    StateDict dict = new StateDict();
    boolean recurrent = false;
    for (String part : matcher.group(1).split(" -> ", -1)) {
      String name = part.split("[ ,]", 2)[0];
      if (tensors.has(name + ".weight_hh_l0")) {
        dict = recurrent(dict, name, tensors.shape(name + ".weight_hh_l0"), part);
        recurrent = true;
      } else {
        boolean bias = tensors.has(name + ".bias");
        dict = recurrent ? dict.linear(name, bias) : dict.embedding(name);
      }
    }
    return dict;
  }

  private static StateDict recurrent(StateDict dict, String name, int[] shape, String part) {
    Nonlinearity f = part.contains("relu") ? Nonlinearity.RELU : Nonlinearity.TANH;
    return switch (shape[0] / shape[1]) {
      case 1 -> dict.rnn(name, f);
      case 3 -> dict.gru(name);
      default -> dict.lstm(name);
    };
  }

  private static void checkOutputs(Network network, GoldenFile io) {
    String in = network.vocabulary() > 0 ? "in.ids" : "in.x";
    int batch = io.shape(in)[0];
    int time = io.shape(in)[1];
    Workspace workspace = network.workspace(time, batch);
    if (network.vocabulary() > 0) {
      int[] ids = io.ints(in);
      int[] tokens = new int[ids.length];
      for (int i = 0; i < ids.length; i++) {
        tokens[i % time * batch + i / time] = ids[i];
      }
      network.forward(tokens, time, batch, null, workspace);
    } else {
      float[] x = swapped(io.floats(in), batch, time, network.inputSize());
      network.forward(x, time, batch, null, workspace);
    }
    int classes = network.outputSize();
    assertArrayEquals(
        new int[] {batch, time, classes}, io.shape("out.logits"), io.at("out.logits"));
    float[] outputs = new float[time * batch * classes];
    workspace.copyOutputs(outputs, 0);
    float[] logits = swapped(outputs, time, batch, classes);
    Near.within(io.at("out.logits64"), io.doubles("out.logits64"), logits, 2e-6);
    Near.within(io.at("out.logits"), io.doubles("out.logits"), logits, 2e-6);
    io.requireAllUsed();
  }

  /** From {@code [a][b][width]} to {@code [b][a][width]}. */
  private static float[] swapped(float[] values, int a, int b, int width) {
    float[] swapped = new float[values.length];
    for (int i = 0; i < a * b; i++) {
      System.arraycopy(values, i * width, swapped, (i % b * a + i / b) * width, width);
    }
    return swapped;
  }

  /** What is saved again has the names, the shapes and the bits that were loaded. */
  private static void checkSaved(Network network, GoldenFile tensors) throws IOException {
    Path path = Files.createTempFile("saved", ".safetensors");
    try {
      network.save(path);
      GoldenFile saved = new GoldenFile("saved " + tensors.label(), path);
      assertEquals(tensors.names().stream().sorted().toList(), saved.names());
      for (String name : tensors.names()) {
        assertArrayEquals(tensors.shape(name), saved.shape(name), saved.at(name));
        Near.bits(saved.at(name), tensors.rounded(name), saved.rounded(name));
      }
      assertEquals(network.toString(), Network.load(path).toString());
    } finally {
      Files.delete(path);
    }
  }
}
