package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Different ways to the same result give the same bits. */
class EqualBitsTest {
  private static final int TIME = 17;

  record Size(int input, int hidden, int classes, Kind kind) {
    Network network() {
      return kind.network(input, hidden, classes);
    }
  }

  static List<Size> sizes() {
    List<Size> sizes = new ArrayList<>();
    for (Kind f : Kind.values()) {
      sizes.add(new Size(1, 1, 0, f));
      sizes.add(new Size(3, 5, 2, f));
      sizes.add(new Size(16, 16, 16, f));
      sizes.add(new Size(20, 33, 0, f));
      sizes.add(new Size(39, 100, 39, f));
      sizes.add(new Size(130, 127, 65, f));
      sizes.add(new Size(20, 200, 0, f));
    }
    return sizes;
  }

  static List<Size> streams() {
    return sizes().stream().filter(size -> size.kind.canStream()).toList();
  }

  @ParameterizedTest
  @MethodSource("streams")
  void chunksGiveTheBitsOfTheWhole(Size size) {
    Network network = size.network();
    int batch = 3;
    float[] x = Data.floats(1, TIME * batch * size.input);
    Workspace workspace = network.workspace(TIME, batch);
    State whole = Data.state(network, batch, 2);
    network.forward(x, TIME, batch, whole, workspace);
    float[] expected = Data.outputs(network, workspace);
    for (int chunk : new int[] {1, 2, 5, 16}) {
      float[] outputs = new float[expected.length];
      State state = Data.state(network, batch, 2);
      for (int t = 0; t < TIME; t += chunk) {
        int row = t * batch;
        int steps = Math.min(chunk, TIME - t);
        network.forward(x, row * size.input, steps, batch, state, workspace);
        workspace.copyOutputs(outputs, row * network.outputSize());
      }
      Near.bits("outputs in chunks of " + chunk, expected, outputs);
      Near.bits("states in chunks of " + chunk, whole.toArray(), state.toArray());
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void stepsGiveTheBitsOfTheSequence(Size size) {
    Network network = size.network();
    float[] x = Data.floats(3, TIME * size.input);
    Workspace workspace = network.workspace(TIME, 1);
    State whole = Data.state(network, 1, 4);
    network.forward(x, TIME, 1, whole, workspace);
    Stepper stepper = network.stepper();
    State state = Data.state(network, 1, 4);
    int width = network.outputSize();
    float[] outputs = new float[TIME * width];
    for (int t = 0; t < TIME; t++) {
      stepper.step(x, t * size.input, state, outputs, t * width);
    }
    Near.bits("outputs", Data.outputs(network, workspace), outputs);
    Near.bits("state", whole.toArray(), state.toArray());
  }

  @ParameterizedTest
  @MethodSource("streams")
  void streamsTogetherGiveTheBitsOfEach(Size size) {
    Network network = size.network();
    int streams = 5;
    int width = network.outputSize();
    Stepper all = network.stepper(streams);
    Stepper single = network.stepper();
    State together = network.newState(streams);
    State[] alone = new State[streams];
    for (int i = 0; i < streams; i++) {
      alone[i] = Data.state(network, 1, 6 + i);
      together.copySequenceFrom(i, alone[i].toArray(), 0);
    }
    for (int t = 0; t < TIME; t++) {
      float[] x = Data.floats(7 + t, streams * size.input);
      float[] outputs = new float[streams * width];
      float[] expected = new float[streams * width];
      all.step(x, together, outputs);
      for (int i = 0; i < streams; i++) {
        single.step(x, i * size.input, alone[i], expected, i * width);
        float[] state = new float[1 + together.sequenceSize()];
        together.copySequenceTo(i, state, 1);
        Near.bits("state", alone[i].toArray(), Arrays.copyOfRange(state, 1, state.length));
      }
      Near.bits("outputs", expected, outputs);
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void stepperWritesOverItsInput(Size size) {
    Network network = size.network();
    float[] x = Data.floats(5, Math.max(size.input, network.outputSize()));
    float[] expected = new float[network.outputSize()];
    network.stepper().step(x, network.newState(), expected);
    network.stepper().step(x, network.newState(), x);
    Near.bits("in place", expected, Arrays.copyOf(x, expected.length));
  }

  /** Everything that one forward and backward pass gives but the weight gradients. */
  private record Pass(float[] outputs, float[] states, float[] inputs, float[] initial) {}

  private static Pass pass(
      Network network, int batch, float[] x, float[] h0, float[] last, int[] targets) {
    int time = targets.length / batch;
    Workspace workspace = network.workspace(time, batch);
    State state = network.newState(batch);
    state.copyFrom(h0, 0);
    network.forward(x, time, batch, state, workspace);
    float[] outputs = Data.outputs(network, workspace);
    if (network.hasHead()) {
      SoftmaxCrossEntropy.of(workspace, targets, 0, Reduction.SUM);
    } else {
      workspace.setOutputGradients(outputs, 0);
    }
    float[] inputGradients = new float[x.length];
    State stateGradients = network.newState(batch);
    stateGradients.copyFrom(last, 0);
    network.backward(workspace, network.newGradients(), inputGradients, stateGradients);
    return new Pass(outputs, state.toArray(), inputGradients, stateGradients.toArray());
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void aBatchGivesTheBitsOfItsSingleRuns(Size size) {
    Network network = size.network();
    for (int batch : new int[] {2, 3, 5, 8}) {
      int h = size.hidden;
      int width = network.outputSize();
      float[] x = Data.floats(6, TIME * batch * size.input);
      float[] h0 = Data.floats(7, network.newState(batch).size());
      float[] last = Data.floats(8, h0.length);
      int[] targets = Data.targets(9, TIME * batch, width);
      Pass all = pass(network, batch, x, h0, last, targets);
      for (int b = 0; b < batch; b++) {
        Pass one =
            pass(
                network,
                1,
                Data.column(x, batch, size.input, b),
                Data.column(h0, batch, h, b),
                Data.column(last, batch, h, b),
                Data.column(targets, batch, b));
        String of = " of sequence " + b + " of " + batch;
        Near.bits("outputs" + of, one.outputs, Data.column(all.outputs, batch, width, b));
        Near.bits("states" + of, one.states, Data.column(all.states, batch, h, b));
        float[] inputs = Data.column(all.inputs, batch, size.input, b);
        Near.bits("input gradients" + of, one.inputs, inputs);
        float[] initial = Data.column(all.initial, batch, h, b);
        Near.bits("state gradients" + of, one.initial, initial);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void whatAWorkspaceHeldBeforeDoesNotMatter(Size size) {
    Network network = size.network();
    Workspace used = network.workspace(TIME, 4);
    float[] nan = new float[TIME * 4 * size.input];
    Arrays.fill(nan, Float.NaN);
    network.forward(nan, TIME, 4, null, used);
    used.setOutputGradients(Data.outputs(network, used), 0);
    network.backward(used, network.newGradients(), new float[nan.length], network.newState(4));
    // A smaller batch leaves its own in the first rows alone.
    State infinite = Data.state(network, 2, 12);
    network.forward(nan, TIME, 2, infinite, used);
    used.setOutputGradients(Data.outputs(network, used), 0);
    network.backward(used, network.newGradients(), new float[nan.length], infinite);

    float[][] results = new float[2][];
    float[][] inputGradients = new float[2][5 * 3 * size.input];
    int k = 0;
    for (Workspace workspace : List.of(network.workspace(5, 3), used)) {
      float[] x = Data.floats(10, inputGradients[k].length);
      network.forward(x, 5, 3, Data.state(network, 3, 13), workspace);
      float[] outputs = Data.outputs(network, workspace);
      // The same from another offset.
      float[] moved = new float[outputs.length + k];
      System.arraycopy(outputs, 0, moved, k, outputs.length);
      workspace.setOutputGradients(moved, k);
      results[k] = network.newGradients();
      network.backward(workspace, results[k], inputGradients[k], Data.state(network, 3, 14));
      k++;
    }
    Near.bits("gradients", results[0], results[1]);
    Near.bits("input gradients", inputGradients[0], inputGradients[1]);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void theFirstCallAfterAChangeUsesTheNewParameters(Size size) {
    Network network = size.network();
    float[] x = Data.floats(11, 4 * size.input);
    float[] before = gradients(network, x);
    float[] kept = network.parameters().values().clone();
    for (int i = 0; i < kept.length; i++) {
      network.parameters().values()[i] *= 0.5f;
    }
    // Packed once: what nobody has marked as changed is not looked at again.
    Near.bits("before the mark", before, gradients(network, x));
    network.parameters().markChanged();
    float[] halved = gradients(network, x);
    // A single relu unit may be dead.
    assertTrue(size.hidden == 1 || !Arrays.equals(before, halved));
    for (ParameterSlice slice : network.parameters().slices().values()) {
      network.parameters().set(slice.name(), slice.copyFrom(kept));
    }
    Near.bits("gradients", before, gradients(network, x));
  }

  private static float[] gradients(Network network, float[] x) {
    Workspace workspace = network.workspace(4, 1);
    network.forward(x, 4, 1, null, workspace);
    workspace.setOutputGradients(Data.outputs(network, workspace), 0);
    float[] gradients = network.newGradients();
    network.backward(workspace, gradients);
    return gradients;
  }

  @Test
  void threadsShareANetwork() throws Exception {
    Network network = Data.network(20, 33, 7, Nonlinearity.TANH);
    float[] expected = stream(network, 0);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Callable<float[]>> tasks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        tasks.add(() -> stream(network, 0));
      }
      for (Future<float[]> result : pool.invokeAll(tasks)) {
        Near.bits("outputs", expected, result.get());
      }
    } finally {
      pool.shutdown();
    }
  }

  private static float[] stream(Network network, long seed) {
    Stepper stepper = network.stepper();
    State state = network.newState();
    float[] output = new float[network.outputSize()];
    for (int t = 0; t < 200; t++) {
      stepper.step(Data.floats(seed + t, network.inputSize()), state, output);
    }
    return output;
  }

  @Test
  void statesOfOneModelAreIndependent() {
    Network network = Data.network(3, 5, 0, Nonlinearity.TANH);
    State state = Data.state(network, 2, 1);
    State copy = state.copy();
    Near.bits("copy", state.toArray(), copy.toArray());
    float[] kept = state.toArray();
    network.forward(Data.floats(2, 6), 1, 2, copy, network.workspace(1, 2));
    Near.bits("original", kept, state.toArray());
    assertFalse(Arrays.equals(kept, copy.toArray()));
    state.toArray()[0] = 9;
    Near.bits("after writing to an export", kept, state.toArray());
    state.reset();
    assertArrayEquals(new float[10], state.toArray());
    float[] padded = new float[12];
    copy.copyTo(padded, 1);
    state.copyFrom(padded, 1);
    Near.bits("import", copy.toArray(), state.toArray());
    assertEquals(10, state.size());
    assertEquals(2, state.batch());
  }

  @Test
  void theSeedDecidesTheParameters() {
    for (Initialization initialization : Initialization.values()) {
      NetworkBuilder[] builders = new NetworkBuilder[3];
      for (int i = 0; i < 3; i++) {
        builders[i] =
            Network.builder(4).rnn(9).linear(3).initialization(initialization).seed(i / 2);
      }
      float[] first = builders[0].build().parameters().values();
      Near.bits("same seed", first, builders[1].build().parameters().values());
      assertFalse(Arrays.equals(first, builders[2].build().parameters().values()));
    }
  }
}
