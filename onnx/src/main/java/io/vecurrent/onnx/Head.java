package io.vecurrent.onnx;

import io.vecurrent.rnn.ModelFormatException;
import java.util.Set;

/**
 * A linear layer with constant weights: {@code MatMul}, {@code MatMul} and {@code Add}, or {@code
 * Gemm}.
 *
 * @param input the value it reads
 * @param classes floats of one output step
 * @param weight PyTorch's {@code weight [classes][inputs]}
 * @param bias {@code [classes]}, or null
 */
record Head(String input, int classes, float[] weight, float[] bias) {
  private static final Set<String> GEMM = Set.of("alpha", "beta", "transA", "transB");

  /** The head that ends in this node, or null if the node is none. */
  static Head of(Graph graph, Node node, int inputs) throws ModelFormatException {
    if (node.is("Add")) {
      Head left = withBias(graph, node.input(0), node.input(1), inputs);
      return left != null ? left : withBias(graph, node.input(1), node.input(0), inputs);
    }
    if (node.is("MatMul")) {
      return of(graph, node, false, null, inputs);
    }
    if (node.is("Gemm") && isPlain(node)) {
      OnnxTensor bias = graph.constant(node.input(2));
      boolean fits = node.input(2).isEmpty() || bias != null;
      return fits ? of(graph, node, node.integer("transB", 0) != 0, bias, inputs) : null;
    }
    return null;
  }

  private static Head withBias(Graph graph, String product, String constant, int inputs)
      throws ModelFormatException {
    Node node = graph.producer(product);
    OnnxTensor bias = graph.constant(constant);
    return node == null || bias == null || !node.is("MatMul")
        ? null
        : of(graph, node, false, bias, inputs);
  }

  private static boolean isPlain(Node node) {
    return GEMM.containsAll(node.attributes().keySet())
        && node.number("alpha", 1) == 1
        && node.number("beta", 1) == 1
        && node.integer("transA", 0) == 0;
  }

  private static Head of(Graph graph, Node node, boolean transposed, OnnxTensor bias, int inputs)
      throws ModelFormatException {
    OnnxTensor weight = graph.constant(node.input(1));
    if (weight == null) {
      return null;
    }
    long[] dims = weight.dims();
    long classes = dims.length == 2 ? dims[transposed ? 0 : 1] : 0;
    boolean fits =
        classes > 0
            && dims[transposed ? 1 : 0] == inputs
            && (bias == null || bias.hasShape(classes));
    if (!fits) {
      throw new ModelFormatException(
          graph.source()
              + ": "
              + node.title()
              + ": the weights have the shape "
              + weight.shape()
              + (bias == null ? "" : " and the bias " + bias.shape())
              + ", needs "
              + (transposed ? "[classes, " + inputs + "]" : "[" + inputs + ", classes]")
              + " and [classes]");
    }
    float[] values = weight.floats();
    return new Head(
        node.input(0),
        (int) classes,
        transposed ? values : transpose(values, inputs, (int) classes),
        bias == null ? null : bias.floats());
  }

  private static float[] transpose(float[] values, int rows, int cols) {
    float[] transposed = new float[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        transposed[j * rows + i] = values[i * cols + j];
      }
    }
    return transposed;
  }
}
