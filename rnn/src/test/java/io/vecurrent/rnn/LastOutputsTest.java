package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        Workspace last = network.workspace(TIME, batch);
        last.onlyLastOutputs();
        Workspace shared = network.workspace(TIME, batch, team);
        shared.onlyLastOutputs();
        int[] classes = {1, SoftmaxCrossEntropy.UNSCORED, 0, 6, 6};
        float[] floats = Data.floats(4, batch * CLASSES);
        ToDoubleFunction<Workspace> entropy = w -> SoftmaxCrossEntropy.ofLast(w, classes);
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
    Network network = Kind.TANH.network(INPUT, 4, CLASSES);
    Workspace workspace = network.workspace(TIME, 2);
    float[] inputs = Data.floats(1, TIME * 2 * INPUT);
    float[] outputs = new float[TIME * 2 * CLASSES];
    network.forward(inputs, TIME, 2, null, workspace);
    workspace.onlyLastOutputs();
    illegal(() -> workspace.copyLastOutputs(outputs, 0), "empty");
    network.forward(inputs, TIME, 2, null, workspace);
    illegal(() -> workspace.copyOutputs(outputs, 0), "only last outputs", "copyLastOutputs");
    illegal(() -> workspace.setOutputGradients(outputs, 0), "setLastOutputGradients");
    illegal(() -> SoftmaxCrossEntropy.of(workspace, new int[TIME * 2]), "ofLast");
    illegal(() -> MeanSquaredError.of(workspace, outputs), "ofLast");
    assertThrows(IllegalArgumentException.class, () -> workspace.copyLastOutputs(outputs, -1));
    assertThrows(
        IllegalArgumentException.class,
        () -> workspace.copyLastOutputs(network.parameters().values(), 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> workspace.setLastOutputGradients(new float[2 * CLASSES - 1], 0));
    assertThrows(NullPointerException.class, () -> workspace.setLastOutputGradients(null, 0));
    workspace.allOutputs();
    illegal(() -> workspace.copyOutputs(outputs, 0), "empty");
    network.forward(inputs, TIME, 2, null, workspace);
    workspace.copyOutputs(outputs, 0);
  }

  @Test
  void withoutHeadThereIsNothingToSave() {
    Workspace workspace = Kind.TANH.network(INPUT, 4, 0).workspace(TIME, 2);
    illegal(workspace::onlyLastOutputs, "has no head");
    workspace.allOutputs();
    assertEquals(0, workspace.time());
  }
}
