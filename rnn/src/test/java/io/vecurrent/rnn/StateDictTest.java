package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An error for everything of a state_dict that does not fit, which says what. */
@Tag("once")
class StateDictTest {
  private static final StateDict TAGGER =
      new StateDict().embedding("model.emb").lstm("model.lstm").linear("fc");

  @TempDir Path folder;

  private Path path() {
    return folder.resolve("model.safetensors");
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

  private void refused(StateDict dict, Map<String, int[]> tensors, String... parts)
      throws IOException {
    StateDictFiles.write(path(), tensors);
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
    StateDictFiles.write(path(), tagger());
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
      refused(TAGGER, tensors, ": left over '" + name + "';", "'fc.bias'");
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
    StateDictFiles.write(path(), tagger());
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
  void withoutADescriptionThePrefixIsExplained() throws IOException {
    new SafetensorsWriter()
        .add("encoder.weight_ih_l0", new int[] {9, 2}, new float[18], 0)
        .add("encoder.weight_hh_l0", new int[] {9, 3}, new float[27], 0)
        .write(path());
    String message =
        assertThrows(ModelFormatException.class, () -> Network.load(path())).getMessage();
    assertTrue(message.contains("has 'encoder.weight_ih_l0', needs 'weight_ih_l0'"), message);
    assertTrue(message.contains("StateDict reads"), message);
    new SafetensorsWriter()
        .add("weight_ih_l0", new int[] {3, 2}, new float[6], 0)
        .add("weight_hh_l0", new int[] {3, 3}, new float[9], 0)
        .add("decoder.weight_ih_l0", new int[] {3, 2}, new float[6], 0)
        .write(path());
    message = assertThrows(ModelFormatException.class, () -> Network.load(path())).getMessage();
    assertTrue(message.contains("decoder.weight_ih_l0") && !message.contains("needs"), message);
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
