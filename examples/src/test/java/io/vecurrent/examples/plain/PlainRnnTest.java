package io.vecurrent.examples.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vecurrent.examples.train.TrainingStep;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Sampling;
import io.vecurrent.rnn.SoftmaxCrossEntropy;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Workspace;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The yardstick computes what the library computes. */
class PlainRnnTest {
  private static final int INPUT = 5;
  private static final int HIDDEN = 9;
  private static final int TIME = 7;
  private static final int BATCH = 3;

  private final Random random = new Random(4);
  private final Network network = Network.builder(INPUT).rnn(HIDDEN).linear(INPUT).seed(3).build();
  private final PlainRnn plain = new PlainRnn(INPUT, HIDDEN, TIME, BATCH);

  PlainRnnTest() {
    plain.setParameters(network.parameters().values());
  }

  @Test
  void lossAndGradientsAgreeFromChunkToChunk() {
    Workspace workspace = network.workspace(TIME, BATCH);
    State state = network.newState(BATCH);
    float[] gradients = network.newGradients();
    for (int chunk = 0; chunk < 3; chunk++) {
      float[] inputs = inputs();
      int[] targets = targets();
      network.forward(inputs, TIME, BATCH, state, workspace);
      double loss = SoftmaxCrossEntropy.of(workspace, targets);
      network.backward(workspace, gradients);
      assertEquals(loss, plain.lossAndGradients(inputs, targets), 1e-5 * loss);
      assertClose(gradients, plain.gradients(), 2e-5);
    }
  }

  @Test
  void trainingStepsAgree() {
    TrainingStep step = new TrainingStep(network, TIME, BATCH);
    for (int i = 0; i < 10; i++) {
      float[] inputs = inputs();
      int[] targets = targets();
      double expected = step.run(inputs, targets);
      double loss = plain.train(inputs, targets, TrainingStep.MAX_NORM, TrainingStep.LEARNING_RATE);
      assertEquals(expected, loss, 1e-4);
    }
    assertClose(network.parameters().values(), plain.parameters(), 2e-4);
  }

  @Test
  void samplingStepsAgree() {
    float[][] state = new float[2][HIDDEN];
    float[] p = new float[INPUT];
    State libraryState = network.newState();
    float[] logits = new float[INPUT];
    int next = 0;
    for (int i = 0; i < 100; i++) {
      float[] x = new float[INPUT];
      x[next] = 1f;
      double u = random.nextDouble();
      network.stepper().step(x, libraryState, logits);
      int expected = Sampling.draw(logits, 0, INPUT, 0.8f, u);
      next = plain.sample(x, state, p, 0.8f, u);
      assertEquals(expected, next);
      assertClose(logits, p, 1e-5);
    }
  }

  private float[] inputs() {
    float[] inputs = new float[TIME * BATCH * INPUT];
    for (int row = 0; row < TIME * BATCH; row++) {
      inputs[row * INPUT + random.nextInt(INPUT)] = 1f;
    }
    return inputs;
  }

  private int[] targets() {
    return random.ints(TIME * BATCH, 0, INPUT).toArray();
  }

  private static void assertClose(float[] expected, float[] actual, double tolerance) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance, "element " + i);
    }
  }
}
