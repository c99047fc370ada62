package io.vecurrent.jmh.peers;

import io.vecurrent.jmh.reference.CellKind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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
   * The problem as an operator {@code RNN}, {@code GRU} or {@code LSTM}: input {@code X} {@code
   * [time, batch, n]}, output {@code Y} {@code [time, 1, batch, n]}. A stateful one also takes
   * {@code H0}, and {@code C0} for an LSTM, and has, instead of {@code Y}, the outputs {@code Y_h}
   * and {@code Y_c}, all {@code [1, batch, n]}.
   */
  static byte[] of(RnnProblem problem, boolean stateful) {
    int n = problem.n();
    CellKind cell = problem.cell();
    // An empty name leaves an operator's input or output out.
    Message node = new Message().add(1, "X").add(1, "W").add(1, "R").add(1, "B").add(1, "");
    Message graph =
        new Message()
            .add(2, "peer")
            .add(5, constant("W", ordered(cell, problem.inputWeights()), 1, problem.gateRows(), n))
            .add(
                5,
                constant("R", ordered(cell, problem.recurrentWeights()), 1, problem.gateRows(), n))
            .add(5, constant("B", biases(problem), 1, 2L * problem.gateRows()))
            .add(11, tensor("X", problem.time(), problem.batch(), n));
    if (stateful) {
      node.add(2, "");
      for (String name : states(cell)) {
        node.add(1, before(name)).add(2, after(name));
        graph
            .add(11, tensor(before(name), 1, problem.batch(), n))
            .add(12, tensor(after(name), 1, problem.batch(), n));
      }
    } else {
      node.add(2, "Y");
      graph.add(12, tensor("Y", problem.time(), 1, problem.batch(), n));
    }
    node.add(3, "peer").add(4, cell.name()).add(5, attribute("hidden_size", n));
    if (cell == CellKind.GRU) {
      node.add(5, attribute("linear_before_reset", 1));
    }
    graph.add(1, node);
    Message opset = new Message().add(1, "").add(2, OPSET);
    return new Message().add(1, IR_VERSION).add(7, graph).add(8, opset).toBytes();
  }

  /** The states that a cell has: h, and c of an LSTM. */
  static List<String> states(CellKind cell) {
    return cell == CellKind.LSTM ? List.of("h", "c") : List.of("h");
  }

  /** The name of a state's input. */
  static String before(String state) {
    return state.toUpperCase(Locale.ROOT) + "0";
  }

  /** The name of a state's output. */
  static String after(String state) {
    return "Y_" + state;
  }

  /** ONNX orders the gates of a GRU z, r, n and those of an LSTM i, o, f, g. */
  private static float[] ordered(CellKind cell, float[] stacked) {
    GateOrder order =
        switch (cell) {
          case RNN -> GateOrder.of(0);
          case GRU -> GateOrder.of(1, 0, 2);
          case LSTM -> GateOrder.of(0, 3, 1, 2);
        };
    return order.fromPyTorch(stacked);
  }

  /** Those of the inputs, then the recurrent ones. */
  private static float[] biases(RnnProblem problem) {
    int rows = problem.gateRows();
    float[] biases = Arrays.copyOf(ordered(problem.cell(), problem.inputBiases()), 2 * rows);
    float[] recurrent = ordered(problem.cell(), problem.recurrentBiases());
    System.arraycopy(recurrent, 0, biases, rows, rows);
    return biases;
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
