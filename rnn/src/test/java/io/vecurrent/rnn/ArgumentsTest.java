package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.optim.Adam;
import io.vecurrent.rnn.optim.Clipping;
import io.vecurrent.rnn.optim.Optimizer;
import io.vecurrent.rnn.optim.RmsProp;
import io.vecurrent.rnn.optim.Sgd;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Bad arguments are refused by name and number, and nothing of the caller's has changed then. */
@Tag("once")
class ArgumentsTest {
  private static final int TIME = 3;
  private static final int BATCH = 2;
  private static final float NAN = Float.NaN;

  private final Network network = Data.network(4, 5, 6, Nonlinearity.TANH);
  private final Network other = Data.network(4, 5, 6, Nonlinearity.TANH);
  private final Workspace workspace = network.workspace(TIME, BATCH);
  private final float[] x = Data.floats(1, TIME * BATCH * 4);
  private final float[] gradients = Data.floats(2, network.parameters().size());
  private final float[] inputGradients = Data.floats(3, x.length);
  private final State state = Data.state(network, BATCH, 4);
  private final State stateGradients = Data.state(network, BATCH, 5);
  private final float[] target = Data.floats(6, TIME * BATCH * 6);
  private final int[] targets = Data.targets(7, TIME * BATCH, 6);
  private float[][] kept;
  private float[] outputs;

  @BeforeEach
  void forward() {
    network.forward(x, TIME, BATCH, state.copy(), workspace);
    SoftmaxCrossEntropy.of(workspace, targets);
    outputs = Data.outputs(network, workspace);
    kept = snapshot();
  }

  private float[][] snapshot() {
    return new float[][] {
      x.clone(),
      gradients.clone(),
      inputGradients.clone(),
      state.toArray(),
      stateGradients.toArray(),
      target.clone(),
      network.parameters().values().clone()
    };
  }

  /** Throws with all parts in the message; no array, state or workspace has changed. */
  private void refused(Class<? extends Exception> type, Executable call, String... parts) {
    String message = assertThrows(type, call).getMessage();
    for (String part : parts) {
      assertTrue(message != null && message.contains(part), part + " is not in: " + message);
    }
    float[][] now = snapshot();
    for (int i = 0; i < kept.length; i++) {
      Near.bits("array " + i + " after: " + message, kept[i], now[i]);
    }
    Near.bits("outputs after: " + message, outputs, Data.outputs(network, workspace));
  }

  private void illegal(Executable call, String... parts) {
    refused(IllegalArgumentException.class, call, parts);
  }

  private void isNull(Executable call, String name) {
    refused(NullPointerException.class, call, name);
  }

  @Test
  void builder() {
    illegal(() -> Network.builder(0), "inputSize", "1", "0");
    illegal(() -> Network.builder(-3), "inputSize", "-3");
    illegal(() -> Network.builder(1).rnn(0), "hiddenSize", "1", "0");
    illegal(() -> Network.builder(1).rnn(1).linear(0), "classes", "1", "0");
    isNull(() -> Network.builder(1).rnn(1, null), "nonlinearity");
    isNull(() -> Network.builder(1).initialization(null), "initialization");
    isNull(() -> Network.builder(1).metadata(null, ""), "key");
    isNull(() -> Network.builder(1).metadata("a", null), "value");
    illegal(() -> Network.builder(1).metadata("vecurrent.x", ""), "key", "vecurrent.x");
    Class<IllegalStateException> order = IllegalStateException.class;
    refused(order, () -> Network.builder(1).build(), "rnn(hiddenSize)");
    refused(order, () -> Network.builder(1).bidirectional(), "rnn(hiddenSize)");
    illegal(() -> Network.builder(1).gru(0), "hiddenSize", "1", "0");
    illegal(() -> Network.builder(1).lstm(-2), "hiddenSize", "1", "-2");
    illegal(() -> Network.builder(1).gru(1, 0), "numLayers", "1", "0");
    illegal(() -> Network.builder(1).lstm(1, -1), "numLayers", "-1");
    illegal(() -> Network.builder(1).rnn(1, Nonlinearity.RELU, 0), "numLayers", "0");
    for (float p : new float[] {-0.1f, 1, NAN}) {
      illegal(() -> Network.builder(1).dropout(p), "p: ", "" + p);
    }
  }

  @Test
  void sizesThatFitNoArray() {
    int most = Integer.MAX_VALUE;
    int[][] sizes = {
      {1, 50_000, 1},
      {most, 2, 1},
      {30_000, 40_000, 1},
      {1, 40_000, 20_000},
      {1, 40_000, 15_000},
      {1, 2, most},
      {1, most, 1},
      {most, 1, 1},
      {1, 1, most},
    };
    for (int[] size : sizes) {
      illegal(() -> Network.builder(size[0]).rnn(size[1]).linear(size[2]).build());
    }
  }

