package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.layer.LastRows;
import io.vecurrent.rnn.layer.LinearLayer;
import io.vecurrent.rnn.layer.Rows;
import io.vecurrent.rnn.layer.Share;
import io.vecurrent.rnn.layer.Steps;
import io.vecurrent.rnn.team.Team;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A head on last steps alone gives the bits of one on all steps whose others are not scored. */
class LastOutputsTest {
  private static final int TIME = 6;
  private static final int INPUT = 3;
  private static final int CLASSES = 7;

  private static final int[][] LENGTHS = {
    null, {6, 6, 6, 6, 6}, {2, 6, 1, 6, 3}, {4, 4, 2, 2, 1}, {1, 2, 3, 4, 5}
  };

  /** All that a pass gives, with the loss behind the last. */
  private static float[][] results(
      Network network, Workspace workspace, int[] lengths, ToDoubleFunction<Workspace> loss) {
    int batch = workspace.maxBatch();
    float[] inputs = Data.floats(1, TIME * batch * INPUT);
    State state = Data.state(network, batch, 2);
    State stateGradients = Data.state(network, batch, 3);
    network.forward(inputs, TIME, batch, lengths, state, workspace);
    float[] outputs = new float[1 + batch * network.outputSize()];
    workspace.copyLastOutputs(outputs, 1);
    float value = (float) loss.applyAsDouble(workspace);
    float[] gradients = network.newGradients();
    float[] inputGradients = new float[inputs.length];
    network.backward(workspace, gradients, inputGradients, stateGradients);
    return new float[][] {
      outputs, state.toArray(), gradients, inputGradients, stateGradients.toArray(), {value}
    };
  }

