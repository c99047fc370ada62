package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is saved under PyTorch's names loads again: every kind, layers, directions, biases. */
@Tag("once")
class StateDictRoundTripTest {
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
    assertEquals(names(setting), new ArrayList<>(StateDictFiles.shapes(path()).keySet()));
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
    Map<String, int[]> shapes = StateDictFiles.shapes(path());
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

  /** Layers of the module a, and of b. */
  @ParameterizedTest
  @CsvSource({"2, 1", "1, 2", "2, 2", "3, 1"})
  void likeModulesKeepTheirLayers(int a, int b) throws IOException {
    Network network = Network.builder(4).lstm(4, a).lstm(4, b).bias(false).build();
    StateDict dict = new StateDict().lstm("a").lstm("b");
    dict.save(network, path());
    Map<String, int[]> shapes = StateDictFiles.shapes(path());
    assertEquals(2 * (a + b), shapes.size());
    assertTrue(shapes.containsKey("a.weight_ih_l" + (a - 1)));
    assertTrue(shapes.containsKey("b.weight_ih_l" + (b - 1)));
    // A network that was loaded knows its modules too, under other names.
    Network loaded = dict.load(path());
    same(network, loaded);
    new StateDict().lstm("x").lstm("y").save(loaded, path());
    assertTrue(StateDictFiles.shapes(path()).containsKey("y.weight_ih_l" + (b - 1)));
    same(network, Network.load(path()));
    Path absent = folder.resolve("absent");
    StateDict many = new StateDict().lstm("1").lstm("2").lstm("3").lstm("4").lstm("5");
    String message =
        assertThrows(IllegalArgumentException.class, () -> many.save(network, absent)).getMessage();
    assertTrue(message.contains("does not divide into 5 recurrent modules"), message);
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
    StateDictFiles.write(path(), tensors);
    Network network = new StateDict().gru("a").lstm("b").load(path());
    network.save(path());
    assertEquals(
        tensors.keySet().stream().sorted().toList(),
        List.copyOf(StateDictFiles.shapes(path()).keySet()));
    same(network, Network.load(path()));
  }

  @Test
  void anEmptyNameIsTheModelItself() throws IOException {
    Network network = Network.builder(2).gru(3).build();
    network.save(path());
    same(network, new StateDict().gru("").load(path()));
    new StateDict().gru("").save(network, path());
    assertTrue(StateDictFiles.shapes(path()).containsKey("weight_ih_l0"));
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
    assertEquals(0.5f, dict.dropout(0.5f).load(path()).structure().dropout());
    assertEquals(0f, dict.dropout(0).load(path()).structure().dropout());
    assertThrows(IllegalArgumentException.class, () -> dict.dropout(1));
  }

  @Test
  void aFileInMemoryIsTheFile() throws IOException {
    Network network = Network.builder(2).gru(3).linear(2).build();
    StateDict dict = new StateDict().gru("g").linear("fc");
    dict.save(network, path());
    byte[] bytes = Files.readAllBytes(path());
    same(network, dict.load(bytes, "resource"));
    same(network, Network.load(bytes, "resource"));
    byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
    for (Executable load :
        List.<Executable>of(
            () -> dict.load(half, "resource"), () -> Network.load(half, "resource"))) {
      String message = assertThrows(ModelFormatException.class, load).getMessage();
      assertTrue(message.startsWith("resource: "), message);
    }
    assertThrows(NullPointerException.class, () -> Network.load(null, "resource"));
    assertThrows(NullPointerException.class, () -> Network.load(bytes, null));
    assertThrows(NullPointerException.class, () -> dict.load(null, "resource"));
    assertThrows(NullPointerException.class, () -> dict.load(bytes, null));
  }

  @Test
  void anActivationThatTheFileContradictsIsRefused() throws IOException {
    Network relu = Network.builder(2).rnn(3, Nonlinearity.RELU).build();
    relu.save(path());
    same(relu, new StateDict().rnn("", Nonlinearity.RELU).load(path()));
    String message =
        assertThrows(ModelFormatException.class, () -> new StateDict().rnn("").load(path()))
            .getMessage();
    assertTrue(message.contains("is 'relu', but the modules have [TANH]"), message);
  }
}