  @Test
  void sizesOfWorkspacesAndStates() {
    illegal(() -> network.workspace(0, 1), "maxTime", "1", "0");
    illegal(() -> network.workspace(1, 0), "maxBatch", "1", "0");
    illegal(() -> network.workspace(1 << 16, 1 << 16), "65536");
    illegal(() -> network.workspace(1 << 15, 1 << 14));
    illegal(() -> network.newState(0), "batch", "1", "0");
    illegal(() -> network.newState(Integer.MAX_VALUE), "2147483647");
  }

  @Test
  void forwardSizes() {
    float[] two = new float[2];
    illegal(() -> network.forward(x, 0, 1, null, workspace), "time", "3", "0");
    illegal(() -> network.forward(x, 4, 1, null, workspace), "time", "3", "4");
    illegal(() -> network.forward(x, 1, 0, null, workspace), "batch", "2", "0");
    illegal(() -> network.forward(x, 1, 3, null, workspace), "batch", "2", "3");
    illegal(() -> network.forward(two, 1, 1, null, workspace), "inputs", "4", "2");
    illegal(() -> network.forward(x, -1, 1, 1, null, workspace), "inputs", "-1");
    illegal(() -> network.forward(x, 21, 1, 1, null, workspace), "inputs", "4", "21", "3");
    illegal(() -> network.forward(x, Integer.MAX_VALUE, 1, 1, null, workspace), "inputs");
    illegal(() -> network.cellForward(two, 1, null, workspace), "inputs", "4", "2");
    illegal(() -> network.cellForward(x, 3, null, workspace), "batch", "2", "3");
  }

  @Test
  void forwardObjects() {
    isNull(() -> network.forward((float[]) null, 1, 1, null, workspace), "inputs");
    isNull(() -> network.forward(x, 1, 1, null, null), "workspace");
    isNull(() -> network.cellForward(x, 1, null, null), "workspace");
    illegal(() -> network.forward(x, 1, 1, null, other.workspace(3, 3)), "another network");
    illegal(() -> network.forward(x, 1, 1, state, workspace), "state", "batch", "1", "2");
    State narrow = Data.network(4, 3, 0, Nonlinearity.TANH).newState(2);
    illegal(() -> network.forward(x, 1, 2, narrow, workspace), "state", "5", "3");
  }