  private static void same(String what, float[][] expected, float[][] actual) {
    for (int i = 0; i < expected.length; i++) {
      Near.bits(what + ", result " + i, expected[i], actual[i]);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theBitsAreThoseOfAllSteps(Kind kind) {
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try (Team team = new Team(2, threads)) {
      Network network = kind.network(INPUT, 20, CLASSES);
      for (int batch : new int[] {1, 5}) {
        Workspace all = network.workspace(TIME, batch);
        Workspace last = network.workspace(TIME, batch, Outputs.LAST);
        Workspace shared = network.workspace(TIME, batch, team, Outputs.LAST);
        int[] classes = {1, SoftmaxCrossEntropy.UNSCORED, 0, 6, 6};
        float[] floats = Data.floats(4, batch * CLASSES);
        ToDoubleFunction<Workspace> entropy =
            w -> SoftmaxCrossEntropy.ofLast(w, Arrays.copyOf(classes, batch));
        ToDoubleFunction<Workspace> squares = w -> MeanSquaredError.ofLast(w, floats);
        ToDoubleFunction<Workspace> own =
            w -> {
              w.setLastOutputGradients(floats, 0);
              return 0;
            };
        for (int[] lengths : LENGTHS) {
          String what = kind + ", batch " + batch + ", lengths " + Arrays.toString(lengths);
          for (ToDoubleFunction<Workspace> loss : Arrays.asList(entropy, squares, own)) {
            float[][] expected = results(network, all, lengths, loss);
            same(what, expected, results(network, last, lengths, loss));
            same(what + ", team", expected, results(network, shared, lengths, loss));
          }
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  /** The last outputs are those of {@code copyOutputs} at each sequence's last step. */
  @Test
  void lastOutputsAreOutputs() {
    for (int classes : new int[] {0, CLASSES}) {
      Network network = Kind.BOTH.network(INPUT, 4, classes);
      Workspace workspace = network.workspace(TIME, 5);
      float[] inputs = Data.floats(1, TIME * 5 * INPUT);
      int width = network.outputSize();
      for (int[] lengths : LENGTHS) {
        network.forward(inputs, TIME, 5, lengths, null, workspace);
        float[] outputs = Data.outputs(network, workspace);
        float[] last = new float[5 * width];
        workspace.copyLastOutputs(last, 0);
        for (int b = 0; b < 5; b++) {
          int step = lengths == null ? TIME - 1 : lengths[b] - 1;
          int from = (step * 5 + b) * width;
          Near.bits(
              "sequence " + b,
              Arrays.copyOfRange(outputs, from, from + width),
              Arrays.copyOfRange(last, b * width, (b + 1) * width));
        }
      }
    }
  }

  /** An own loss on last steps is one on all steps with zeros elsewhere. */
  @Test
  void gradientsOfLastOutputsAreOutputGradients() {
    Network network = Kind.GRU.network(INPUT, 4, 0);
    Workspace workspace = network.workspace(TIME, 5);
    float[] inputs = Data.floats(1, TIME * 5 * INPUT);
    float[] wanted = Data.floats(2, 5 * 4);
    for (int[] lengths : LENGTHS) {
      float[] everywhere = new float[TIME * 5 * 4];
      for (int b = 0; b < 5; b++) {
        int step = lengths == null ? TIME - 1 : lengths[b] - 1;
        System.arraycopy(wanted, b * 4, everywhere, (step * 5 + b) * 4, 4);
      }
      network.forward(inputs, TIME, 5, lengths, null, workspace);
      workspace.setOutputGradients(everywhere, 0);
      float[] expected = network.newGradients();
      network.backward(workspace, expected);
      network.forward(inputs, TIME, 5, lengths, null, workspace);
      // What was set before must not be trained on.
      workspace.setOutputGradients(Data.floats(3, TIME * 5 * 4), 0);
      workspace.setLastOutputGradients(wanted, 0);
      float[] actual = network.newGradients();
      network.backward(workspace, actual);
      Near.bits("gradients", expected, actual);
    }
  }

  private static void illegal(Runnable call, String... parts) {
    String message = assertThrows(IllegalStateException.class, call::run).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), part + " is not in: " + message);
    }
  }

  @Test
  void whatNeedsAllOutputsIsRefused() {
    for (int classes : new int[] {0, CLASSES}) {
      Network network = Kind.TANH.network(INPUT, 4, classes);
      Workspace workspace = network.workspace(TIME, 2, Outputs.LAST);
      int width = network.outputSize();
      float[] inputs = Data.floats(1, TIME * 2 * INPUT);
      float[] outputs = new float[TIME * 2 * width];
      illegal(() -> workspace.copyLastOutputs(outputs, 0), "empty");
      network.forward(inputs, TIME, 2, null, workspace);
      illegal(() -> workspace.copyOutputs(outputs, 0), "last outputs alone", "copyLastOutputs");
      illegal(() -> workspace.setOutputGradients(outputs, 0), "setLastOutputGradients");
      illegal(() -> SoftmaxCrossEntropy.of(workspace, new int[TIME * 2]), "ofLast");
      illegal(() -> MeanSquaredError.of(workspace, outputs), "ofLast", "Outputs.ALL");
      illegal(
          () -> network.backward(workspace, network.newGradients()),
          "SoftmaxCrossEntropy.ofLast",
          "setLastOutputGradients");
    }
  }

  @Test
  void badArgumentsAreRefused() {
    Network network = Kind.TANH.network(INPUT, 4, CLASSES);
    Class<NullPointerException> missing = NullPointerException.class;
    Class<IllegalArgumentException> wrong = IllegalArgumentException.class;
    assertThrows(missing, () -> network.workspace(1, 1, (Outputs) null));
    Workspace workspace = network.workspace(TIME, 2, Outputs.LAST);
    network.forward(Data.floats(1, TIME * 2 * INPUT), TIME, 2, null, workspace);
    float[] outputs = new float[2 * CLASSES];
    assertThrows(missing, () -> workspace.copyLastOutputs(null, 0));
    assertThrows(wrong, () -> workspace.copyLastOutputs(outputs, -1));
    assertThrows(wrong, () -> workspace.copyLastOutputs(outputs, 1));
    assertThrows(wrong, () -> workspace.copyLastOutputs(network.parameters().values(), 0));
    assertThrows(missing, () -> workspace.setLastOutputGradients(null, 0));
    assertThrows(wrong, () -> workspace.setLastOutputGradients(outputs, 1));
    workspace.copyLastOutputs(outputs, 0);
  }

  /** As many targets as steps are those of a loss on every step: the first would be scored. */
  @Test
  void targetsOfAllStepsAreRefused() {
    Network network = Kind.TANH.network(INPUT, 4, CLASSES);
    Workspace workspace = network.workspace(TIME, 2);
    network.forward(Data.floats(1, TIME * 2 * INPUT), TIME, 2, null, workspace);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> SoftmaxCrossEntropy.ofLast(workspace, new int[TIME * 2]))
            .getMessage();
    assertTrue(message.contains("targets [batch]: needs 2") && message.contains("12"), message);
    message =
        assertThrows(
                IllegalArgumentException.class,
                () -> MeanSquaredError.ofLast(workspace, new float[TIME * 2 * CLASSES]))
            .getMessage();
    assertTrue(message.contains("needs 14") && message.contains("84"), message);
  }

  /** Gradients below 2^-50 become 0 here too: a confident head's would be denormal. */
  @Test
  void tinyGradientsOfLastOutputsAreZero() {
    Network network = Kind.GRU.network(INPUT, 4, CLASSES);
    for (Outputs kind : Outputs.values()) {
      Workspace workspace = network.workspace(TIME, 2, kind);
      network.forward(Data.floats(1, TIME * 2 * INPUT), TIME, 2, null, workspace);
      float[] tiny = new float[2 * CLASSES];
      Arrays.fill(tiny, 0x1p-51f);
      workspace.setLastOutputGradients(tiny, 0);
      float[] gradients = network.newGradients();
      network.backward(workspace, gradients);
      Near.bits(kind + "", network.newGradients(), gradients);
    }
  }

  /** Every member takes its own rows, and all rows are taken once. */
  @Test
  void membersShareRows() {
    Steps whole = new Steps(TIME, 5);
    whole.set(TIME, 5, new int[] {2, 6, 1, 6, 3});
    Rows from = new LinearLayer(1, 3, 0, -1).buffers(TIME * 5).output;
    Arrays.fill(from.values, 1f);
    float[] seen = new float[5];
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try (Team team = new Team(2, threads)) {
      for (int member = 0; member < 2; member++) {
        LastRows last = new LastRows(3, 5);
        last.steps.set(1, 5);
        last.gather(whole, from, new Share(team, member));
        for (int row = 0; row < 5; row++) {
          seen[row] += last.input.values[row * last.input.stride];
        }
      }
    } finally {
      threads.shutdown();
    }
    Near.bits("rows", new float[] {1, 1, 1, 1, 1}, seen);
  }
}
