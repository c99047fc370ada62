package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.safetensors.Safetensors;
import io.vecurrent.rnn.safetensors.SafetensorsReader;
import io.vecurrent.rnn.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PyTorch's state_dicts: round trips, and an error for everything that does not fit. */
@Tag("once")
class StateDictTest {
  private static final StateDict TAGGER =
      new StateDict().embedding("model.emb").lstm("model.lstm").linear("fc");

  @TempDir Path folder;

  private Path path() {
    return folder.resolve("model.safetensors");
  }

  /** A kind of recurrent module, and how it is described here and there. */
  private enum Kind {
    RNN {
      @Override
      NetworkBuilder add(NetworkBuilder builder, int hidden, int layers) {
        return builder.rnn(hidden, Nonlinearity.TANH, layers);
      }

      @Override
      StateDict add(StateDict dict, String name) {
        return dict.rnn(name);
      }
    },
    RELU {
      @Override
      NetworkBuilder add(NetworkBuilder builder, int hidden, int layers) {
        return builder.rnn(hidden, Nonlinearity.RELU, layers);
      }

      @Override
      StateDict add(StateDict dict, String name) {
        return dict.rnn(name, Nonlinearity.RELU);
      }
    },
    GRU {
      @Override
      NetworkBuilder add(NetworkBuilder builder, int hidden, int layers) {
        return builder.gru(hidden, layers);
      }

      @Override
      StateDict add(StateDict dict, String name) {
        return dict.gru(name);
      }
    },
    LSTM {
      @Override
      NetworkBuilder add(NetworkBuilder builder, int hidden, int layers) {
        return builder.lstm(hidden, layers);
      }

      @Override
      StateDict add(StateDict dict, String name) {
        return dict.lstm(name);
      }
    };

    abstract NetworkBuilder add(NetworkBuilder builder, int hidden, int layers);

    abstract StateDict add(StateDict dict, String name);
  }

  record Setting(Kind kind, int layers, boolean both, boolean bias, boolean tagger) {
    Network network() {
      NetworkBuilder builder = tagger ? Network.embedding(6, 3) : Network.builder(3);
      kind.add(builder, 5, layers).bias(bias).seed(3);
      return (both ? builder.bidirectional() : builder).linear(4, bias).build();
    }

    StateDict dict() {
      StateDict dict = new StateDict();
      dict = tagger ? dict.embedding("tokens") : dict;
      return kind.add(dict, "encoder.rnn").linear("fc", bias);
    }
  }

