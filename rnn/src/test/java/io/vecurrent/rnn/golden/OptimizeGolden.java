package io.vecurrent.rnn.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.Softmax;
import io.vecurrent.rnn.Near;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Reduction;
import io.vecurrent.rnn.SoftmaxCrossEntropy;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Workspace;
import io.vecurrent.rnn.optim.Clipping;
import io.vecurrent.rnn.optim.Sgd;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;

/** One step of plain SGD of a character RNN: the exercise's {@code optimize}. */
final class OptimizeGolden {
  /** The exercise's names of gradients. */
  private static final Map<String, String> NAMES =
      Map.of(
          "dWax", "weight_ih_l0",
          "dWaa", "weight_hh_l0",
          "db", "bias_ih_l0",
          "dWya", "head.weight",
          "dby", "head.bias");

  private final GoldenFile file;
  private final PublishedDigits digits;
  private final Network network;
  private final float limit;
  private final float rate;
  private final int time;
  private final int hidden;
  private final float[] gradients;

  private OptimizeGolden(GoldenFile file) {
    this.file = file;
    digits = new PublishedDigits(file);
    Matcher what =
        file.parse(
            "what",
            "one SGD step of a character RNN: loss summed over (\\d+) steps, gradients clipped by"
                + " value to \\[-([.0-9]+), ([.0-9]+)\\], then w -= ([.0-9]+)\\*g");
    time = Integer.parseInt(what.group(1));
    assertEquals(what.group(2), what.group(3), file.at("clipping"));
    limit = Float.parseFloat(what.group(2));
    rate = Float.parseFloat(what.group(4));
    network = CharacterRnn.network(file, "notebook.");
    hidden = network.hiddenSize();
    gradients = network.newGradients();
  }

  static void check(GoldenFile file) {
    OptimizeGolden golden = new OptimizeGolden(file);
    golden.checkForwardAndBackward();
    golden.checkClipped();
    golden.checkUpdate();
    golden.digits.check();
    file.requireAllUsed();
  }

  /** Five times what float32 code is off by, which the file says for every tensor. */
  private double tolerance(String name) {
    double error = file.number("error_float32", name, Double.NaN);
    assertTrue(error > 0, file.at(name) + " has no error_float32");
    return 5 * error;
  }

  private void checkForwardAndBackward() {
    int[] inputs = file.ints("in.X");
    int[] targets = file.ints("in.Y");
    assertEquals(time, inputs.length, file.at("in.X"));
    Workspace workspace = network.workspace(time, 1);
    State state = network.newState();
    float[] before = file.rounded("in.a_prev");
    state.copyFrom(before, 0);
    network.forward(CharacterRnn.oneHot(inputs, network.inputSize()), time, 1, state, workspace);
    float[] a = Arrays.copyOf(before, (time + 1) * hidden);
    workspace.copyHidden(a, hidden);
    digits.compare("out.a", Near.widen(a), tolerance("out.a"));
    digits.compare("out.a_last", Near.widen(state.toArray()), tolerance("out.a"));
    int classes = network.outputSize();
    float[] p = new float[time * classes];
    workspace.copyOutputs(p, 0);
    for (int t = 0; t < time; t++) {
      Softmax.softmax(p, t * classes, p, t * classes, classes);
    }
    digits.compare("out.probs", Near.widen(p), tolerance("out.probs"));
    double loss = SoftmaxCrossEntropy.of(workspace, targets, 0, Reduction.SUM);
    digits.compare("out.loss", new double[] {loss}, tolerance("out.loss"));
    network.backward(workspace, gradients);
    checkRaw();
  }

  /**
   * Before clipping: errors are relative to the largest entry, which clipping cuts to its limit.
   */
  private void checkRaw() {
    for (String name : new String[] {"db", "dby"}) {
      double[] expected = file.doubles("grad_raw." + name);
      double scale = Math.max(1, Near.largest(expected) / limit);
      double tolerance = scale * tolerance("grad." + name);
      Near.within(file.at("grad_raw." + name), expected, slice(name), tolerance);
    }
    double sum = 0;
    for (var slice : network.parameters().slices().values()) {
      for (float g : slice.name().equals("bias_hh_l0") ? new float[0] : slice.copyFrom(gradients)) {
        sum += (double) g * g;
      }
    }
    double norm = file.scalar("grad_raw.norm2");
    double tolerance = norm / limit * tolerance("grad.dWaa");
    Near.within(file.at("grad_raw.norm2"), norm, Math.sqrt(sum), tolerance);
  }

  private float[] slice(String name) {
    return network.parameters().slice(NAMES.get(name)).copyFrom(gradients);
  }

  private void checkClipped() {
    Clipping.byValue(gradients, limit);
    for (String name : NAMES.keySet()) {
      String grad = "grad." + name;
      digits.compare(grad, Near.widen(slice(name)), tolerance(grad));
    }
    // Many entries are clipped to the same limit: the first one is meant.
    float[] dwax = slice("dWax");
    int published = file.ints("out.argmax_dWax")[0];
    int first = 0;
    for (int i = 0; i < dwax.length; i++) {
      first = dwax[i] > dwax[first] ? i : first;
    }
    assertEquals(published, first, file.at("out.argmax_dWax"));
    digits.put("out.argmax_dWax", new int[0], new double[] {first}, 0);
  }

  private void checkUpdate() {
    new Sgd(network.parameters(), rate).step(network.parameters(), gradients);
    update("out.b", "bias_ih_l0", "grad.db");
    update("out.by", "head.bias", "grad.dby");
  }

  private void update(String name, String parameter, String gradient) {
    double[] expected = file.doubles(name);
    // One bias here is two in the library, of which the other one stays what it was.
    double tolerance = rate * tolerance(gradient) + Math.ulp((float) Near.largest(expected));
    digits.compare(name, Near.widen(network.parameters().get(parameter)), tolerance);
  }
}
