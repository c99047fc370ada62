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

/** {@code nn.RNN} with a linear head: outputs, states, losses and all gradients. */
final class TorchGolden {
  private static final String ALL = "logits = y head.weight^T + head.bias";
  private static final String LAST = "logits = y[time-1] head.weight^T + head.bias";
  private static final Set<String> DTYPES = Set.of("float32", "float64");

  private final GoldenFile file;
  private final int input;
  private final int hidden;
  private final int classes;
  private final int time;
  private final int batch;
  private final boolean last;
  private final double outputTolerance;
  private final double gradientTolerance;
  private final Network network;
  private final Workspace workspace;

  private TorchGolden(GoldenFile file) {
    this.file = file;
    input = file.integer("input");
    hidden = file.integer("hidden");
    classes = file.integer("classes");
    time = file.integer("time");
    batch = file.integer("batch");
    last = scoresLastOnly(file);
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
    NetworkBuilder builder =
        Network.builder(input).rnn(hidden, nonlinearity(file)).bias(bias).linear(classes);
    Network network = builder.build();
    for (ParameterSlice slice : network.parameters().slices().values()) {
      String name = slice.name();
      assertArrayEquals(slice.shape(), file.shape(name), file.at(name));
      network.parameters().set(name, file.floats(name));
    }
    return network;
  }

  private static Nonlinearity nonlinearity(GoldenFile file) {
    return switch (file.text("kind")) {
      case "rnn_tanh" -> Nonlinearity.TANH;
      case "rnn_relu" -> Nonlinearity.RELU;
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
    assertArrayEquals(new int[] {1, batch, hidden}, file.shape("in.h0"), file.at("in.h0"));
    state.copyFrom(file.floats("in.h0"), 0);
    return state;
  }

  private float[] inputs() {
    assertArrayEquals(new int[] {time, batch, input}, file.shape("in.x"), file.at("in.x"));
    return file.floats("in.x");
  }

  private void checkForward() {
    State state = initialState();
    network.forward(inputs(), time, batch, state, workspace);
    float[] states = new float[time * batch * hidden];
    workspace.copyHidden(states, 0);
    Near.within(file.at("out.y"), file.doubles("out.y"), states, outputTolerance);
    Near.within(file.at("out.h_n"), file.doubles("out.h_n"), state.toArray(), outputTolerance);
    float[] logits = logits();
    Near.within(file.at("out.logits"), file.doubles("out.logits"), logits, outputTolerance);
    checkCrossEntropies(logits);
    checkZeroState(state);
  }

  /** Logits of the scored rows. */
  private float[] logits() {
    float[] all = new float[time * batch * classes];
    workspace.copyOutputs(all, 0);
    return last ? Arrays.copyOfRange(all, all.length - batch * classes, all.length) : all;
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
  private void checkZeroState(State after) {
    switch (file.text("initial_state")) {
      case "random" -> {}
      case "zero" -> {
        float[] h0 = file.floats("in.h0");
        assertArrayEquals(new float[h0.length], h0, file.at("in.h0 of a zero state"));
        Workspace other = network.workspace(time, batch);
        network.forward(inputs(), time, batch, null, other);
        float[] states = new float[time * batch * hidden];
        other.copyHidden(states, 0);
        float[] end = Arrays.copyOfRange(states, states.length - batch * hidden, states.length);
        Near.bits(file.at("state after a null state"), after.toArray(), end);
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
    network.forward(inputs(), time, batch, initialState(), workspace);
    double loss = SoftmaxCrossEntropy.of(workspace, targets, 0, reduction);
    float[] gradients = network.newGradients();
    float[] inputGradients = new float[time * batch * input];
    State stateGradients = network.newState(batch);
    network.backward(workspace, gradients, inputGradients, stateGradients);
    for (ParameterSlice slice : network.parameters().slices().values()) {
      gradient("grad." + slice.name(), slice.copyFrom(gradients), factor);
    }
    gradient("grad.in.x", inputGradients, factor);
    gradient("grad.in.h0", stateGradients.toArray(), factor);
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
