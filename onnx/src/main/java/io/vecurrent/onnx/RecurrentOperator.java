package io.vecurrent.onnx;

import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.safetensors.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A node RNN, GRU or LSTM, checked: everything that it says is what a layer of this library
 * computes.
 *
 * <p>Formulas: the operators' pages of the ONNX standard. {@code W [directions][gates * hidden]
 * [input]} and {@code R [directions][gates * hidden][hidden]} are PyTorch's {@code weight_ih} and
 * {@code weight_hh} with the gates in another order, {@code B [directions][2 * gates * hidden]} its
 * two biases one behind the other.
 */
final class RecurrentOperator {
  private static final int X = 0;
  private static final int W = 1;
  private static final int R = 2;
  private static final int B = 3;
  private static final int LENGTHS = 4;
  private static final int INITIAL_H = 5;
  private static final int INITIAL_C = 6;
  private static final int PEEPHOLES = 7;

  private final Graph graph;
  private final Node node;
  private final OnnxCell cell;
  private final int directions;
  private final boolean relu;
  private final int inputSize;
  private final int hiddenSize;
  private final float[] w;
  private final float[] r;

  /** Null without biases. */
  private final float[] b;

  /**
   * Checks a node.
   *
   * @throws ModelFormatException if this library computes something else, or the weights are no
   *     constants or do not fit together; the message says why
   */
  RecurrentOperator(Graph graph, Node node) throws ModelFormatException {
    this.graph = graph;
    this.node = node;
    this.cell = OnnxCell.valueOf(node.operator());
    checkAttributes();
    this.directions = directions();
    this.relu = relu();
    checkStates();
    OnnxTensor weight = weight(W, "W");
    OnnxTensor recurrent = weight(R, "R");
    this.hiddenSize = size(recurrent, "R", "[directions, gates * hidden, hidden]");
    this.inputSize = size(weight, "W", "[directions, gates * hidden, input]");
    long rows = (long) cell.gates() * hiddenSize;
    requireShape(weight, "W", directions, rows, inputSize);
    requireShape(recurrent, "R", directions, rows, hiddenSize);
    checkHiddenSize();
    this.w = weight.floats();
    this.r = recurrent.floats();
    this.b = node.input(B).isEmpty() ? null : biases(rows);
  }

  OnnxCell cell() {
    return cell;
  }

  boolean isBidirectional() {
    return directions == 2;
  }

  /** Whether X and Y begin with the batch: layout 1. */
  boolean isBatchFirst() {
    return node.integer("layout", 0) == 1;
  }

  /** Of an RNN: whether its activation is relu. */
  boolean isRelu() {
    return relu;
  }

  /** Whether sequences may end before the last step. */
  boolean hasLengths() {
    return !lengths().isEmpty();
  }

  /** The value that holds the lengths; empty without. */
  String lengths() {
    return node.input(LENGTHS);
  }

  /**
   * Initial states that the caller can give: none that a recurrent operator of the graph computes.
   */
  void requireFreeStates() throws ModelFormatException {
    for (int input : new int[] {INITIAL_H, INITIAL_C}) {
      Node source = graph.recurrentAncestor(node.input(input));
      if (source != null) {
        throw error(
            (input == INITIAL_H ? "initial_h" : "initial_c")
                + " is computed from "
                + source.title()
                + "; initial states are given to each call here");
      }
    }
  }

  boolean hasBias() {
    return b != null;
  }

  int inputSize() {
    return inputSize;
  }

  int hiddenSize() {
    return hiddenSize;
  }

  /** Floats of one output step. */
  int outputSize() {
    return directions * hiddenSize;
  }

  Node node() {
    return node;
  }

  String input() {
    return node.input(X);
  }

  /** PyTorch's {@code weight_ih}. */
  float[] weightIh(int direction) {
    return cell.reorder(w, direction * rows() * inputSize, hiddenSize * inputSize);
  }

  /** PyTorch's {@code weight_hh}. */
  float[] weightHh(int direction) {
    return cell.reorder(r, direction * rows() * hiddenSize, hiddenSize * hiddenSize);
  }

  /** PyTorch's {@code bias_ih}; zeros without biases. */
  float[] biasIh(int direction) {
    return b == null ? new float[rows()] : cell.reorder(b, 2 * direction * rows(), hiddenSize);
  }

  /** PyTorch's {@code bias_hh}; zeros without biases. */
  float[] biasHh(int direction) {
    return b == null
        ? new float[rows()]
        : cell.reorder(b, (2 * direction + 1) * rows(), hiddenSize);
  }

  private int rows() {
    return cell.gates() * hiddenSize;
  }

