package io.vecurrent.rnn.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vecurrent.kernels.Gates;
import io.vecurrent.kernels.PackedMatrix;
import io.vecurrent.kernels.Softmax;
import io.vecurrent.rnn.Near;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.NetworkBuilder;
import io.vecurrent.rnn.ParameterSlice;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Workspace;
import java.util.Arrays;

/**
 * The LSTM of the exercise: {@code lstm_cell_forward}, {@code lstm_forward}, {@code
 * lstm_cell_backward}, {@code lstm_backward}. Its arrays are {@code [features][batch][time]}, its
 * weights {@code W [hidden][hidden + input]} one a gate; {@code i} is the update gate, {@code c}
 * the candidate.
 */
final class PublishedLstmGolden {
  /** The exercise's letters in the order of PyTorch's gates. */
  private static final String[] GATES = {"i", "f", "c", "o"};

  private final GoldenFile file;
  private final PublishedDigits digits;
  private final int input;
  private final int hidden;
  private final int batch;
  private final int time;
  private final Network network;
  private final float[] x;
  private final State initial;

  private PublishedLstmGolden(GoldenFile file) {
    this.file = file;
    digits = new PublishedDigits(file);
    int[] shape = file.shape("in.x");
    input = shape[0];
    batch = shape[1];
    time = file.has("in.da") ? file.shape("in.da")[2] : shape.length == 3 ? shape[2] : 1;
    hidden = file.shape("in.a0")[0];
    NetworkBuilder builder = Network.builder(input).lstm(hidden);
    if (file.has("notebook.Wy")) {
      builder.linear(file.shape("notebook.Wy")[0]);
    }
    network = builder.build();
    setGates();
    if (network.hasHead()) {
      set("head.weight", file.rounded("notebook.Wy"));
      set("head.bias", file.rounded("notebook.by"));
    }
    x = toTimeMajor("in.x", time);
    assertSame("torch.x", x);
    digits.put("in.x", shape, file.doubles("in.x"), 0);
    initial = network.newState(batch);
    float[] h0 = toTimeMajor("in.a0", 1);
    float[] c0 = file.has("in.c0") ? toTimeMajor("in.c0", 1) : new float[h0.length];
    assertSame("torch.h0", h0);
    assertSame("torch.c0", c0);
    initial.copyFrom(join(h0, c0), 0);
  }

