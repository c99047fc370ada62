package io.vecurrent.rnn;

import io.vecurrent.kernels.Precision;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Weights of several blocks of rows, which steps read there and back, allocate nothing either. */
class LargeAllocationTest {
  private static final int HIDDEN = 300;
  private static final int INPUT = 140;
  private static final int TIME = 2;
  private static final int ROUNDS = 400;

  @ParameterizedTest
  @EnumSource(names = {"TANH", "GRU", "LSTM"})
  void largeWeightsAllocateNothing(Kind kind) {
    Network network = kind.network(INPUT, HIDDEN, 150);
    Map<String, Runnable> calls = new TreeMap<>();
    for (int batch : new int[] {1, 3, 5}) {
      Workspace workspace = network.workspace(TIME, batch);
      float[] x = Data.floats(1, TIME * batch * INPUT);
      int[] targets = Data.targets(2, TIME * batch, 150);
      float[] gradients = network.newGradients();
      calls.put(
          "training, batch " + batch,
          () -> {
            network.forward(x, TIME, batch, null, workspace);
            SoftmaxCrossEntropy.of(workspace, targets);
            network.backward(workspace, gradients);
          });
    }
    for (Precision precision : Precision.values()) {
      Network packed = network.withPrecision(precision);
      Stepper stepper = packed.stepper();
      State state = packed.newState();
      float[] x = Data.floats(3, INPUT);
      float[] output = new float[150];
      calls.put("step, " + precision, () -> stepper.step(x, state, output));
    }
    AllocationTest.requireZero(calls, ROUNDS);
  }
}
