package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.optim.Adam;
import io.vecurrent.rnn.optim.Clipping;
import io.vecurrent.rnn.optim.Optimizer;
import io.vecurrent.rnn.optim.RmsProp;
import io.vecurrent.rnn.optim.Sgd;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The parts together: tiny networks learn, and truncated back-propagation is what it says. */
class LearningTest {
  private static final int SYMBOLS = 4;
  private static final int TIME = 12;
  private static final int BATCH = 8;

  /** Mean loss in nats of the last 20 of 300 steps: repeat the symbol of two steps before. */
  private static double copyTask(Network network, Optimizer optimizer) {
    Random random = new Random(9);
    Workspace workspace = network.workspace(TIME, BATCH);
    float[] gradients = network.newGradients();
    double sum = 0;
    for (int step = 0; step < 300; step++) {
      float[] x = new float[TIME * BATCH * SYMBOLS];
      int[] symbols = new int[TIME * BATCH];
      int[] targets = new int[TIME * BATCH];
      for (int row = 0; row < symbols.length; row++) {
        symbols[row] = random.nextInt(SYMBOLS);
        x[row * SYMBOLS + symbols[row]] = 1;
        int source = row - 2 * BATCH;
        targets[row] = source < 0 ? SoftmaxCrossEntropy.UNSCORED : symbols[source];
      }
      network.forward(x, TIME, BATCH, null, workspace);
      double loss = SoftmaxCrossEntropy.of(workspace, targets) / (TIME - 2);
      network.backward(workspace, gradients);
      Clipping.byGlobalNorm(gradients, 5f);
      optimizer.step(network.parameters(), gradients);
      sum += step >= 280 ? loss : 0;
    }
    return sum / 20;
  }

  private static Network network(Nonlinearity f) {
    return Network.builder(SYMBOLS)
        .rnn(20, f)
        .linear(SYMBOLS)
        .initialization(Initialization.ORTHOGONAL_RECURRENT)
        .seed(3)
        .build();
  }

  @Test
  void tinyNetworksLearnToRepeatWhatTheySaw() {
    Map<String, Double> losses = new TreeMap<>();
    for (Nonlinearity f : Nonlinearity.values()) {
      Network network = network(f);
      losses.put(f + " adam", copyTask(network, new Adam(network.parameters(), 0.01f)));
      network = network(f);
      losses.put(f + " rmsprop", copyTask(network, new RmsProp(network.parameters(), 0.003f)));
      network = network(f);
      losses.put(f + " momentum", copyTask(network, new Sgd(network.parameters(), 0.01f, 0.9f)));
      network = network(f);
      losses.put(f + " sgd", copyTask(network, new Sgd(network.parameters(), 0.1f)));
    }
    // Guessing costs ln 4 = 1.386.
    losses.forEach((name, loss) -> assertTrue(loss < 0.2, name + " in " + losses));
  }

  /**
   * Truncated back-propagation: chunks that carry the state and drop the gradient between them
   * give, with the gradient handed on by the caller instead, the gradients of the whole sequence.
   */
  @Test
  void chunksWithTheGradientHandedOnGiveTheGradientOfTheWhole() {
    Network network = network(Nonlinearity.TANH);
    int time = 10;
    int chunk = 5;
    float[] x = Data.floats(1, time * 2 * SYMBOLS);
    int[] targets = Data.targets(2, time * 2, SYMBOLS);
    Workspace whole = network.workspace(time, 2);
    network.forward(x, time, 2, null, whole);
    double loss = SoftmaxCrossEntropy.of(whole, targets);
    float[] expected = network.newGradients();
    State expectedInitial = network.newState(2);
    network.backward(whole, expected, null, expectedInitial);

    State state = network.newState(2);
    Workspace[] chunks = {network.workspace(chunk, 2), network.workspace(chunk, 2)};
    double sum = 0;
    for (int k = 0; k < 2; k++) {
      network.forward(x, k * chunk * 2 * SYMBOLS, chunk, 2, state, chunks[k]);
      sum += SoftmaxCrossEntropy.of(chunks[k], targets, k * chunk * 2, Reduction.MEAN_BATCH);
    }
    Near.within("loss", loss, sum, 1e-12);
    State handedOn = network.newState(2);
    double[] total = new double[expected.length];
    for (int k = 1; k >= 0; k--) {
      float[] gradients = network.newGradients();
      network.backward(chunks[k], gradients, null, handedOn);
      for (int i = 0; i < total.length; i++) {
        total[i] += gradients[i];
      }
    }
    // Handing on adds in another order than the sum within a sequence.
    double[] initial = Near.widen(expectedInitial.toArray());
    Near.relative("initial state", initial, handedOn.toArray(), 5e-6);
    Near.relative("gradients", total, expected, 5e-6);
  }

  @Test
  void truncatedGradientsAreThoseOfAGivenInitialState() {
    Network network = network(Nonlinearity.TANH);
    float[] x = Data.floats(3, 8 * SYMBOLS);
    Workspace workspace = network.workspace(4, 1);
    State state = network.newState();
    network.forward(x, 4, 1, state, workspace);
    State carried = state.copy();
    float[][] gradients = new float[2][];
    int k = 0;
    for (State start : new State[] {state, carried}) {
      Workspace ws = k == 0 ? workspace : network.workspace(4, 1);
      network.forward(x, 4 * SYMBOLS, 4, 1, start, ws);
      SoftmaxCrossEntropy.of(ws, new int[] {0, 1, 2, 3});
      gradients[k] = network.newGradients();
      network.backward(ws, gradients[k]);
      k++;
    }
    Near.bits("gradients of the second chunk", gradients[0], gradients[1]);
  }
}
