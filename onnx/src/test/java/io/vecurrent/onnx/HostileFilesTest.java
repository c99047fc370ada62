package io.vecurrent.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.vecurrent.rnn.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and hostile files give a ModelFormatException, and nothing else. */
class HostileFilesTest {
  private static final int FILES = 4000;

  private static byte[] good() {
    Model.Graph graph = Model.Graph.of("LSTM", 4, Model.attribute("hidden_size", 2));
    graph.nodes.put("MatMul", Model.node("MatMul", "y M", "p"));
    graph.nodes.put("Add", Model.node("Add", "b p", "z"));
    graph.initializers.put("M", Model.weights("M", 2, 5));
    graph.initializers.put("b", Model.weights("b", 5));
    graph.output = "z";
    return graph.toBytes();
  }

  private static boolean loads(byte[] file) {
    try {
      OnnxModel.read(file, "memory").network();
      return true;
    } catch (ModelFormatException e) {
      assertTrue(e.getMessage().startsWith("memory: "), e.getMessage());
      assertTrue(e.getMessage().length() < 1500, e.getMessage());
      return false;
    }
  }

  @Test
  void mutatedFilesLoadOrAreRefused() {
    byte[] original = good();
    assertTrue(loads(original));
    int loaded = 0;
    for (int seed = 0; seed < FILES; seed++) {
      Random random = new Random(seed);
      byte[] file = original.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        file[random.nextInt(file.length)] = (byte) random.nextInt(256);
      }
      try {
        loaded += loads(file) ? 1 : 0;
      } catch (RuntimeException | Error e) {
        fail("seed " + seed, e);
      }
    }
    // Otherwise the mutations would test nothing, or the reader would check nothing.
    assertTrue(loaded > FILES / 20 && loaded < FILES * 9 / 10, loaded + " files loaded");
  }

  @Test
  void truncatedFilesAreRefused() {
    byte[] original = good();
    // Behind the graph stands only the operators' version, which is not looked at.
    for (int length = 0; length < original.length - 6; length++) {
      assertEquals(false, loads(Arrays.copyOf(original, length)), "length " + length);
    }
  }

  private static void refused(byte[] file, String part) {
    String message =
        assertThrows(ModelFormatException.class, () -> OnnxModel.read(file, "memory").network())
            .getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void whatIsNoModelIsRefused() {
    refused(new byte[0], "it has no graph");
    refused("{\"format\": 1}".getBytes(StandardCharsets.UTF_8), "is no ONNX model");
    byte[] safetensors = "\2\0\0\0\0\0\0\0{}".getBytes(StandardCharsets.UTF_8);
    refused(safetensors, "it looks like safetensors, which Network.load and StateDict read: ");
    refused("PK\3\4".getBytes(StandardCharsets.UTF_8), "looks like torch.save's format");
    refused(Model.file(new Model()), "has no node RNN, GRU or LSTM");
    Model graph = new Model();
    refused(new Model().add(7, graph).add(7, graph).toBytes(), "two graphs");
    refused(new Model().add(7, 5).toBytes(), "field 7 near byte 1 has wire type 0, needs 2");
    Model name = new Model().add(1, new Model().add(3, new byte[] {(byte) 0xff}));
    refused(Model.file(name), "no UTF-8");
  }

  @Test
  void sizesThatTheFileDoesNotHoldTakeNoMemory() {
    long[][] shapes = {{1, 1L << 31, 1L << 31}, {1, 8, 1L << 30}, {1, -8, -3}, {1, 8, 1L << 62}};
    for (long[] shape : shapes) {
      Model.Graph graph = Model.Graph.of("LSTM", 4);
      graph.initializers.put("W", Model.tensor("W", 1, shape).add(9, new byte[96]));
      assertEquals(false, loads(graph.toBytes()), Arrays.toString(shape));
    }
    Model.Graph graph = Model.Graph.of("LSTM", 4, Model.attribute("hidden_size", 1L << 40));
    refused(graph.toBytes(), "hidden_size is 1099511627776");
  }

  @Test
  void countlessEmptyNodesAreRefused() {
    byte[] nodes = new byte[4 << 20];
    for (int i = 0; i < nodes.length; i += 2) {
      // Field 1, length-delimited, of length 0.
      nodes[i] = 10;
    }
    refused(new Model().add(7, nodes).toBytes(), "has more than 65536");
  }

  @Test
  void deepGroupsAreRefused() {
    byte[] groups = new byte[1 << 20];
    // Each byte begins a group in field 1.
    Arrays.fill(groups, (byte) 11);
    refused(groups, "is no ONNX model");
  }

  @Test
  void cyclesEnd() {
    Model.Graph graph = Model.Graph.of("LSTM", 4);
    graph.nodes.put("a", Model.node("Identity", "b", "x"));
    graph.nodes.put("b", Model.node("Squeeze", "x", "b"));
    assertEquals(false, loads(graph.toBytes()));
  }

  @Test
  void namesAreUnique() {
    Model.Graph graph = Model.Graph.of("LSTM", 4);
    graph.nodes.put("other", Model.node("Relu", "x", "y"));
    refused(graph.toBytes(), "'y' comes from more than one node");
    Model.Graph tensors = Model.Graph.of("LSTM", 4);
    tensors.initializers.put("twin", Model.weights("W", 1));
    refused(tensors.toBytes(), "two initializers 'W'");
    Model.Graph attributes =
        Model.Graph.of("LSTM", 4, Model.attribute("layout", 0), Model.attribute("layout", 1));
    refused(attributes.toBytes(), "two attributes 'layout'");
  }

  @Test
  void files(@TempDir Path folder) throws IOException {
    Path path = Files.write(folder.resolve("model.onnx"), good());
    assertEquals(5, OnnxModel.read(path).network().outputSize());
    assertThrows(NoSuchFileException.class, () -> OnnxModel.read(folder.resolve("absent")));
    assertThrows(IOException.class, () -> OnnxModel.read(folder));
    assertThrows(NullPointerException.class, () -> OnnxModel.read(null));
    assertThrows(NullPointerException.class, () -> OnnxModel.read(null, "memory"));
    assertThrows(NullPointerException.class, () -> OnnxModel.read(new byte[0], null));
    OnnxModel model = OnnxModel.read(path);
    assertThrows(NullPointerException.class, () -> model.network((String[]) null));
    assertThrows(NullPointerException.class, () -> model.network((String) null));
  }
}
