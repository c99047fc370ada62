package io.vecurrent.jmh.peers;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes an ONNX model of one recurrent operator with constant weights: the few protobuf messages
 * of onnx.proto that this takes, with their field numbers.
 */
final class OnnxModel {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 14;
  private static final int FLOAT = 1;
  private static final int INT_ATTRIBUTE = 2;

  private OnnxModel() {}

  /**
   * The problem as an {@code RNN} operator: input {@code X} {@code [time, batch, n]}, output {@code
   * Y} {@code [time, 1, batch, n]}; a stateful one also takes {@code H0} and has, instead of {@code
   * Y}, the output {@code Y_h}, both {@code [1, batch, n]}.
   */
  static byte[] rnn(RnnProblem problem, boolean stateful) {
    int n = problem.n();
    int time = problem.time();
    int batch = problem.batch();
    // An empty name leaves an operator's input or output out.
    Message node = new Message().add(1, "X").add(1, "W").add(1, "R").add(1, "B").add(1, "");
    if (stateful) {
      node.add(1, "H0").add(2, "").add(2, "Y_h");
    } else {
      node.add(2, "Y");
    }
    node.add(3, "rnn").add(4, "RNN").add(5, attribute("hidden_size", n));
    Message graph =
        new Message()
            .add(1, node)
            .add(2, "peer")
            .add(5, constant("W", problem.inputWeights(), 1, n, n))
            .add(5, constant("R", problem.recurrentWeights(), 1, n, n))
            .add(5, constant("B", problem.biases(), 1, 2L * n))
            .add(11, tensor("X", time, batch, n));
    if (stateful) {
      graph.add(11, tensor("H0", 1, batch, n)).add(12, tensor("Y_h", 1, batch, n));
    } else {
      graph.add(12, tensor("Y", time, 1, batch, n));
    }
    Message opset = new Message().add(1, "").add(2, OPSET);
    return new Message().add(1, IR_VERSION).add(7, graph).add(8, opset).toBytes();
  }

  /** An AttributeProto. */
  private static Message attribute(String name, long value) {
    return new Message().add(1, name).add(3, value).add(20, INT_ATTRIBUTE);
  }

  /** A TensorProto. */
  private static Message constant(String name, float[] values, long... dims) {
    Message tensor = new Message();
    for (long dim : dims) {
      tensor.add(1, dim);
    }
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return tensor.add(2, FLOAT).add(8, name).add(9, raw.array());
  }

  /** A ValueInfoProto. */
  private static Message tensor(String name, long... dims) {
    Message shape = new Message();
    for (long dim : dims) {
      shape.add(1, new Message().add(1, dim));
    }
    Message type = new Message().add(1, FLOAT).add(2, shape);
    return new Message().add(1, name).add(2, new Message().add(1, type));
  }

  /** A protobuf message under construction. */
  private static final class Message {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message add(int field, long value) {
      varint((long) field << 3 | VARINT);
      varint(value);
      return this;
    }

    Message add(int field, byte[] bytes) {
      varint((long) field << 3 | LENGTH_DELIMITED);
      varint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    Message add(int field, String text) {
      return add(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Message add(int field, Message message) {
      return add(field, message.toBytes());
    }

    byte[] toBytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      while (rest >= 0x80) {
        out.write((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