  private static float[] join(float[] first, float[] second) {
    float[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private void setGates() {
    float[] inputs = new float[4 * hidden * input];
    float[] recurrent = new float[4 * hidden * hidden];
    float[] bias = new float[4 * hidden];
    for (int gate = 0; gate < 4; gate++) {
      String weight = "notebook.W" + GATES[gate];
      assertArrayEquals(new int[] {hidden, hidden + input}, file.shape(weight), file.at(weight));
      float[] w = file.rounded(weight);
      for (int i = 0; i < hidden; i++) {
        int row = gate * hidden + i;
        int from = i * (hidden + input);
        System.arraycopy(w, from, recurrent, row * hidden, hidden);
        System.arraycopy(w, from + hidden, inputs, row * input, input);
      }
      System.arraycopy(file.rounded("notebook.b" + GATES[gate]), 0, bias, gate * hidden, hidden);
    }
    set("weight_ih_l0", inputs);
    set("weight_hh_l0", recurrent);
    set("bias_ih_l0", bias);
    set("bias_hh_l0", new float[4 * hidden]);
  }

  private void set(String name, float[] values) {
    network.parameters().set(name, values);
    assertSame("torch." + name, values);
  }

  private void assertSame(String name, float[] values) {
    if (file.has(name)) {
      Near.bits(file.at(name), file.rounded(name), values);
    }
  }

  /** {@code [features][batch][time]} to {@code [time][batch][features]}, the first steps. */
  private float[] toTimeMajor(String name, int steps) {
    int[] shape = file.shape(name);
    assertEquals(batch, shape[1], file.at(name));
    int given = shape.length == 3 ? shape[2] : 1;
    float[] from = file.rounded(name);
    float[] to = new float[steps * batch * shape[0]];
    for (int i = 0; i < shape[0]; i++) {
      for (int b = 0; b < batch; b++) {
        for (int t = 0; t < steps; t++) {
          to[(t * batch + b) * shape[0] + i] = from[(i * batch + b) * given + t];
        }
      }
    }
    return to;
  }

  /** {@code [time][batch][features]} to {@code [features][batch][time]}. */
  private double[] toNotebook(float[] from, int features) {
    int steps = from.length / batch / features;
    double[] to = new double[from.length];
    for (int i = 0; i < features; i++) {
      for (int b = 0; b < batch; b++) {
        for (int t = 0; t < steps; t++) {
          to[(i * batch + b) * steps + t] = from[(t * batch + b) * features + i];
        }
      }
    }
    return to;
  }

  static void checkForward(GoldenFile file) {
    PublishedLstmGolden g = new PublishedLstmGolden(file);
    g.checkStates();
    g.digits.check();
    file.requireAllUsed();
  }

  static void checkBackward(GoldenFile file) {
    PublishedLstmGolden g = new PublishedLstmGolden(file);
    g.checkStates();
    g.checkGradients();
    g.digits.check();
    file.requireAllUsed();
  }

  private void checkStates() {
    boolean cell = file.has("out.a_next");
    float[] a = new float[time * batch * hidden];
    float[] c = new float[a.length];
    State state = initial.copy();
    for (int t = 0; t < time; t++) {
      network.cellForward(
          Arrays.copyOfRange(x, t * batch * input, (t + 1) * batch * input),
          batch,
          state,
          network.workspace(1, batch));
      System.arraycopy(state.toArray(), 0, a, t * batch * hidden, batch * hidden);
      System.arraycopy(state.toArray(), batch * hidden, c, t * batch * hidden, batch * hidden);
    }
    output(cell ? "out.a_next" : "out.a", a, hidden);
    output(cell ? "out.c_next" : "out.c", c, hidden);
    checkSequence(a, state);
    if (file.has("out.gate_i")) {
      checkGates();
    }
  }

  /** All steps in one call: the bits of the single steps. */
  private void checkSequence(float[] a, State after) {
    Workspace workspace = network.workspace(time, batch);
    State state = initial.copy();
    network.forward(x, time, batch, state, workspace);
    float[] hiddens = new float[a.length];
    workspace.copyHidden(hiddens, 0);
    Near.bits(file.at("a in one call"), a, hiddens);
    Near.bits(file.at("states in one call"), after.toArray(), state.toArray());
    if (network.hasHead()) {
      int classes = network.outputSize();
      float[] y = new float[time * batch * classes];
      workspace.copyOutputs(y, 0);
      for (int row = 0; row < time * batch; row++) {
        Softmax.softmax(y, row * classes, y, row * classes, classes);
      }
      output(file.has("out.yt") ? "out.yt" : "out.y", y, classes);
    }
  }

  /** The gates of one step, from the kernels. */
  private void checkGates() {
    int rows = 4 * hidden;
    PackedMatrix ih = PackedMatrix.pack(network.parameters().get("weight_ih_l0"), rows, input);
    PackedMatrix hh = PackedMatrix.pack(network.parameters().get("weight_hh_l0"), rows, hidden);
    float[] bias = network.parameters().get("bias_ih_l0");
    float[] states = initial.toArray();
    float[][] gates = new float[4][batch * hidden];
    for (int b = 0; b < batch; b++) {
      float[] z = new float[rows];
      ih.multiply(x, b * input, bias, 0, z, 0);
      hh.multiplyAdd(states, b * hidden, z, 0);
      // The kernel wants i, f, o, g.
      float[] ordered = new float[rows];
      int[] places = {0, 1, 3, 2};
      for (int gate = 0; gate < 4; gate++) {
        System.arraycopy(z, gate * hidden, ordered, places[gate] * hidden, hidden);
      }
      float[] c = Arrays.copyOfRange(states, (batch + b) * hidden, (batch + b + 1) * hidden);
      Gates.lstm(ordered, 0, hidden, c, 0, c, 0, new float[hidden], 0, hidden, 0f);
      for (int gate = 0; gate < 4; gate++) {
        System.arraycopy(ordered, places[gate] * hidden, gates[gate], b * hidden, hidden);
      }
    }
    String[] names = {"out.gate_i", "out.gate_f", "out.gate_n", "out.gate_o"};
    for (int gate = 0; gate < 4; gate++) {
      output(names[gate], gates[gate], hidden);
    }
  }

  private void output(String name, float[] values, int features) {
    if (file.has(name)) {
      double tolerance = 5 * file.number("error_float32", name, 2e-6 / 5);
      digits.compare(name, toNotebook(values, features), tolerance);
    }
  }

  /** From the gradients of the states alone: the head is no part of the exercise's loss. */
  private void checkGradients() {
    boolean cell = file.has("in.da_next");
    Network headless = Network.builder(input).lstm(hidden).build();
    for (ParameterSlice slice : headless.parameters().slices().values()) {
      headless.parameters().set(slice.name(), network.parameters().get(slice.name()));
    }
    Workspace workspace = headless.workspace(time, batch);
    float[] gradients = headless.newGradients();
    float[] inputGradients = new float[x.length];
    State stateGradients = headless.newState(batch);
    headless.forward(x, time, batch, initial.copy(), workspace);
    float[] da = new float[time * batch * hidden];
    if (cell) {
      float[] dh = toTimeMajor("in.da_next", 1);
      stateGradients.copyFrom(join(dh, toTimeMajor("in.dc_next", 1)), 0);
      workspace.setOutputGradients(da, 0);
      headless.cellBackward(workspace, gradients, inputGradients, stateGradients);
    } else {
      da = toTimeMajor("in.da", time);
      assertSame("torch.dy", da);
      workspace.setOutputGradients(da, 0);
      headless.backward(workspace, gradients, inputGradients, stateGradients);
    }
    gradient(cell ? "grad.dxt" : "grad.dx", toNotebook(inputGradients, input));
    float[] initialGradients = stateGradients.toArray();
    float[] dh = Arrays.copyOf(initialGradients, batch * hidden);
    float[] dc = Arrays.copyOfRange(initialGradients, batch * hidden, 2 * batch * hidden);
    gradient(cell ? "grad.da_prev" : "grad.da0", toNotebook(dh, hidden));
    gradient(cell ? "grad.dc_prev" : "grad.dc0", toNotebook(dc, hidden));
    checkParameterGradients(headless, gradients);
  }

  private void checkParameterGradients(Network headless, float[] gradients) {
    float[] inputs = headless.parameters().slice("weight_ih_l0").copyFrom(gradients);
    float[] recurrent = headless.parameters().slice("weight_hh_l0").copyFrom(gradients);
    float[] bias = headless.parameters().slice("bias_ih_l0").copyFrom(gradients);
    for (int gate = 0; gate < 4; gate++) {
      double[] w = new double[hidden * (hidden + input)];
      double[] b = new double[hidden];
      for (int i = 0; i < hidden; i++) {
        int row = gate * hidden + i;
        b[i] = bias[row];
        for (int j = 0; j < hidden + input; j++) {
          w[i * (hidden + input) + j] =
              j < hidden ? recurrent[row * hidden + j] : inputs[row * input + j - hidden];
        }
      }
      gradient("grad.dW" + GATES[gate], w);
      gradient("grad.db" + GATES[gate], b);
    }
    float[] other = headless.parameters().slice("bias_hh_l0").copyFrom(gradients);
    Near.bits(file.at("bias_hh_l0"), bias, other);
  }

  private void gradient(String name, double[] values) {
    double otherwise = 5e-6 * Math.max(1e-3, Near.largest(file.doubles(name)));
    String key = name.startsWith("grad.dW") ? "grad.dW" : name;
    key = name.startsWith("grad.db") ? "grad.db" : key;
    digits.compare(name, values, 5 * file.number("error_float32", key, otherwise / 5));
  }
}
