package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sequences of different lengths: each as if it were alone, and what lies beyond is not there. */
class VariableLengthTest {
  private static final int TIME = 7;
  private static final int INPUT = 6;
  private static final int CLASSES = 4;
  private static final int[][] LENGTHS = {
    {7, 7, 7}, {1, 7, 3}, {3, 2, 1}, {2, 5, 5, 1, 4, 2}, {1}, {4}, {6, 6, 2, 2}
  };

  /** What a pass gives, apart from the gradients of the parameters. */
  private record Pass(
      float[] outputs,
      float[] hidden,
      float[] states,
      float[] inputs,
      float[] initial,
      float[] gradients,
      double loss) {}

  private static Pass pass(
      Network network, float[] x, int[] lengths, float[] before, float[] finals, int[] targets) {
    int batch = lengths.length;
    int time = targets.length / batch;
    Workspace workspace = network.workspace(time + 1, batch + 1);
    State state = network.newState(batch);
    state.copyFrom(before, 0);
    network.forward(x, time, batch, lengths, state, workspace);
    float[] outputs = Data.outputs(network, workspace);
    float[] hidden = new float[time * batch * network.hiddenSize() * (isBoth(network) ? 2 : 1)];
    workspace.copyHidden(hidden, 0);
    double loss = SoftmaxCrossEntropy.of(workspace, targets, 0, Reduction.SUM);
    float[] inputs = new float[x.length];
    Arrays.fill(inputs, Float.NaN);
    float[] gradients = network.newGradients();
    State stateGradients = network.newState(batch);
    stateGradients.copyFrom(finals, 0);
    network.backward(workspace, gradients, inputs, stateGradients);
    return new Pass(
        outputs, hidden, state.toArray(), inputs, stateGradients.toArray(), gradients, loss);
  }

  private static boolean isBoth(Network network) {
    return network.isBidirectional();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everySequenceHasTheBitsOfRunningAlone(Kind kind) {
    for (int hidden : new int[] {5, 16, 33}) {
      Network network = kind.network(INPUT, hidden, CLASSES);
      for (int[] lengths : LENGTHS) {
        compare(network, lengths);
      }
    }
  }

  private static void compare(Network network, int[] lengths) {
    int batch = lengths.length;
    float[] x = Data.floats(1, TIME * batch * INPUT);
    int[] targets = Data.targets(2, TIME * batch, CLASSES);
    for (int row = 0; row < TIME * batch; row++) {
      if (row / batch >= lengths[row % batch]) {
        Arrays.fill(x, row * INPUT, (row + 1) * INPUT, Float.NaN);
        targets[row] = 1_000;
      }
    }
    float[] before = Data.floats(3, network.newState(batch).size());
    float[] finals = Data.floats(4, before.length);
    Pass all = pass(network, x, lengths, before, finals, targets);
    int hidden = network.hiddenSize();
    double[] sum = new double[all.gradients.length];
    double loss = 0;
    for (int b = 0; b < batch; b++) {
      int time = lengths[b];
      Pass one =
          pass(
              network,
              Arrays.copyOf(Data.column(x, batch, INPUT, b), time * INPUT),
              new int[] {time},
              Data.column(before, batch, hidden, b),
              Data.column(finals, batch, hidden, b),
              Arrays.copyOf(Data.column(targets, batch, b), time));
      String of = " of sequence " + b + " of " + Arrays.toString(lengths) + " in " + network;
      rows("outputs" + of, one.outputs, all.outputs, batch, CLASSES, b);
      rows("hidden" + of, one.hidden, all.hidden, batch, one.hidden.length / time, b);
      rows("inputs" + of, one.inputs, all.inputs, batch, INPUT, b);
      Near.bits("states" + of, one.states, Data.column(all.states, batch, hidden, b));
      Near.bits("initial" + of, one.initial, Data.column(all.initial, batch, hidden, b));
      for (int i = 0; i < sum.length; i++) {
        sum[i] += one.gradients[i];
      }
      loss += one.loss;
    }
    Near.relative("gradients of " + network, sum, all.gradients, 2e-6);
    Near.within("loss of " + network, loss, all.loss, 1e-6 * loss);
  }

  /** The rows of one sequence, followed by zeros. */
  private static void rows(
      String what, float[] alone, float[] all, int batch, int width, int sequence) {
    float[] padded = Arrays.copyOf(alone, TIME * width);
    Near.bits(what, padded, Data.column(all, batch, width, sequence));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void fullLengthsGiveTheBitsOfNone(Kind kind) {
    Network network = kind.network(INPUT, 20, CLASSES);
    float[] x = Data.floats(5, TIME * 3 * INPUT);
    Workspace workspace = network.workspace(TIME, 3);
    network.forward(x, TIME, 3, null, workspace);
    float[] expected = Data.outputs(network, workspace);
    int[] targets = Data.targets(6, TIME * 3, CLASSES);
    SoftmaxCrossEntropy.of(workspace, targets);
    float[] gradients = network.newGradients();
    network.backward(workspace, gradients);
    network.forward(x, TIME, 3, new int[] {TIME, TIME, TIME}, null, workspace);
    Near.bits("outputs", expected, Data.outputs(network, workspace));
    SoftmaxCrossEntropy.of(workspace, targets);
    float[] again = network.newGradients();
    network.backward(workspace, again);
    Near.bits("gradients", gradients, again);
  }

  @Test
  void noLengthsAreFullOnes() {
    Network network = Kind.BOTH.network(INPUT, 5, CLASSES);
    float[] x = Data.floats(1, 3 * 2 * INPUT);
    Workspace workspace = network.workspace(3, 2);
    network.forward(x, 3, 2, null, workspace);
    float[] expected = Data.outputs(network, workspace);
    for (int[] lengths : new int[][] {null, {3, 3}}) {
      network.forward(x, 3, 2, lengths, null, workspace);
      Near.bits("outputs", expected, Data.outputs(network, workspace));
    }
  }

  /** What one pass leaves in a workspace does not matter to the next, of whatever lengths. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void aUsedWorkspaceIsAsGoodAsANewOne(Kind kind) {
    Network network = kind.network(INPUT, 16, 0);
    Workspace used = network.workspace(TIME, 6);
    Random random = new Random(7);
    for (int round = 0; round < 40; round++) {
      int batch = 1 + random.nextInt(6);
      int time = 1 + random.nextInt(TIME);
      int[] lengths = random.ints(batch, 1, time + 1).toArray();
      float[] x = Data.floats(round, time * batch * INPUT);
      float[] expected = gradients(network, x, lengths, time, network.workspace(time, batch));
      float[] actual = gradients(network, x, lengths, time, used);
      Near.bits(kind + " " + time + Arrays.toString(lengths), expected, actual);
    }
  }

  private static float[] gradients(
      Network network, float[] x, int[] lengths, int time, Workspace workspace) {
    int[] kept = lengths.clone();
    network.forward(x, time, lengths.length, lengths, null, workspace);
    assertArrayEquals(kept, lengths);
    assertEquals(time, workspace.time());
    workspace.setOutputGradients(Data.outputs(network, workspace), 0);
    float[] gradients = network.newGradients();
    network.backward(workspace, gradients);
    return gradients;
  }
}