  @Test
  void lengths() {
    int[] good = {3, 1};
    illegal(() -> network.forward(x, 3, 2, new int[1], null, workspace), "lengths", "2", "1");
    for (int bad : new int[] {0, -1, 4, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      int[] lengths = {2, bad};
      illegal(
          () -> network.forward(x, 3, 2, lengths, state, workspace),
          "lengths: sequence 1",
          "1 to 3",
          "" + bad);
    }
    isNull(() -> network.forward((float[]) null, 3, 2, good, null, workspace), "inputs");
    illegal(() -> network.forward(x, 1, 3, 2, good, null, workspace), "inputs", "24", "1", "23");
    illegal(() -> network.forward(x, 4, 2, good, null, workspace), "time", "3", "4");
    // Ints beyond the batch are not looked at.
    network.forward(x, 3, 2, new int[] {3, 1, 99}, null, workspace);
    kept = snapshot();
  }

  @Test
  void statesNameTheirSizes() {
    assertEquals(
        "State[batch 3, hiddenSize 8 (16 floats a sequence)]",
        Network.builder(2).lstm(8).build().newState(3).toString());
    assertEquals(
        "State[batch 1, hiddenSize [4, 3] (7 floats a sequence)]",
        Network.builder(2).rnn(4).gru(3).build().newState().toString());
  }

  @Test
  void statesOfOtherNetworks() {
    Network deep = Network.builder(4).gru(5).lstm(5).linear(6).seed(1).build();
    Workspace ws = deep.workspace(TIME, BATCH);
    illegal(
        () -> deep.forward(x, 1, 2, state, ws), "state", "hiddenSize 5", "15 floats", "5 floats");
    State swapped = Network.builder(4).lstm(5).gru(5).build().newState(2);
    illegal(() -> deep.forward(x, 1, 2, swapped, ws), "state", "15 floats");
    State mixed = Network.builder(4).lstm(5).gru(3).build().newState(2);
    illegal(() -> deep.forward(x, 1, 2, mixed, ws), "hiddenSize [5, 3]");
    deep.forward(x, 1, 2, Network.builder(9).gru(5).lstm(5).build().newState(2), ws);
    Network both = Network.builder(4).gru(5).bidirectional().build();
    refused(IllegalStateException.class, both::stepper, "bidirectional", "gru 5");
  }

  @Test
  void backward() {
    float[] small = new float[3];
    isNull(() -> network.backward(null, gradients), "workspace");
    isNull(() -> network.backward(workspace, null), "gradients");
    illegal(() -> other.backward(workspace, gradients), "another network");
    illegal(() -> network.backward(workspace, small), "gradients", "" + gradients.length, "3");
    float[] long1 = Arrays.copyOf(gradients, gradients.length + 1);
    illegal(() -> network.backward(workspace, long1), "gradients", "" + long1.length);
    illegal(
        () -> network.backward(workspace, gradients, small, stateGradients),
        "inputGradients",
        "24",
        "3");
    illegal(
        () -> network.backward(workspace, gradients, inputGradients, network.newState(1)),
        "stateGradients",
        "2",
        "1");
    isNull(() -> network.cellBackward(null, gradients, null, null), "workspace");
    refused(
        IllegalStateException.class,
        () -> network.cellBackward(workspace, gradients, inputGradients, stateGradients),
        "one step",
        "3");
    // All refused calls have left the forward pass usable.
    network.backward(workspace, gradients, inputGradients, stateGradients);
  }

  @Test
  void workspaceCopies() {
    isNull(() -> workspace.copyOutputs(null, 0), "target");
    illegal(() -> workspace.copyOutputs(target, 1), "target", "36", "1", "35");
    illegal(() -> workspace.copyOutputs(target, -1), "target", "-1");
    isNull(() -> workspace.copyHidden(null, 0), "target");
    illegal(() -> workspace.copyHidden(target, 7), "target", "30", "7", "29");
    illegal(() -> workspace.copyHidden(target, -2), "target", "-2");
    float[] weights = network.parameters().values();
    illegal(() -> workspace.copyOutputs(weights, 0), "target", "parameters");
    illegal(() -> workspace.copyHidden(weights, 0), "target", "parameters");
    isNull(() -> workspace.setOutputGradients(null, 0), "source");
    illegal(() -> workspace.setOutputGradients(target, 2), "source", "36", "2", "34");
    illegal(() -> workspace.setOutputGradients(target, -3), "source", "-3");
  }

  @Test
  void sequencesOfAState() {
    int size = state.sequenceSize();
    isNull(() -> state.copySequenceTo(0, null, 0), "target");
    isNull(() -> state.copySequenceFrom(0, null, 0), "source");
    float[] copy = new float[size + 1];
    for (int sequence : new int[] {-1, 2}) {
      illegal(() -> state.copySequenceTo(sequence, copy, 0), "sequence", "1", "" + sequence);
      illegal(() -> state.copySequenceFrom(sequence, copy, 0), "sequence", "1", "" + sequence);
    }
    illegal(() -> state.copySequenceTo(1, copy, 2), "target", "" + size, "2");
    illegal(() -> state.copySequenceFrom(1, copy, 2), "source", "" + size, "2");
    illegal(() -> state.copySequenceFrom(1, copy, -1), "source", "-1");
  }

  @Test
  void stepper() {
    Stepper stepper = network.stepper();
    State one = network.newState();
    isNull(() -> stepper.step(null, one, target), "input");
    isNull(() -> stepper.step(x, null, target), "state");
    isNull(() -> stepper.step(x, one, null), "output");
    illegal(() -> stepper.step(new float[3], one, target), "input", "4", "3");
    illegal(() -> stepper.step(x, one, new float[5]), "output", "6", "5");
    illegal(() -> stepper.step(x, -1, one, target, 0), "input", "-1");
    illegal(() -> stepper.step(x, 21, one, target, 0), "input", "4", "21", "3");
    illegal(() -> stepper.step(x, 0, one, target, -1), "output", "-1");
    illegal(() -> stepper.step(x, 0, one, target, 31), "output", "6", "31", "5");
    illegal(() -> stepper.step(x, state, target), "state", "1", "2");
    illegal(() -> stepper.step(x, one, network.parameters().values()), "output", "parameters");
    illegal(() -> network.stepper(0), "batch", "0");
    illegal(() -> network.stepper(2).step(new float[7], state, new float[12]), "input", "8", "7");
    illegal(() -> network.stepper(2).step(new float[8], state, new float[11]), "output", "12");
    illegal(() -> network.stepper(2).step(new float[8], one, new float[12]), "state", "2", "1");
    assertEquals(0, Near.largest(Near.widen(one.toArray())));
  }

  @Test
  void states() {
    isNull(() -> state.copyTo(null, 0), "target");
    isNull(() -> state.copyFrom(null, 0), "source");
    illegal(() -> state.copyTo(target, 27), "target", "10", "27", "9");
    illegal(() -> state.copyTo(target, -1), "target", "-1");
    illegal(() -> state.copyFrom(target, 27), "source", "10", "27", "9");
    illegal(() -> state.copyFrom(target, -1), "source", "-1");
  }

  @Test
  void loss() {
    Reduction sum = Reduction.SUM;
    isNull(() -> SoftmaxCrossEntropy.of(null, targets), "workspace");
    isNull(() -> SoftmaxCrossEntropy.of(workspace, null), "targets");
    isNull(() -> SoftmaxCrossEntropy.of(workspace, targets, 0, null), "reduction");
    illegal(() -> SoftmaxCrossEntropy.of(workspace, new int[5]), "targets", "6", "5");
    illegal(() -> SoftmaxCrossEntropy.of(workspace, targets, 1, sum), "targets", "6", "1", "5");
    illegal(() -> SoftmaxCrossEntropy.of(workspace, targets, -1, sum), "targets", "-1");
    for (int wrong : new int[] {-1, 6, -99, -101, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      int[] bad = targets.clone();
      bad[3] = wrong;
      illegal(
          () -> SoftmaxCrossEntropy.of(workspace, bad),
          "targets",
          "step 1 of sequence 1",
          "5",
          "" + wrong);
    }
    isNull(() -> SoftmaxCrossEntropy.scored(null, 0, 0), "targets");
    illegal(() -> SoftmaxCrossEntropy.scored(targets, 3, 4), "targets", "4", "3");
    illegal(() -> SoftmaxCrossEntropy.scored(targets, -1, 1), "targets", "-1");
    illegal(() -> SoftmaxCrossEntropy.scored(targets, 0, -1), "targets", "-1");
  }

  @Test
  void parameters() {
    Parameters p = network.parameters();
    isNull(() -> p.slice(null), "name");
    illegal(() -> p.slice("weight_ih_l1"), "weight_ih_l1", "weight_hh_l0", "head.bias");
    illegal(() -> p.get("b"), "'b'");
    isNull(() -> p.set("head.bias", null), "source");
    isNull(() -> p.set(null, gradients), "name");
    illegal(() -> p.set("head.bias", new float[7]), "head.bias", "6", "7");
    illegal(() -> p.slice("head.bias").copyFrom(new float[3]), "head.bias", "6");
    isNull(() -> p.slice("head.bias").copyFrom(null), "head.bias");
    assertThrows(UnsupportedOperationException.class, () -> p.slices().clear());
    p.slice("head.weight").shape()[0] = 9;
    assertEquals(6, p.slice("head.weight").shape()[0]);
  }

  @Test
  void clipping() {
    isNull(() -> Clipping.byValue(null, 1), "gradients");
    isNull(() -> Clipping.byGlobalNorm(null, 1), "gradients");
    for (float bad : new float[] {0, -1, NAN, Float.POSITIVE_INFINITY}) {
      illegal(() -> Clipping.byValue(gradients, bad), "limit", "" + bad);
      illegal(() -> Clipping.byGlobalNorm(gradients, bad), "maxNorm", "" + bad);
    }
  }

  @Test
  void optimizers() {
    Parameters p = network.parameters();
    isNull(() -> new Sgd(null, 1), "parameters");
    isNull(() -> new RmsProp(null, 1), "parameters");
    isNull(() -> new Adam(null, 1), "parameters");
    for (float bad : new float[] {-0.5f, NAN, Float.POSITIVE_INFINITY}) {
      illegal(() -> new Sgd(p, bad), "learningRate", "" + bad);
      illegal(() -> new Adam(p, 1, 0.9f, 0.9f, bad), "eps", "" + bad);
      illegal(() -> new RmsProp(p, 1, 0.9f, bad), "eps", "" + bad);
    }
    for (float bad : new float[] {-0.5f, 1, NAN}) {
      illegal(() -> new Sgd(p, 1, bad), "momentum", "" + bad);
      illegal(() -> new Adam(p, 1, bad, 0.9f, 1e-8f), "beta1", "" + bad);
      illegal(() -> new Adam(p, 1, 0.9f, bad, 1e-8f), "beta2", "" + bad);
      illegal(() -> new RmsProp(p, 1, bad, 1e-8f), "alpha", "" + bad);
    }
    Parameters wrong = Data.network(1, 1, 0, Nonlinearity.TANH).parameters();
    for (Optimizer o : new Optimizer[] {new Sgd(p, 1), new RmsProp(p, 1), new Adam(p, 1)}) {
      isNull(() -> o.step(null, gradients), "parameters");
      isNull(() -> o.step(p, null), "gradients");
      illegal(() -> o.step(p, new float[3]), "gradients", "" + p.size(), "3");
      illegal(() -> o.step(wrong, gradients), "parameters", "" + p.size(), "4");
      assertEquals(1, o.learningRate());
    }
  }

  @Test
  void files() {
    isNull(() -> Network.load(null), "path");
    isNull(() -> network.save(null), "path");
  }
}
