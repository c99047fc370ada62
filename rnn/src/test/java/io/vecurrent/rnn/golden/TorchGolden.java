package io.vecurrent.rnn.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.vecurrent.kernels.Softmax;
import io.vecurrent.rnn.Near;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.NetworkBuilder;
import io.vecurrent.rnn.Nonlinearity;
import io.vecurrent.rnn.ParameterSlice;
import io.vecurrent.rnn.Reduction;
import io.vecurrent.rnn.SoftmaxCrossEntropy;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Workspace;
import java.util.Arrays;
import java.util.Set;

/**
 * {@code nn.RNN}, {@code nn.GRU} or {@code nn.LSTM} with a linear head: outputs, states, losses and
 * all gradients.
 */
final class TorchGolden {
  private static final String ALL = "logits = y head.weight^T + head.bias";
  private static final String LAST = "logits = y[time-1] head.weight^T + head.bias";
  private static final Set<String> DTYPES = Set.of("float32", "float64");

  private final GoldenFile file;
  private final int input;
  private final int hidden;
  private final int classes;

  /** Layers times directions. */
  private final int blocks;

  /** Floats of an output row of the recurrent layers. */
  private final int width;

  private final boolean lstm;
  private final int time;
  private final int batch;
  private final boolean last;

  /** Null where all sequences have all steps. */
  private final int[] lengths;

  private final double outputTolerance;
  private final double gradientTolerance;
  private final Network network;
  private final Workspace workspace;

  private TorchGolden(GoldenFile file) {
    this.file = file;
    input = file.integer("input");
    hidden = file.integer("hidden");
    classes = file.integer("classes");
    int directions = Integer.parseInt(file.text("directions", "1"));
    blocks = directions * Integer.parseInt(file.text("layers", "1"));
    width = directions * hidden;
    lstm = file.text("kind").equals("lstm");
    time = file.integer("time");
    batch = file.integer("batch");
    last = scoresLastOnly(file);
    lengths = file.has("in.lengths") ? file.ints("in.lengths") : null;
    boolean saturated = file.text("fixture").contains("saturated");
    outputTolerance = saturated ? 1e-5 : 2e-6;
    gradientTolerance = saturated ? 2e-5 : 5e-6;
    network = network(file, input, hidden, classes);
    workspace = network.workspace(time, batch);
  }

  static void check(GoldenFile file) {
    assertTrue(DTYPES.contains(file.text("dtype")), file.at("dtype " + file.text("dtype")));
    TorchGolden golden = new TorchGolden(file);
    golden.checkForward();
    golden.checkLossesAndGradients();
    file.requireAllUsed();
  }

  /** A network of the file's kind with the file's weights. */
  static Network network(GoldenFile file, int input, int hidden, int classes) {
    boolean bias =
        switch (file.text("bias", Boolean.toString(file.has("bias_ih_l0")))) {
          case "true" -> true;
          case "false" -> false;
          default -> fail(file.at("bias " + file.text("bias")));
        };
    NetworkBuilder builder = layers(file, Network.builder(input), hidden).bias(bias);
    switch (file.text("directions", "1")) {
      case "1" -> {}
      case "2" -> builder.bidirectional();
      default -> fail(file.at("directions " + file.text("directions")));
    }
    builder.linear(classes);
    Network network = builder.build();
    for (ParameterSlice slice : network.parameters().slices().values()) {
      String name = slice.name();
      assertArrayEquals(slice.shape(), file.shape(name), file.at(name));
      network.parameters().set(name, file.floats(name));
    }
    return network;
  }

  private static NetworkBuilder layers(GoldenFile file, NetworkBuilder builder, int hidden) {
    int layers = Integer.parseInt(file.text("layers", "1"));
    return switch (file.text("kind")) {
      case "rnn_tanh" -> builder.rnn(hidden, Nonlinearity.TANH, layers);
      case "rnn_relu" -> builder.rnn(hidden, Nonlinearity.RELU, layers);
      case "gru" -> builder.gru(hidden, layers);
      case "lstm" -> builder.lstm(hidden, layers);
      default -> fail(file.at("kind " + file.text("kind") + " cannot be tested"));
    };
  }

  private static boolean scoresLastOnly(GoldenFile file) {
    String scored = file.text("scored", "all");
    boolean last = scored.equals("only the last time step");
    assertTrue(last || scored.equals("all"), file.at("scored is not understood: " + scored));
    assertEquals(last ? LAST : ALL, file.text("head"), file.at("head"));
    return last;
  }

  private State initialState() {
    State state = network.newState(batch);
    copyState("in.h0", state, 0);
    if (lstm) {
      copyState("in.c0", state, blocks * batch * hidden);
    }
    return state;
  }

  /** One vector of all layers and directions. */
  private void copyState(String name, State state, int offset) {
    assertArrayEquals(new int[] {blocks, batch, hidden}, file.shape(name), file.at(name));
    float[] all = state.toArray();
    float[] vector = file.floats(name);
    System.arraycopy(vector, 0, all, offset, vector.length);
    state.copyFrom(all, 0);
  }

  /** The vector h or c of all layers and directions. */
  private float[] vector(State state, boolean cell) {
    int floats = blocks * batch * hidden;
    assertEquals(lstm ? 2 * floats : floats, state.size(), file.at("state"));
    int from = cell ? floats : 0;
    return Arrays.copyOfRange(state.toArray(), from, from + floats);
  }

  private void forward(State state, Workspace workspace) {
    if (lengths == null) {
      network.forward(inputs(), time, batch, state, workspace);
    } else {
      network.forward(inputs(), time, batch, lengths, state, workspace);
    }
  }

