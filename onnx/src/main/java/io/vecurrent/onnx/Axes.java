package io.vecurrent.onnx;

import io.vecurrent.rnn.ModelFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The axes of a recurrent operator's Y or Y_h, followed through nodes that arrange them anew or
 * take the last step: where each of them ends, or that a node does more.
 */
final class Axes {
  private enum Axis {
    TIME,
    BATCH,
    /** In last states of several layers these, one behind the other. */
    DIRECTIONS,
    HIDDEN,
    /** Hidden, of all directions side by side: one step of the output. */
    FEATURES
  }

  private final Graph graph;
  private final RecurrentOperator operator;
  private final int directions;
  private List<Axis> axes;

  private Axes(Graph graph, RecurrentOperator operator, int directions, List<Axis> axes) {
    this.graph = graph;
    this.operator = operator;
    this.directions = directions;
    this.axes = axes;
  }

  /** Y as the operator makes it. */
  static Axes ofSteps(Graph graph, RecurrentOperator operator) {
    Axis last = operator.isBidirectional() ? Axis.HIDDEN : Axis.FEATURES;
    return new Axes(
        graph,
        operator,
        operator.isBidirectional() ? 2 : 1,
        operator.isBatchFirst()
            ? List.of(Axis.BATCH, Axis.TIME, Axis.DIRECTIONS, last)
            : List.of(Axis.TIME, Axis.DIRECTIONS, Axis.BATCH, last));
  }

  /** Y_h of an operator of one direction, or of several, of which it is the last. */
  static Axes ofStates(Graph graph, RecurrentOperator operator, int layers) {
    return new Axes(
        graph,
        operator,
        layers,
        operator.isBatchFirst()
            ? List.of(Axis.BATCH, Axis.DIRECTIONS, Axis.FEATURES)
            : List.of(Axis.DIRECTIONS, Axis.BATCH, Axis.FEATURES));
  }

  /** Whether an operator of the same layout reads these axes as X. */
  boolean areThoseOfX() {
    return axes.equals(
        operator.isBatchFirst()
            ? List.of(Axis.BATCH, Axis.TIME, Axis.FEATURES)
            : List.of(Axis.TIME, Axis.BATCH, Axis.FEATURES));
  }

  /** Whether a linear layer reads whole steps. */
  boolean endWithFeatures() {
    return axes.get(axes.size() - 1) == Axis.FEATURES;
  }

  /** Whether there is more than one step. */
  boolean haveTime() {
    return axes.contains(Axis.TIME);
  }

  /** Whether the state of more than one layer is among them. */
  boolean haveSeveralLayers() {
    return directions > 1 && axes.contains(Axis.DIRECTIONS);
  }

  /**
   * Whether a node only arranges the axes anew, or takes the last step or layer; then they are its
   * output's from now on.
   */
  boolean pass(Node node) throws ModelFormatException {
    return switch (node.operator()) {
      case "Identity" -> true;
      case "Transpose" -> transpose(node);
      case "Squeeze" -> squeeze(node);
      case "Gather" -> takeLast(node);
      case "Reshape" -> node.integer("allowzero", 0) == 0 && reshape(constant(node));
      default -> false;
    };
  }

  private boolean transpose(Node node) {
    long[] order = integers(node, "perm");
    if (!isPermutation(order)) {
      return false;
    }
    List<Axis> after = new ArrayList<>();
    for (long axis : order) {
      after.add(axes.get((int) axis));
    }
    axes = after;
    return true;
  }

  private boolean isPermutation(long[] order) {
    long[] sorted = order.clone();
    Arrays.sort(sorted);
    boolean isOne = sorted.length == axes.size();
    for (int i = 0; isOne && i < sorted.length; i++) {
      isOne = sorted[i] == i;
    }
    return isOne;
  }

  /** A single direction may go: nothing else is known to be 1. */
  private boolean squeeze(Node node) throws ModelFormatException {
    long[] removed =
        node.attributes().containsKey("axes") ? integers(node, "axes") : constant(node);
    int direction = axes.indexOf(Axis.DIRECTIONS);
    if (directions > 1 || direction < 0 || removed.length != 1) {
      return false;
    }
    long axis = removed[0] < 0 ? removed[0] + axes.size() : removed[0];
    return axis == direction && remove(direction);
  }

  /**
   * The last step of Y, or the state of the last layer. Where sequences may have lengths the last
   * step of Y is that of the longest ones, and 0 in all others.
   */
  private boolean takeLast(Node node) throws ModelFormatException {
    long[] index = constant(node);
    long axis = node.integer("axis", 0);
    int at = (int) (axis < 0 ? axis + axes.size() : axis);
    boolean isScalar = index.length == 1 && graph.constant(node.input(1)).dims().length == 0;
    if (!isScalar || axis < -axes.size() || axis >= axes.size()) {
      return false;
    }
    boolean isLast =
        switch (axes.get(at)) {
          case TIME -> index[0] == -1 && !operator.hasLengths();
          case DIRECTIONS ->
              !operator.isBidirectional() && (index[0] == -1 || index[0] == directions - 1);
          default -> false;
        };
    return isLast && remove(at);
  }

  private boolean remove(int index) {
    List<Axis> after = new ArrayList<>(axes);
    after.remove(index);
    axes = after;
    return true;
  }

  /**
   * The one reshaping that is no calculation: directions, last but one, become a part of the
   * features, or a single direction goes. 0 keeps a size, and one -1 is whatever remains.
   */
  private boolean reshape(long[] shape) {
    int direction = axes.indexOf(Axis.DIRECTIONS);
    int last = axes.size() - 1;
    if (direction < 0
        || (directions > 1 && (!operator.isBidirectional() || direction != last - 1))) {
      return false;
    }
    List<Axis> before = axes;
    remove(direction);
    Collections.replaceAll(axes, Axis.HIDDEN, Axis.FEATURES);
    boolean fits =
        shape.length == axes.size() && Arrays.stream(shape).filter(s -> s < 0).count() < 2;
    for (int i = 0; fits && i < shape.length; i++) {
      boolean isFeatures = axes.get(i) == Axis.FEATURES;
      boolean isKept = shape[i] == 0 && axes.get(i) == before.get(i);
      fits = shape[i] == -1 || isKept || (isFeatures && shape[i] == operator.outputSize());
    }
    return fits;
  }

  private static long[] integers(Node node, String name) {
    Attribute attribute = node.attributes().get(name);
    return attribute == null
        ? new long[0]
        : attribute.integers().stream().mapToLong(Long::longValue).toArray();
  }

  /** The second input; empty if it is none, or no constant. */
  private long[] constant(Node node) throws ModelFormatException {
    OnnxTensor tensor = graph.constant(node.input(1));
    return tensor == null ? new long[0] : tensor.longs();
  }
}
