package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vecurrent.rnn.optim.Adam;
import io.vecurrent.rnn.optim.Clipping;
import io.vecurrent.rnn.optim.Optimizer;
import io.vecurrent.rnn.optim.RmsProp;
import io.vecurrent.rnn.optim.Sgd;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Zero bytes where something is wrong or missing too: there a service can least bear a pause. */
class RareAllocationTest {
  private static final int ROUNDS = 20_000;
  private static final int TIME = 3;
  private static final int BATCH = 2;

  @ParameterizedTest
  @EnumSource
  void nothingIsAllocatedForBadNumbersAndNoTargets(Kind kind) {
    Network network = kind.network(5, 9, 4);
    Map<String, Runnable> calls = new TreeMap<>();
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 1e-40f}) {
      calls.put("pass of " + value, pass(network, value));
    }
    calls.put("pass without targets", withoutTargets(network));
    Parameters p = network.parameters();
    Optimizer[] optimizers = {
      new Sgd(p, 0.1f), new Sgd(p, 0.1f, 0.9f), new RmsProp(p, 0.1f), new Adam(p, 0.1f)
    };
    float[] bad = network.newGradients();
    bad[p.size() / 2] = Float.NaN;
    for (int i = 0; i < optimizers.length; i++) {
      Optimizer optimizer = optimizers[i];
      calls.put("refused step " + i, () -> assertFalse(optimizer.step(p, bad)));
    }
    calls.put("clipping NaN", () -> Clipping.byGlobalNorm(bad, 1f));
    AllocationTest.requireZero(calls, ROUNDS, AllocationTest.MANY_ZERO_ROUNDS);
  }

  /** Forward, loss and backward of inputs that are all the same. */
  private static Runnable pass(Network network, float value) {
    Workspace workspace = network.workspace(TIME, BATCH);
    State state = network.newState(BATCH);
    float[] x = new float[TIME * BATCH * network.inputSize()];
    Arrays.fill(x, value);
    int[] targets = Data.targets(1, TIME * BATCH, network.outputSize());
    float[] gradients = network.newGradients();
    return () -> {
      network.forward(x, TIME, BATCH, state, workspace);
      SoftmaxCrossEntropy.of(workspace, targets);
      network.backward(workspace, gradients);
    };
  }

  private static Runnable withoutTargets(Network network) {
    Workspace workspace = network.workspace(TIME, BATCH);
    float[] x = Data.floats(3, TIME * BATCH * network.inputSize());
    int[] targets = new int[TIME * BATCH];
    Arrays.fill(targets, SoftmaxCrossEntropy.UNSCORED);
    boolean[] none = new boolean[TIME * BATCH];
    float[] wanted = new float[TIME * BATCH * network.outputSize()];
    float[] gradients = network.newGradients();
    return () -> {
      network.forward(x, TIME, BATCH, null, workspace);
      SoftmaxCrossEntropy.of(workspace, targets);
      SoftmaxCrossEntropy.ofLast(workspace, targets, 0, Reduction.MEAN_BATCH);
      MeanSquaredError.of(workspace, wanted, 0, none, Reduction.MEAN);
      network.backward(workspace, gradients);
    };
  }
}
