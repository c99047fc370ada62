package io.vecurrent.rnn;

import io.vecurrent.kernels.Precision;
import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.layer.EmbeddingLayer;
import io.vecurrent.rnn.layer.Level;
import io.vecurrent.rnn.layer.LinearLayer;
import io.vecurrent.rnn.layer.RecurrentLayer;
import io.vecurrent.rnn.layer.RecurrentSlices;
import io.vecurrent.rnn.layer.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network is made of, without its numbers: sizes, layers, and the names of its parameters.
 *
 * @param vocabulary tokens of the embedding, 0 without one
 * @param inputSize floats that the first recurrent layer reads: the embedding's dimension
 * @param layers bottom up, at least one
 * @param dropout probability of a unit between two layers to be dropped in training
 * @param classes outputs of the head, 0 without one
 * @param headBias whether the head has a bias
 */
record Structure(
    int vocabulary,
    int inputSize,
    List<LayerSpec> layers,
    float dropout,
    int classes,
    boolean headBias) {
  static final String EMBEDDING_WEIGHT = "embedding.weight";
  static final String WEIGHT_IH = "weight_ih";
  static final String WEIGHT_HH = "weight_hh";
  static final String BIAS_IH = "bias_ih";
  static final String BIAS_HH = "bias_hh";

  /** A recurrent layer's parameters in PyTorch's order. */
  static final List<String> RECURRENT = List.of(WEIGHT_IH, WEIGHT_HH, BIAS_IH, BIAS_HH);

  static final String HEAD_WEIGHT = "head.weight";
  static final String HEAD_BIAS = "head.bias";

  /** PyTorch's name of one direction's parameter, {@code weight_ih_l0} for instance. */
  static String name(String parameter, int layer, int direction) {
    return parameter + "_l" + layer + (direction == 0 ? "" : "_reverse");
  }

  LayerSpec top() {
    return layers.get(layers.size() - 1);
  }

  boolean isBidirectional() {
    // By index: an iterator was allocated for good on some runs (JDK 25, 128-bit vectors).
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).bidirectional()) {
        return true;
      }
    }
    return false;
  }

  int outputSize() {
    return classes == 0 ? top().outputSize() : classes;
  }

  /** Floats that a layer reads: those of the one below. */
  int inputSize(int layer) {
    return layer == 0 ? inputSize : layers.get(layer - 1).outputSize();
  }

  /** The table of parameters: names and shapes, no memory yet. */
  Map<String, ParameterSlice> slices() {
    Table table = new Table();
    if (vocabulary > 0) {
      table.add(EMBEDDING_WEIGHT, vocabulary, inputSize);
    }
    for (int layer = 0; layer < layers.size(); layer++) {
      LayerSpec spec = layers.get(layer);
      int rows = Checks.size(spec.cell().gates(), spec.hiddenSize(), "gates * hiddenSize");
      for (int direction = 0; direction < spec.directions(); direction++) {
        table.add(name(WEIGHT_IH, layer, direction), rows, inputSize(layer));
        table.add(name(WEIGHT_HH, layer, direction), rows, spec.hiddenSize());
        if (spec.bias()) {
          table.add(name(BIAS_IH, layer, direction), rows);
          table.add(name(BIAS_HH, layer, direction), rows);
        }
      }
    }
    if (classes > 0) {
      table.add(HEAD_WEIGHT, classes, top().outputSize());
      if (headBias) {
        table.add(HEAD_BIAS, classes);
      }
    }
    return table.slices;
  }

  Stack stack(Parameters parameters) {
    List<Level> levels = new ArrayList<>();
    for (int layer = 0; layer < layers.size(); layer++) {
      RecurrentLayer forward = direction(parameters, layer, 0);
      boolean both = layers.get(layer).bidirectional();
      levels.add(new Level(forward, both ? direction(parameters, layer, 1) : null));
    }
    return new Stack(levels, dropout);
  }

  private RecurrentLayer direction(Parameters parameters, int layer, int direction) {
    LayerSpec spec = layers.get(layer);
    RecurrentSlices slices =
        new RecurrentSlices(
            parameters.slice(name(WEIGHT_IH, layer, direction)).offset(),
            parameters.slice(name(WEIGHT_HH, layer, direction)).offset(),
            spec.bias() ? parameters.slice(name(BIAS_IH, layer, direction)).offset() : -1,
            spec.bias() ? parameters.slice(name(BIAS_HH, layer, direction)).offset() : -1);
    return new RecurrentLayer(
        inputSize(layer), spec.hiddenSize(), spec.cell(), slices, Precision.FLOAT32);
  }

  /** Null without an embedding. */
  EmbeddingLayer embedding(Parameters parameters) {
    int offset = vocabulary == 0 ? 0 : parameters.slice(EMBEDDING_WEIGHT).offset();
    return vocabulary == 0 ? null : new EmbeddingLayer(vocabulary, inputSize, offset);
  }

  /** Null without a head. */
  LinearLayer head(Parameters parameters) {
    return classes == 0
        ? null
        : new LinearLayer(
            top().outputSize(),
            classes,
            parameters.slice(HEAD_WEIGHT).offset(),
            headBias ? parameters.slice(HEAD_BIAS).offset() : -1);
  }

  /** Layers and sizes. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (vocabulary > 0) {
      text.append("embedding ").append(vocabulary).append(" x ").append(inputSize);
    } else {
      text.append("input ").append(inputSize);
    }
    layers.forEach(layer -> text.append(", ").append(layer));
    return classes == 0 ? text.toString() : text.append(", linear ").append(classes).toString();
  }

  /** The slices of the flat array, one behind the other. */
  private static final class Table {
    final Map<String, ParameterSlice> slices = new LinkedHashMap<>();
    private int next;

    void add(String name, int... shape) {
      ParameterSlice slice = new ParameterSlice(name, next, shape);
      slices.put(name, slice);
      next = Checks.sum(next, slice.length(), "parameters");
    }
  }
}
