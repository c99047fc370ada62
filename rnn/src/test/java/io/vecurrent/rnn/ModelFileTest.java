package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class ModelFileTest {
  @TempDir Path folder;

  private Path path() {
    return folder.resolve("model.safetensors");
  }

  static List<NetworkBuilder> builders() {
    List<NetworkBuilder> builders = new ArrayList<>();
    for (Nonlinearity f : Nonlinearity.values()) {
      for (boolean bias : new boolean[] {true, false}) {
        builders.add(Network.builder(3).rnn(5, f).bias(bias).seed(1));
        builders.add(Network.builder(1).rnn(1, f).bias(bias).seed(2).linear(4));
      }
    }
    builders.add(Network.builder(4).lstm(3, 2).bidirectional().dropout(0.25f).linear(2).seed(3));
    builders.add(
        Network.builder(4)
            .rnn(3, Nonlinearity.RELU)
            .gru(2)
            .bidirectional()
            .rnn(4)
            .lstm(5)
            .bias(false)
            .seed(4));
    builders.add(
        Network.builder(2)
            .rnn(17)
            .metadata("alphabet", "ab\n\u00e9\u6f22\ud83d\ude00")
            .metadata("", ""));
    return builders;
  }

  @Test
  void aLoadedNetworkIsTheSavedOne() throws IOException {
    for (NetworkBuilder builder : builders()) {
      Network saved = builder.build();
      saved.save(path());
      Network loaded = Network.load(path());
      assertEquals(saved.toString(), loaded.toString());
      assertEquals(saved.metadata(), loaded.metadata());
      assertEquals(saved.nonlinearity(), loaded.nonlinearity());
      assertEquals(saved.parameters().slices().toString(), loaded.parameters().slices().toString());
      Near.bits(saved.toString(), saved.parameters().values(), loaded.parameters().values());
      float[] x = Data.floats(1, 4 * saved.inputSize());
      Workspace first = saved.workspace(4, 1);
      Workspace second = loaded.workspace(4, 1);
      saved.forward(x, 4, 1, null, first);
      loaded.forward(x, 4, 1, null, second);
      Near.bits("outputs", Data.outputs(saved, first), Data.outputs(loaded, second));
      byte[] bytes = Files.readAllBytes(path());
      loaded.save(path());
      assertArrayEquals(bytes, Files.readAllBytes(path()));
    }
  }

  @Test
  void extremeParametersKeepTheirBits() throws IOException {
    Network network = Network.builder(2).rnn(2).build();
    float[] values = {-0f, Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE};
    network.parameters().set("weight_ih_l0", values);
    network.save(path());
    Near.bits("weights", values, Network.load(path()).parameters().get("weight_ih_l0"));
  }

  @Test
  void aModelThatIsNotFiniteIsNotSaved() throws IOException {
    Network network = Network.builder(2).rnn(3).linear(2).build();
    network.save(path());
    byte[] old = Files.readAllBytes(path());
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      network.parameters().set("head.weight", new float[] {0, 0, 0, 0, bad, 0});
      String message =
          assertThrows(IllegalStateException.class, () -> network.save(path())).getMessage();
      assertTrue(message.contains("head.weight: element 4 is " + bad), message);
      assertArrayEquals(old, Files.readAllBytes(path()));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(path()), files.toList());
    }
  }

  @Test
  void saveFailsWhereNoFileCanBe() throws IOException {
    Network network = Network.builder(2).rnn(3).build();
    Path absent = folder.resolve("absent").resolve("model");
    assertThrows(IOException.class, () -> network.save(absent));
    assertThrows(IOException.class, () -> network.save(folder));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  /** Tensors of a file to be damaged: shape by name, all elements 0.5. */
  private static Map<String, int[]> good() {
    Map<String, int[]> tensors = new LinkedHashMap<>();
    tensors.put("weight_ih_l0", new int[] {3, 2});
    tensors.put("weight_hh_l0", new int[] {3, 3});
    tensors.put("bias_ih_l0", new int[] {3});
    tensors.put("bias_hh_l0", new int[] {3});
    tensors.put("head.weight", new int[] {4, 3});
    tensors.put("head.bias", new int[] {4});
    return tensors;
  }

  private void write(Map<String, int[]> tensors, float value, String... metadata)
      throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    for (int i = 0; i < metadata.length; i += 2) {
      writer.metadata(metadata[i], metadata[i + 1]);
    }
    for (Map.Entry<String, int[]> tensor : tensors.entrySet()) {
      float[] values = new float[Arrays.stream(tensor.getValue()).reduce(1, (a, b) -> a * b)];
      Arrays.fill(values, value);
      writer.add(tensor.getKey(), tensor.getValue(), values, 0);
    }
    writer.write(path());
  }

  private void refused(Map<String, int[]> tensors, String... parts) throws IOException {
    write(tensors, 0.5f);
    refused(parts);
  }

  private void refused(String... parts) {
    String message =
        assertThrows(ModelFormatException.class, () -> Network.load(path())).getMessage();
    assertTrue(message.startsWith(path().toString()), message);
    for (String part : parts) {
      assertTrue(message.contains(part), part + " is not in: " + message);
    }
  }

  @Test
  void filesOfOthersLoad() throws IOException {
    write(good(), 0.5f, "format", "pt");
    Network network = Network.load(path());
    assertEquals("Network[input 2, rnn 3 TANH, linear 4, 37 parameters]", network.toString());
    assertEquals(Map.of("format", "pt"), network.metadata());
    write(good(), 0.5f, "vecurrent.nonlinearity", "relu");
    assertEquals(Nonlinearity.RELU, Network.load(path()).nonlinearity());
    assertEquals(Map.of(), Network.load(path()).metadata());
  }

  @Test
  void missingTensors() throws IOException {
    for (String name : good().keySet()) {
      Map<String, int[]> tensors = good();
      tensors.remove(name);
      refused(tensors, name, "missing");
    }
    refused(Map.of(), "weight_ih_l0", "missing");
  }

  @Test
  void superfluousTensors() throws IOException {
    Map<String, int[]> tensors = good();
    tensors.put("weight_hh_l1", new int[] {3, 3});
    refused(tensors, "weight_hh_l1", "unexpected");
    tensors.put("weight_ih_l1", new int[] {3, 3});
    refused(tensors, "bias_ih_l1", "missing");
    tensors.remove("weight_hh_l1");
    refused(tensors, "weight_hh_l1", "missing");
    Map<String, int[]> gap = good();
    gap.put("weight_ih_l2", new int[] {3, 3});
    refused(gap, "weight_ih_l2", "unexpected");
  }

  @Test
  void wrongShapes() throws IOException {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    shapes.put("weight_ih_l0", new int[] {6});
    shapes.put("weight_hh_l0", new int[] {9});
    shapes.put("bias_ih_l0", new int[] {3, 1});
    shapes.put("bias_hh_l0", new int[] {4});
    shapes.put("head.weight", new int[] {4, 2});
    shapes.put("head.bias", new int[] {5});
    for (Map.Entry<String, int[]> shape : shapes.entrySet()) {
      Map<String, int[]> tensors = good();
      tensors.put(shape.getKey(), shape.getValue());
      refused(tensors, shape.getKey(), Arrays.toString(shape.getValue()));
    }
    Map<String, int[]> empty = good();
    empty.put("weight_ih_l0", new int[] {3, 0});
    refused(empty, "weight_ih_l0", "[3, 0]");
    Map<String, int[]> wide = good();
    wide.put("weight_hh_l0", new int[] {3, 4});
    refused(wide, "weight_hh_l0", "[3, 4]");
    Map<String, int[]> high = good();
    high.put("weight_hh_l0", new int[] {4, 3});
    refused(high, "weight_hh_l0", "[4, 3]");
  }

  /** Layers of PyTorch, with biases but without metadata. */
  private static Map<String, int[]> layers(int gates, int layers, int directions) {
    Map<String, int[]> tensors = new LinkedHashMap<>();
    for (int layer = 0; layer < layers; layer++) {
      for (int d = 0; d < directions; d++) {
        String suffix = "_l" + layer + (d == 0 ? "" : "_reverse");
        int inputs = layer == 0 ? 2 : 3 * directions;
        tensors.put("weight_ih" + suffix, new int[] {3 * gates, inputs});
        tensors.put("weight_hh" + suffix, new int[] {3 * gates, 3});
        tensors.put("bias_ih" + suffix, new int[] {3 * gates});
        tensors.put("bias_hh" + suffix, new int[] {3 * gates});
      }
    }
    return tensors;
  }

  @Test
  void shapesTellTheCell() throws IOException {
    write(layers(4, 1, 1), 0.5f);
    assertEquals("Network[input 2, lstm 3, 84 parameters]", Network.load(path()).toString());
    write(layers(3, 2, 2), 0.5f);
    assertEquals(
        "Network[input 2, gru 3 bidirectional, gru 3 bidirectional, 324 parameters]",
        Network.load(path()).toString());
    write(layers(1, 2, 1), 0.5f, "vecurrent.nonlinearity", "relu");
    assertEquals(
        "Network[input 2, rnn 3 RELU, rnn 3 RELU, 45 parameters]", Network.load(path()).toString());
    for (int gates : new int[] {2, 5}) {
      refused(layers(gates, 1, 1), "weight_ih_l0", "weight_hh_l0", "3 (gru)", "" + 3 * gates);
    }
  }

  @Test
  void directionsAreWhole() throws IOException {
    for (String name : layers(4, 1, 2).keySet()) {
      Map<String, int[]> tensors = layers(4, 1, 2);
      tensors.remove(name);
      refused(tensors, "_l0");
    }
    Map<String, int[]> narrow = layers(4, 2, 2);
    narrow.put("weight_ih_l1", new int[] {12, 3});
    refused(narrow, "weight_ih_l1", "[12, 6]", "[12, 3]");
  }

  @Test
  void valuesThatAreNotFinite() throws IOException {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      write(good(), bad);
      refused("weight_ih_l0", "finite", "" + bad);
    }
  }

  @Test
  void unknownNonlinearities() throws IOException {
    write(good(), 0.5f, "vecurrent.nonlinearity", "sine");
    refused("tanh or relu", "sine");
    write(good(), 0.5f, "vecurrent.nonlinearity", "relu,tanh");
    refused("each of the 1 vanilla layers", "relu,tanh");
  }

  @Test
  void cellsByName() throws IOException {
    write(layers(3, 1, 1), 0.5f, "vecurrent.cells", "gru");
    String loaded = Network.load(path()).toString();
    assertTrue(loaded.contains("gru 3"), loaded);
    write(layers(3, 1, 1), 0.5f, "vecurrent.cells", "lstm");
    refused("weight_ih_l0", "[9, 2]", "with 4 (lstm) gates");
    for (String bad : new String[] {"", "gru,gru", "gru,", "GRU"}) {
      write(layers(3, 1, 1), 0.5f, "vecurrent.cells", bad);
      refused("vecurrent.cells", "rnn, gru, lstm", "each of the 1 layers", "'" + bad + "'");
    }
  }

  @Test
  void unknownDropout() throws IOException {
    for (String bad : new String[] {"1", "-0.1", "NaN", "half"}) {
      write(good(), 0.5f, "vecurrent.dropout", bad);
      refused("dropout", "[0, 1)", bad);
    }
  }

  @Test
  void truncatedAndAbsentFiles() throws IOException {
    write(good(), 0.5f);
    byte[] whole = Files.readAllBytes(path());
    for (int length = 0; length < whole.length; length++) {
      Files.write(path(), Arrays.copyOf(whole, length));
      refused();
    }
    Files.delete(path());
    assertThrows(NoSuchFileException.class, () -> Network.load(path()));
    assertThrows(IOException.class, () -> Network.load(folder));
  }
}
