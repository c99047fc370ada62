package io.vecurrent.onnx;

import java.util.List;
import java.util.Set;

/** The recurrent operators: how ONNX orders their gates, and what their nodes may say. */
enum OnnxCell {
  /** One gate; tanh or relu. */
  RNN("tanh", Set.of(), 0),
  /** ONNX has z, r, h; PyTorch r, z, n. */
  GRU("sigmoid tanh", Set.of("linear_before_reset"), 1, 0, 2),
  /** ONNX has i, o, f, c; PyTorch i, f, g, o. */
  LSTM("sigmoid tanh tanh", Set.of("input_forget"), 0, 2, 3, 1);

  private static final Set<String> COMMON =
      Set.of(
          "activations",
          "activation_alpha",
          "activation_beta",
          "clip",
          "direction",
          "hidden_size",
          "layout");

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> activations;

  @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
  private final Set<String> attributes;

  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
  private final int[] order;

  /**
   * A cell.
   *
   * @param activations the defaults of one direction
   * @param attributes beyond those that all operators have
   * @param order ONNX's block of each of PyTorch's gates
   */
  OnnxCell(String activations, Set<String> attributes, int... order) {
    this.activations = List.of(activations.split(" "));
    this.attributes = attributes;
    this.order = order;
  }

  int gates() {
    return order.length;
  }

  /** The activations of one direction where the node names none, in lower case. */
  List<String> activations() {
    return activations;
  }

  /** Whether this class knows what such an attribute means. */
  boolean knows(String attribute) {
    return COMMON.contains(attribute) || attributes.contains(attribute);
  }

  /**
   * PyTorch's order of gates.
   *
   * @param values holds ONNX's blocks from {@code offset}
   * @param block floats of one gate
   */
  float[] reorder(float[] values, int offset, int block) {
    float[] ordered = new float[gates() * block];
    for (int gate = 0; gate < gates(); gate++) {
      System.arraycopy(values, offset + order[gate] * block, ordered, gate * block, block);
    }
    return ordered;
  }
}
