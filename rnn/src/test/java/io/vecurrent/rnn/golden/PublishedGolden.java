package io.vecurrent.rnn.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vecurrent.kernels.Softmax;
import io.vecurrent.rnn.Near;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.NetworkBuilder;
import io.vecurrent.rnn.ParameterSlice;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Workspace;

/**
 * The four functions of the exercise: {@code rnn_cell_forward}, {@code rnn_forward}, {@code
 * rnn_cell_backward}, {@code rnn_backward}. Its arrays are {@code [features][batch][time]}.
 */
final class PublishedGolden {
  private final GoldenFile file;
  private final PublishedDigits digits;
  private final int input;
  private final int hidden;
  private final int batch;
  private final int time;

  /** With the head, for forward passes. */
  private final Network network;

  /** Without it: the exercise's upstream gradient is that of the hidden state. */
  private final Network headless;

  private final float[] x;
  private final float[] a0;

  private PublishedGolden(GoldenFile file) {
    this.file = file;
    digits = new PublishedDigits(file);
    int[] shape = file.shape("in.x");
    input = shape[0];
    batch = shape[1];
    time = shape.length == 3 ? shape[2] : 1;
    hidden = file.shape("in.a0")[0];
    assertArrayEquals(new int[] {hidden, batch}, file.shape("in.a0"), file.at("in.a0"));
    NetworkBuilder builder = Network.builder(input).rnn(hidden);
    headless = builder.build();
    network = builder.linear(file.shape("notebook.Wya")[0]).build();
    setParameters("weight_ih_l0", "notebook.Wax");
    setParameters("weight_hh_l0", "notebook.Waa");
    setParameters("bias_ih_l0", "notebook.ba");
    setParameters("bias_hh_l0", null);
    setParameters("head.weight", "notebook.Wya");
    setParameters("head.bias", "notebook.by");
    x = toTimeMajor("in.x");
    a0 = toTimeMajor("in.a0");
    assertSame("torch.x", x);
    assertSame("torch.h0", a0);
    digits.put("in.x", shape, toNotebook(x, input), rounding("in.x"));
    digits.put("in.a0", file.shape("in.a0"), toNotebook(a0, hidden), rounding("in.a0"));
  }

  private double rounding(String name) {
    return Math.ulp((float) Near.largest(file.doubles(name))) / 2;
  }

  /** From the notebook's tensor, or zeros, to both networks; the torch twin must be the same. */
  private void setParameters(String name, String notebook) {
    ParameterSlice slice = network.parameters().slice(name);
    float[] values = notebook == null ? new float[slice.length()] : file.rounded(notebook);
    network.parameters().set(name, values);
    if (headless.parameters().slices().containsKey(name)) {
      headless.parameters().set(name, values);
    }
    assertSame("torch." + name, values);
  }

  private void assertSame(String name, float[] values) {
    if (file.has(name)) {
      Near.bits(file.at(name), file.rounded(name), values);
    }
  }

  /** {@code [features][batch][time]} to {@code [time][batch][features]}. */
  private float[] toTimeMajor(String name) {
    int[] shape = file.shape(name);
    assertEquals(batch, shape[1], file.at(name));
    int features = shape[0];
    int steps = shape.length == 3 ? shape[2] : 1;
    float[] from = file.rounded(name);
    float[] to = new float[from.length];
    for (int i = 0; i < features; i++) {
      for (int b = 0; b < batch; b++) {
        for (int t = 0; t < steps; t++) {
          to[(t * batch + b) * features + i] = from[(i * batch + b) * steps + t];
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

  static void checkCellForward(GoldenFile file) {
    PublishedGolden g = new PublishedGolden(file);
    g.checkForward("out.a_next", "out.yt_pred", true);
    g.finish();
  }

  static void checkForward(GoldenFile file) {
    PublishedGolden g = new PublishedGolden(file);
    g.checkForward("out.a", "out.y_pred", false);
    g.finish();
  }

  static void checkCellBackward(GoldenFile file) {
    PublishedGolden g = new PublishedGolden(file);
    g.checkForward("out.a_next", "out.yt_pred", true);
    g.checkBackward("in.da_next", "grad.dxt", "grad.da_prev", true);
    g.finish();
  }

  static void checkBackward(GoldenFile file) {
    PublishedGolden g = new PublishedGolden(file);
    g.checkForward("out.a", "out.y_pred", false);
    g.checkBackward("in.da", "grad.dx", "grad.da0", false);
    g.finish();
  }

  private void finish() {
    digits.check();
    file.requireAllUsed();
  }

  private State initialState() {
    State state = network.newState(batch);
    state.copyFrom(a0, 0);
    return state;
  }

  private void checkForward(String states, String probabilities, boolean cell) {
    Workspace workspace = network.workspace(time, batch);
    State state = initialState();
    if (cell) {
      network.cellForward(x, batch, state, workspace);
    } else {
      network.forward(x, time, batch, state, workspace);
    }
    float[] a = new float[time * batch * hidden];
    workspace.copyHidden(a, 0);
    digits.compare(states, toNotebook(a, hidden), outputTolerance(states));
    int classes = network.outputSize();
    float[] y = new float[time * batch * classes];
    workspace.copyOutputs(y, 0);
    for (int row = 0; row < time * batch; row++) {
      Softmax.softmax(y, row * classes, y, row * classes, classes);
    }
    digits.compare(probabilities, toNotebook(y, classes), outputTolerance(probabilities));
    float[] last = new float[batch * hidden];
    System.arraycopy(a, a.length - last.length, last, 0, last.length);
    Near.bits(file.at("state afterwards"), last, state.toArray());
  }

  private double outputTolerance(String name) {
    return 5 * file.number("error_float32", name, 2e-6 / 5);
  }

  private double gradientTolerance(String name) {
    double otherwise = 5e-6 * Math.max(1e-3, Near.largest(file.doubles(name)));
    return 5 * file.number("error_float32", name, otherwise / 5);
  }

  private void checkBackward(String upstream, String dx, String da0, boolean cell) {
    float[] da = toTimeMajor(upstream);
    assertSame("torch.dy", da);
    Workspace workspace = headless.workspace(time, batch);
    float[] gradients = headless.newGradients();
    float[] inputGradients = new float[x.length];
    State stateGradients = headless.newState(batch);
    headless.forward(x, time, batch, initialState(), workspace);
    if (cell) {
      // The upstream gradient as that of the last state: outputs are not part of the loss.
      workspace.setOutputGradients(new float[da.length], 0);
      stateGradients.copyFrom(da, 0);
      headless.cellBackward(workspace, gradients, inputGradients, stateGradients);
    } else {
      workspace.setOutputGradients(da, 0);
      headless.backward(workspace, gradients, inputGradients, stateGradients);
    }
    gradient(dx, toNotebook(inputGradients, input));
    gradient(da0, toNotebook(stateGradients.toArray(), hidden));
    gradient("grad.dWax", slice("weight_ih_l0", gradients));
    gradient("grad.dWaa", slice("weight_hh_l0", gradients));
    gradient("grad.dba", slice("bias_ih_l0", gradients));
    Near.within(
        file.at("grad.dba"), slice("bias_ih_l0", gradients), slice("bias_hh_l0", gradients), 0);
  }

  private void gradient(String name, double[] values) {
    digits.compare(name, values, gradientTolerance(name));
  }

  private double[] slice(String name, float[] gradients) {
    return Near.widen(headless.parameters().slice(name).copyFrom(gradients));
  }
}