  static List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < 16; i++) {
        settings.add(new Setting(kind, 1 + i % 2, (i & 2) != 0, (i & 4) != 0, (i & 8) != 0));
      }
    }
    return settings;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aSavedModelLoadsUnderItsNames(Setting setting) throws IOException {
    Network network = setting.network();
    setting.dict().save(network, path());
    assertEquals(names(setting), new ArrayList<>(shapes(path()).keySet()));
    same(network, setting.dict().load(path()));
    // The file itself says which modules it holds, and keeps its names from then on.
    Network again = Network.load(path());
    same(network, again);
    byte[] bytes = Files.readAllBytes(path());
    again.save(path());
    assertArrayEquals(bytes, Files.readAllBytes(path()));
  }

  /** PyTorch's names of the setting's model, sorted. */
  private static List<String> names(Setting setting) {
    List<String> names = new ArrayList<>();
    for (int layer = 0; layer < setting.layers; layer++) {
      for (String direction : setting.both ? List.of("", "_reverse") : List.of("")) {
        for (String parameter : List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh")) {
          if (setting.bias || parameter.startsWith("weight")) {
            names.add("encoder.rnn." + parameter + "_l" + layer + direction);
          }
        }
      }
    }
    names.add("fc.weight");
    if (setting.bias) {
      names.add("fc.bias");
    }
    if (setting.tagger) {
      names.add("tokens.weight");
    }
    return names.stream().sorted().toList();
  }

  private static void same(Network expected, Network network) {
    assertEquals(expected.toString(), network.toString());
    assertEquals(expected.nonlinearity(), network.nonlinearity());
    assertEquals(
        expected.parameters().slices().toString(), network.parameters().slices().toString());
    Near.bits("parameters", expected.parameters().values(), network.parameters().values());
  }

  @Test
  void modulesOfSeveralKindsStandOneBehindTheOther() throws IOException {
    Network network = Network.builder(2).lstm(3, 2).bidirectional().gru(4).rnn(5).build();
    StateDict dict = new StateDict().lstm("a").gru("b").rnn("c");
    dict.save(network, path());
    Map<String, int[]> shapes = shapes(path());
    assertArrayEquals(new int[] {12, 6}, shapes.get("a.weight_ih_l1_reverse"));
    assertArrayEquals(new int[] {12, 6}, shapes.get("b.weight_ih_l0"));
    assertArrayEquals(new int[] {5, 4}, shapes.get("c.weight_ih_l0"));
    same(network, dict.load(path()));
    // Alike layers, a module each.
    Network alike = Network.builder(2).gru(2, 3).build();
    StateDict three = new StateDict().gru("x").gru("y").gru("z");
    three.save(alike, path());
    same(alike, three.load(path()));
  }

  @Test
  void biasesMayDifferFromModuleToModule() throws IOException {
    Map<String, int[]> tensors = new LinkedHashMap<>();
    tensors.put("a.weight_ih_l0", new int[] {6, 1});
    tensors.put("a.weight_hh_l0", new int[] {6, 2});
    tensors.put("b.weight_ih_l0", new int[] {8, 2});
    tensors.put("b.weight_hh_l0", new int[] {8, 2});
    tensors.put("b.bias_ih_l0", new int[] {8});
    tensors.put("b.bias_hh_l0", new int[] {8});
    write(tensors);
    Network network = new StateDict().gru("a").lstm("b").load(path());
    network.save(path());
    assertEquals(tensors.keySet().stream().sorted().toList(), List.copyOf(shapes(path()).keySet()));
    same(network, Network.load(path()));
  }

  @Test
  void anEmptyNameIsTheModelItself() throws IOException {
    Network network = Network.builder(2).gru(3).build();
    network.save(path());
    same(network, new StateDict().gru("").load(path()));
    new StateDict().gru("").save(network, path());
    assertTrue(shapes(path()).containsKey("weight_ih_l0"));
  }

  @Test
  void metadataIsKept() throws IOException {
    Network network = Network.builder(2).gru(3).metadata("unit", "m").build();
    new StateDict().gru("g").save(network, path());
    assertEquals(Map.of("unit", "m"), new StateDict().gru("g").load(path()).metadata());
    assertEquals(Map.of("unit", "m"), Network.load(path()).metadata());
  }

  @Test
  void dropoutSurvives() throws IOException {
    Network network = Network.builder(2).gru(3, 2).dropout(0.25f).build();
    StateDict dict = new StateDict().gru("g");
    dict.save(network, path());
    assertEquals(0.25f, dict.load(path()).structure().dropout());
  }

  /** The tensors of a tagger with two layers and directions, to be damaged. */
  private static Map<String, int[]> tagger() {
    Map<String, int[]> tensors = new LinkedHashMap<>();
    tensors.put("model.emb.weight", new int[] {6, 2});
    for (int layer = 0; layer < 2; layer++) {
      for (String direction : List.of("", "_reverse")) {
        String end = "_l" + layer + direction;
        tensors.put("model.lstm.weight_ih" + end, new int[] {12, layer == 0 ? 2 : 6});
        tensors.put("model.lstm.weight_hh" + end, new int[] {12, 3});
        tensors.put("model.lstm.bias_ih" + end, new int[] {12});
        tensors.put("model.lstm.bias_hh" + end, new int[] {12});
      }
    }
    tensors.put("fc.weight", new int[] {4, 6});
    tensors.put("fc.bias", new int[] {4});
    return tensors;
  }

  private void write(Map<String, int[]> tensors) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    int seed = 0;
    for (Map.Entry<String, int[]> tensor : tensors.entrySet()) {
      int size = Arrays.stream(tensor.getValue()).reduce(1, (a, b) -> a * b);
      writer.add(tensor.getKey(), tensor.getValue(), Data.floats(seed++, size), 0);
    }
    writer.write(path());
  }

  private static Map<String, int[]> shapes(Path path) throws IOException {
    Safetensors file = SafetensorsReader.read(path);
    Map<String, int[]> shapes = new TreeMap<>();
    for (String name : file.names()) {
      shapes.put(name, file.get(name).shape());
    }
    return shapes;
  }

  private void refused(StateDict dict, Map<String, int[]> tensors, String... parts)
      throws IOException {
    write(tensors);
    refused(dict, parts);
  }

  private void refused(StateDict dict, String... parts) {
    String message = assertThrows(ModelFormatException.class, () -> dict.load(path())).getMessage();
    assertTrue(message.startsWith(path() + ": "), message);
    for (String part : parts) {
      assertTrue(message.contains(part), part + " is not in: " + message);
    }
  }

  @Test
  void aWholeTaggerLoads() throws IOException {
    write(tagger());
    assertEquals(
        "Network[embedding 6 x 2, lstm 3 bidirectional, lstm 3 bidirectional, linear 4, 472"
            + " parameters]",
        TAGGER.load(path()).toString());
  }

  @Test
  void everyMissingTensorIsNamed() throws IOException {
    for (String name : tagger().keySet()) {
      Map<String, int[]> tensors = tagger();
      tensors.remove(name);
      refused(TAGGER, tensors, "missing '" + name + "';", "expected exactly", "found '");
    }
    refused(TAGGER, Map.of("x", new int[1]), "missing 'model.emb.weight', ", "left over 'x'");
  }

  @Test
  void everyLeftOverTensorIsNamed() throws IOException {
    String[] names = {
      "fc.b",
      "bn.num_batches_tracked",
      "model.emb.bias",
      "model.lstm.weight_ih_l01",
      "model.lstm.weight_ih_l",
      "model.lstm.weight_ih_l2000000000",
      "model.lstm.weight_ih_l99999999999999999999",
      "model.lstm.weight_ih_l0_reversed",
      "modelXlstm.weight_ih_l0",
      "weight_ih_l0",
      ""
    };
    for (String name : names) {
      Map<String, int[]> tensors = tagger();
      tensors.put(name, new int[] {2});
      refused(TAGGER, tensors, "missing none", "left over '" + name + "';", "'fc.bias'");
    }
    Map<String, int[]> projected = tagger();
    projected.put("model.lstm.weight_hr_l0", new int[] {2, 3});
    refused(TAGGER, projected, "proj_size");
  }

  @Test
  void aLayerThatIsMissingIsNamed() throws IOException {
    Map<String, int[]> tensors = tagger();
    tensors.keySet().removeIf(name -> name.endsWith("_l0"));
    refused(TAGGER, tensors, "missing 'model.lstm.weight_ih_l0', 'model.lstm.weight_hh_l0'");
    Map<String, int[]> hole = tagger();
    hole.put("model.lstm.weight_ih_l3", new int[] {12, 6});
    refused(TAGGER, hole, "'model.lstm.weight_ih_l2'", "'model.lstm.bias_hh_l3_reverse'");
  }

  @Test
  void everyMisshapenTensorIsNamed() throws IOException {
    for (Map.Entry<String, int[]> entry : tagger().entrySet()) {
      int[] good = entry.getValue();
      for (int[] bad : new int[][] {{}, {0, 3}, {7}, {7, 1}, {3, 2, 1}, {12, 3, 1}}) {
        if (!Arrays.equals(good, bad)) {
          Map<String, int[]> tensors = tagger();
          tensors.put(entry.getKey(), bad);
          String name = "'" + entry.getKey() + "'";
          refused(TAGGER, tensors, " needs [", name + " F32 " + Arrays.toString(bad));
        }
      }
    }
    Map<String, int[]> two = tagger();
    two.put("fc.bias", new int[] {5});
    two.put("model.lstm.bias_ih_l1", new int[] {13});
    refused(
        TAGGER,
        two,
        "'fc.bias' needs [4], has [5]",
        "'model.lstm.bias_ih_l1' needs [12], has [13]");
  }

  @Test
  void otherCellsAreToldApart() throws IOException {
    write(tagger());
    StateDict gru = new StateDict().embedding("model.emb").gru("model.lstm").linear("fc");
    refused(gru, "nn.GRU 'model.lstm'", "[3 * hidden, hidden]", "[12, 3]", "which is an nn.LSTM's");
    StateDict rnn = new StateDict().embedding("model.emb").rnn("model.lstm").linear("fc");
    refused(rnn, "needs [hidden, hidden], has [12, 3], which is an nn.LSTM's");
    refused(new StateDict().lstm("model.lstm").linear("fc"), "left over 'model.emb.weight';");
    refused(
        new StateDict().embedding("model.emb").lstm("model.lstm").linear("fc", false),
        "left over 'fc.bias';");
    refused(
        new StateDict().embedding("emb").lstm("lstm"), "missing 'emb.weight', 'lstm.weight_ih_l0'");
  }

  @Test
  void whatMetadataSaysIsChecked() throws IOException {
    for (String text : new String[] {"", "lstm", "gru g\nbird b", "linear f", "gru g\ngru g"}) {
      new SafetensorsWriter()
          .metadata("vecurrent.modules", text)
          .add("x", new int[] {1}, new float[1], 0)
          .write(path());
      String message =
          assertThrows(ModelFormatException.class, () -> Network.load(path())).getMessage();
      assertTrue(message.contains("vecurrent.modules is not understood"), message);
    }
    new SafetensorsWriter()
        .metadata("vecurrent.modules", "embedding e")
        .add("e.weight", new int[] {1, 1}, new float[1], 0)
        .write(path());
    assertThrows(ModelFormatException.class, () -> Network.load(path()));
  }

  @Test
  void networksOfOtherModulesAreNotSaved() {
    Network network = Network.builder(2).lstm(3, 2).linear(4).build();
    Map<StateDict, String> wrong = new LinkedHashMap<>();
    wrong.put(new StateDict().lstm("l"), "other modules");
    wrong.put(new StateDict().embedding("e").lstm("l").linear("f"), "other modules");
    wrong.put(new StateDict().lstm("l").linear("f", false), "other modules");
    wrong.put(new StateDict().gru("l").linear("f"), "does not fit");
    wrong.put(new StateDict().lstm("l").gru("g").linear("f"), "does not fit");
    wrong.put(new StateDict().lstm("a").lstm("b").lstm("c").linear("f"), "3 recurrent modules");
    wrong.forEach(
        (dict, part) -> {
          String message =
              assertThrows(IllegalArgumentException.class, () -> dict.save(network, path()))
                  .getMessage();
          assertTrue(message.contains(part), message);
          assertTrue(Files.notExists(path()));
        });
    Network mixed = Network.builder(2).lstm(3).lstm(4).build();
    assertThrows(
        IllegalArgumentException.class, () -> new StateDict().lstm("l").save(mixed, path()));
  }

  @Test
  void descriptionsAreChecked() {
    StateDict none = new StateDict();
    Class<IllegalStateException> order = IllegalStateException.class;
    assertThrows(order, () -> none.linear("f"));
    assertThrows(order, () -> none.embedding("e").embedding("f"));
    assertThrows(order, () -> none.embedding("e").linear("f"));
    assertThrows(order, () -> none.gru("g").embedding("e"));
    assertThrows(order, () -> none.gru("g").linear("f").gru("h"));
    assertThrows(order, () -> none.gru("g").linear("f").linear("h"));
    assertThrows(order, () -> none.load(path()));
    assertThrows(order, () -> none.embedding("e").load(path()));
    Network network = Network.builder(1).gru(1).build();
    assertThrows(order, () -> none.save(network, path()));
    assertThrows(IllegalArgumentException.class, () -> none.gru("g").lstm("g"));
    assertThrows(IllegalArgumentException.class, () -> none.gru("a\nb"));
    assertThrows(NullPointerException.class, () -> none.gru(null));
    assertThrows(NullPointerException.class, () -> none.rnn("r", null));
    assertThrows(NullPointerException.class, () -> none.gru("g").load(null));
    assertThrows(NullPointerException.class, () -> none.gru("g").save(null, path()));
    assertThrows(NullPointerException.class, () -> none.gru("g").save(network, null));
    assertEquals("StateDict[nn.GRU 'g']", none.gru("g").toString());
  }
}
