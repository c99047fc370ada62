package io.vecurrent.rnn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A forward pass of any network in double precision, sequence by sequence, written from PyTorch's
 * equations: what the library's gradients are compared with by central differences.
 */
final class DoubleStack {
  /** Everything that one pass gives of one sequence. */
  record Result(double[][] outputs, double[] states) {}

  /** All parameters, in the layout of the network's, to be changed at will. */
  final double[] parameters;

  private final Map<String, ParameterSlice> slices;
  private final List<LayerSpec> layers;

  DoubleStack(Network network) {
    parameters = Near.widen(network.parameters().values());
    slices = network.parameters().slices();
    layers = network.structure().layers();
  }

  /**
   * Runs one sequence.
   *
   * @param x by step
   * @param before h of each layer and direction, then c of those that have one
   */
  Result forward(double[][] x, double[] before) {
    List<double[]> hidden = new ArrayList<>();
    List<double[]> cells = new ArrayList<>();
    int h = 0;
    int c = layers.stream().mapToInt(LayerSpec::outputSize).sum();
    double[][] rows = x;
    for (int layer = 0; layer < layers.size(); layer++) {
      LayerSpec spec = layers.get(layer);
      int size = spec.hiddenSize();
      double[][] outputs = new double[x.length][spec.outputSize()];
      for (int direction = 0; direction < spec.directions(); direction++) {
        double[][] state = new double[spec.cell().stateVectors()][];
        state[0] = Arrays.copyOfRange(before, h, h + size);
        h += size;
        if (state.length == 2) {
          state[1] = Arrays.copyOfRange(before, c, c + size);
          c += size;
        }
        for (int s = 0; s < x.length; s++) {
          int t = direction == 0 ? s : x.length - 1 - s;
          step(spec, layer, direction, rows[t], state);
          System.arraycopy(state[0], 0, outputs[t], direction * size, size);
        }
        hidden.add(state[0]);
        if (state.length == 2) {
          cells.add(state[1]);
        }
      }
      rows = outputs;
    }
    hidden.addAll(cells);
    double[] states = hidden.stream().flatMapToDouble(Arrays::stream).toArray();
    return new Result(head(rows), states);
  }

  private double[][] head(double[][] rows) {
    if (!slices.containsKey("head.weight")) {
      return rows;
    }
    double[][] logits = new double[rows.length][];
    for (int t = 0; t < rows.length; t++) {
      logits[t] = product("head.weight", "head.bias", rows[t]);
    }
    return logits;
  }

  private void step(LayerSpec spec, int layer, int direction, double[] x, double[][] state) {
    String suffix = "_l" + layer + (direction == 0 ? "" : "_reverse");
    double[] a = product("weight_ih" + suffix, "bias_ih" + suffix, x);
    double[] b = product("weight_hh" + suffix, "bias_hh" + suffix, state[0]);
    int n = spec.hiddenSize();
    double[] before = state[0];
    state[0] = new double[n];
    for (int j = 0; j < n; j++) {
      switch (spec.cell().kind()) {
        case "rnn" -> {
          double z = a[j] + b[j];
          boolean relu = spec.nonlinearity() == Nonlinearity.RELU;
          state[0][j] = relu ? Math.max(0, z) : Math.tanh(z);
        }
        case "gru" -> {
          double r = sigmoid(a[j] + b[j]);
          double z = sigmoid(a[n + j] + b[n + j]);
          double candidate = Math.tanh(a[2 * n + j] + r * b[2 * n + j]);
          state[0][j] = (1 - z) * candidate + z * before[j];
        }
        case "lstm" -> {
          double i = sigmoid(a[j] + b[j]);
          double f = sigmoid(a[n + j] + b[n + j]);
          double g = Math.tanh(a[2 * n + j] + b[2 * n + j]);
          double o = sigmoid(a[3 * n + j] + b[3 * n + j]);
          state[1][j] = f * state[1][j] + i * g;
          state[0][j] = o * Math.tanh(state[1][j]);
        }
        default -> throw new IllegalArgumentException(spec.cell().kind());
      }
    }
  }

  private double[] product(String weight, String bias, double[] x) {
    ParameterSlice w = slices.get(weight);
    ParameterSlice b = slices.get(bias);
    double[] y = new double[w.shape()[0]];
    for (int i = 0; i < y.length; i++) {
      y[i] = b == null ? 0 : parameters[b.offset() + i];
      for (int j = 0; j < x.length; j++) {
        y[i] += parameters[w.offset() + i * x.length + j] * x[j];
      }
    }
    return y;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