  private void checkAttributes() throws ModelFormatException {
    for (Attribute attribute : node.attributes().values()) {
      if (!cell.knows(attribute.name())) {
        throw error("the attribute " + Text.quote(attribute.name()) + " is not known");
      }
    }
    if (node.attributes().containsKey("clip")) {
      throw error("clip limits what goes into the activations; this library's layers do not clip");
    }
    requireNone("activation_alpha");
    requireNone("activation_beta");
    if (node.integer("input_forget", 0) != 0) {
      throw error("input_forget couples the input gate to the forget gate; needs 0");
    }
    long layout = node.integer("layout", 0);
    if (layout != 0 && layout != 1) {
      throw error("layout is " + layout + ", needs 0 or 1");
    }
    if (cell == OnnxCell.GRU && node.integer("linear_before_reset", 0) == 0) {
      throw error(
          "linear_before_reset is 0, which is also what leaving it out means: the candidate is then"
              + " tanh(W x + R (r * h)), with the reset gate before the recurrent product. Such"
              + " weights give other results in PyTorch's form, tanh(W x + r * (R h + b)), which is"
              + " the one here; train or export the model with linear_before_reset = 1 (in Keras:"
              + " reset_after=True)");
    }
  }

  private void requireNone(String attribute) throws ModelFormatException {
    if (node.attributes().containsKey(attribute) && node.attributes().get(attribute).floats() > 0) {
      throw error(attribute + " belongs to activations that this library does not have");
    }
  }

  private int directions() throws ModelFormatException {
    String direction = node.text("direction", "forward");
    return switch (direction) {
      case "forward" -> 1;
      case "bidirectional" -> 2;
      default ->
          throw error(
              "direction is "
                  + Text.quote(direction)
                  + ", needs forward or bidirectional; a layer that only runs backwards can be"
                  + " exported as a forward one on reversed sequences");
    };
  }

  private boolean relu() throws ModelFormatException {
    if (!node.attributes().containsKey("activations")) {
      return false;
    }
    List<String> found =
        node.attributes().get("activations").texts().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();
    boolean allRelu = found.stream().allMatch("relu"::equals);
    if (cell == OnnxCell.RNN && allRelu && found.size() == directions) {
      return true;
    }
    List<String> needed = new ArrayList<>();
    for (int direction = 0; direction < directions; direction++) {
      needed.addAll(cell.activations());
    }
    if (!found.equals(needed)) {
      String names = found.stream().limit(8).map(Text::visible).collect(Collectors.joining(", "));
      throw error(
          "activations are ["
              + names
              + "], needs "
              + needed
              + (cell == OnnxCell.RNN ? ", or relu for all" : ""));
    }
    return false;
  }

  /** Lengths and initial states come with a call; a file may only leave them to it. */
  private void checkStates() throws ModelFormatException {
    if (graph.constant(node.input(LENGTHS)) != null) {
      throw error("sequence_lens is a constant; lengths are given to each forward pass here");
    }
    for (int input : new int[] {INITIAL_H, INITIAL_C}) {
      OnnxTensor state = graph.constant(node.input(input));
      if (state != null && !isZero(state.floats())) {
        throw error(
            (input == INITIAL_H ? "initial_h" : "initial_c")
                + " is a constant that is not zero; initial states are given to each call here");
      }
    }
    if (!node.input(PEEPHOLES).isEmpty()) {
      OnnxTensor peepholes = graph.constant(node.input(PEEPHOLES));
      if (peepholes == null || !isZero(peepholes.floats())) {
        throw error("P holds peephole weights, which this library's LSTM does not have");
      }
    }
  }

  private static boolean isZero(float[] values) {
    for (float value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private OnnxTensor weight(int input, String what) throws ModelFormatException {
    String value = node.input(input);
    OnnxTensor tensor = graph.constant(value);
    if (tensor == null) {
      Node producer = graph.producer(value);
      String from =
          producer == null ? "are an input of the graph" : "come from " + producer.title();
      throw error(
          value.isEmpty()
              ? what + " is missing"
              : "the weights "
                  + what
                  + " "
                  + from
                  + ", needs constants; export the model with constant folding, or run an optimiser"
                  + " over it that folds them");
    }
    return tensor;
  }

  private int size(OnnxTensor tensor, String what, String form) throws ModelFormatException {
    long[] dims = tensor.dims();
    if (dims.length != 3 || dims[2] < 1 || dims[2] > Integer.MAX_VALUE) {
      throw error(what + " has the shape " + tensor.shape() + ", needs " + form);
    }
    return (int) dims[2];
  }

  private void requireShape(OnnxTensor tensor, String what, long... wanted)
      throws ModelFormatException {
    if (!tensor.hasShape(wanted)) {
      throw error(
          what
              + " has the shape "
              + tensor.shape()
              + ", needs "
              + Arrays.toString(wanted)
              + " in "
              + (directions == 1 ? "one direction" : "two directions"));
    }
  }

  private void checkHiddenSize() throws ModelFormatException {
    long said = node.integer("hidden_size", hiddenSize);
    if (said != hiddenSize) {
      throw error("hidden_size is " + said + ", but R has " + hiddenSize + " columns");
    }
  }

  private float[] biases(long rows) throws ModelFormatException {
    OnnxTensor bias = weight(B, "B");
    requireShape(bias, "B", directions, 2 * rows);
    return bias.floats();
  }

  private ModelFormatException error(String problem) {
    return new ModelFormatException(graph.source() + ": " + node.title() + ": " + problem);
  }
}