  private float[] inputs() {
    assertArrayEquals(new int[] {time, batch, input}, file.shape("in.x"), file.at("in.x"));
    return file.floats("in.x");
  }

  private void checkForward() {
    State state = initialState();
    forward(state, workspace);
    float[] states = hidden(workspace);
    Near.within(file.at("out.y"), file.doubles("out.y"), states, outputTolerance);
    double[] last = file.doubles("out.h_n");
    Near.within(file.at("out.h_n"), last, vector(state, false), outputTolerance);
    if (lstm) {
      double[] cells = file.doubles("out.c_n");
      Near.within(file.at("out.c_n"), cells, vector(state, true), outputTolerance);
    }
    float[] logits = logits();
    checkLogits(logits);
    checkCrossEntropies(logits);
    checkZeroState(states);
    if (file.has("out.c")) {
      checkCells();
    }
  }

  private float[] hidden(Workspace of) {
    float[] states = new float[time * batch * width];
    of.copyHidden(states, 0);
    return states;
  }

  /**
   * Cell states of all steps: step by step, which also shows that chunks go on where they should.
   */
  private void checkCells() {
    State state = initialState();
    float[] x = inputs();
    double[] expected = file.doubles("out.c");
    for (int t = 0; t < time; t++) {
      network.forward(x, t * batch * input, 1, batch, state, workspace);
      int row = t * batch * hidden;
      double[] step = Arrays.copyOfRange(expected, row, row + batch * hidden);
      Near.within(file.at("out.c of step " + t), step, vector(state, true), outputTolerance);
    }
  }

  /** Logits of the scored rows. */
  private float[] logits() {
    float[] all = new float[time * batch * classes];
    workspace.copyOutputs(all, 0);
    return last ? Arrays.copyOfRange(all, all.length - batch * classes, all.length) : all;
  }

  /** Beyond a sequence's length ours are 0, and PyTorch's those of a state of 0. */
  private void checkLogits(float[] logits) {
    double[] expected = file.doubles("out.logits");
    for (int row = 0; lengths != null && row < time * batch; row++) {
      if (row / batch >= lengths[row % batch]) {
        Arrays.fill(expected, row * classes, (row + 1) * classes, 0);
      }
    }
    Near.within(file.at("out.logits"), expected, logits, outputTolerance);
  }

  private void checkCrossEntropies(float[] logits) {
    int[] targets = file.ints("in.target");
    double[] expected = file.doubles("out.ce");
    assertEquals(logits.length / classes, targets.length, file.at("in.target"));
    assertEquals(targets.length, expected.length, file.at("out.ce"));
    for (int row = 0; row < targets.length; row++) {
      double ce =
          targets[row] == SoftmaxCrossEntropy.UNSCORED
              ? 0
              : Softmax.crossEntropy(logits, row * classes, classes, targets[row]);
      // A loss and an output: the wider one of the two tolerances.
      double tolerance = outputTolerance * Math.max(1, Math.abs(expected[row]));
      Near.within(file.at("out.ce row " + row), expected[row], ce, tolerance);
    }
  }

  /** No state is the same as a state of zeros. */
  private void checkZeroState(float[] states) {
    switch (file.text("initial_state")) {
      case "random" -> {}
      case "zero" -> {
        float[] initial = initialState().toArray();
        assertArrayEquals(new float[initial.length], initial, file.at("a zero state"));
        Workspace other = network.workspace(time, batch);
        forward(null, other);
        Near.bits(file.at("out.y after a null state"), states, hidden(other));
      }
      default -> fail(file.at("initial_state is not understood: " + file.text("initial_state")));
    }
  }

  private int[] targets() {
    int[] given = file.ints("in.target");
    if (!last) {
      return given;
    }
    int[] all = new int[time * batch];
    Arrays.fill(all, SoftmaxCrossEntropy.UNSCORED);
    System.arraycopy(given, 0, all, all.length - batch, batch);
    return all;
  }

  private void checkLossesAndGradients() {
    int[] targets = targets();
    int scored = SoftmaxCrossEntropy.scored(targets, 0, targets.length);
    double sum = backward(targets, Reduction.SUM, batch);
    double mean = backward(targets, Reduction.MEAN_BATCH, 1);
    loss("loss.sum", sum);
    loss("loss.sum_time_mean_batch", mean);
    loss("loss.mean", sum / scored);
  }

  private void loss(String name, double loss) {
    double expected = file.scalar(name);
    Near.within(file.at(name), expected, loss, 2e-6 * Math.abs(expected));
  }

  /** Forward and backward; the file's gradients are {@code factor} times smaller. */
  private double backward(int[] targets, Reduction reduction, double factor) {
    forward(initialState(), workspace);
    double loss = SoftmaxCrossEntropy.of(workspace, targets, 0, reduction);
    float[] gradients = network.newGradients();
    float[] inputGradients = new float[time * batch * input];
    State stateGradients = network.newState(batch);
    network.backward(workspace, gradients, inputGradients, stateGradients);
    for (ParameterSlice slice : network.parameters().slices().values()) {
      gradient("grad." + slice.name(), slice.copyFrom(gradients), factor);
    }
    gradient("grad.in.x", inputGradients, factor);
    gradient("grad.in.h0", vector(stateGradients, false), factor);
    if (lstm) {
      gradient("grad.in.c0", vector(stateGradients, true), factor);
    }
    return loss;
  }

  private void gradient(String name, float[] gradient, double factor) {
    double[] expected = file.doubles(name);
    double tolerance = gradientTolerance * Math.max(1e-3, Near.largest(expected));
    double[] scaled = Near.widen(gradient);
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] /= factor;
    }
    Near.within(file.at(name), expected, scaled, tolerance);
  }
}
