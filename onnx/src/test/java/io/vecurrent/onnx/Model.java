package io.vecurrent.onnx;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** A protobuf message under construction, and the messages of onnx.proto that the tests need. */
final class Model {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  /** What can throw nothing here: the bytes go to memory. */
  private interface Write {
    void run() throws IOException;
  }

  private Model write(Write write) {
    try {
      write.run();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Model add(int field, long value) {
    return write(() -> out.writeInt64(field, value));
  }

  Model add(int field, float value) {
    return write(() -> out.writeFloat(field, value));
  }

  Model add(int field, double value) {
    return write(() -> out.writeDouble(field, value));
  }

  Model add(int field, String text) {
    return write(() -> out.writeString(field, text));
  }

  Model add(int field, byte[] value) {
    return write(() -> out.writeByteArray(field, value));
  }

  Model add(int field, Model message) {
    return add(field, message.toBytes());
  }

  byte[] toBytes() {
    write(out::flush);
    return bytes.toByteArray();
  }

  /** A ModelProto. */
  static byte[] file(Model graph) {
    Model opset = new Model().add(1, "").add(2, 14);
    return new Model().add(1, 8).add(7, graph).add(8, opset).toBytes();
  }

  /** A NodeProto; inputs and outputs are separated by spaces, {@code -} stands for none. */
  static Model node(String operator, String inputs, String outputs) {
    Model node = new Model().add(3, operator + "_1").add(4, operator);
    for (String input : inputs.split(" ", -1)) {
      node.add(1, input.equals("-") ? "" : input);
    }
    for (String output : outputs.split(" ", -1)) {
      node.add(2, output.equals("-") ? "" : output);
    }
    return node;
  }

  static Model attribute(String name, long value) {
    return new Model().add(1, name).add(3, value).add(20, 2);
  }

  static Model attribute(String name, float value) {
    return new Model().add(1, name).add(2, value).add(20, 1);
  }

  static Model attribute(String name, String value) {
    return new Model().add(1, name).add(4, value).add(20, 3);
  }

  static Model strings(String name, String... values) {
    Model attribute = new Model().add(1, name).add(20, 8);
    for (String value : values) {
      attribute.add(9, value);
    }
    return attribute;
  }

  static Model integers(String name, long... values) {
    Model attribute = new Model().add(1, name).add(20, 7);
    for (long value : values) {
      attribute.add(8, value);
    }
    return attribute;
  }

  static Model floats(String name, float... values) {
    Model attribute = new Model().add(1, name).add(20, 6);
    for (float value : values) {
      attribute.add(7, value);
    }
    return attribute;
  }

  /** The beginning of a TensorProto. */
  static Model tensor(String name, int type, long... dims) {
    Model tensor = new Model().add(2, type).add(8, name);
    for (long dim : dims) {
      tensor.add(1, dim);
    }
    return tensor;
  }

  /** A TensorProto of longs in one dimension. */
  static Model longs(String name, long... values) {
    return tensor(name, 7, values.length).add(9, raw(values));
  }

  /** A TensorProto of one long without dimensions. */
  static Model scalar(String name, long value) {
    return tensor(name, 7).add(9, raw(value));
  }

  private static byte[] raw(long... values) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      raw.putLong(value);
    }
    return raw.array();
  }

  /** A TensorProto of floats: 0.01, 0.02, ... */
  static Model weights(String name, long... dims) {
    int size = 1;
    for (long dim : dims) {
      size *= (int) dim;
    }
    ByteBuffer raw = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size; i++) {
      raw.putFloat(value(i));
    }
    return tensor(name, 1, dims).add(9, raw.array());
  }

  /** Element i of all weights. */
  static float value(int i) {
    return (i + 1) / 100f;
  }

  /** The parts of a graph, to be changed before it is written. */
  static final class Graph {
    final Map<String, Model> nodes = new LinkedHashMap<>();
    final Map<String, Model> initializers = new LinkedHashMap<>();
    String output = "y";

    /** One operator with input X and weights of hidden size 2 and input size 3. */
    static Graph of(String operator, int gates, Model... attributes) {
      Graph graph = new Graph();
      Model node = node(operator, "x W R B", "y");
      for (Model attribute : attributes) {
        node.add(5, attribute);
      }
      graph.nodes.put(operator, node);
      graph.initializers.put("W", weights("W", 1, gates * 2L, 3));
      graph.initializers.put("R", weights("R", 1, gates * 2L, 2));
      graph.initializers.put("B", weights("B", 1, gates * 4L));
      return graph;
    }

    byte[] toBytes() {
      return toBytes(output);
    }

    byte[] toBytes(String... outputs) {
      Model graph = new Model().add(2, "graph");
      nodes.values().forEach(node -> graph.add(1, node));
      initializers.values().forEach(tensor -> graph.add(5, tensor));
      graph.add(11, new Model().add(1, "x"));
      for (String name : outputs) {
        graph.add(12, new Model().add(1, name));
      }
      return file(graph);
    }
  }
}
