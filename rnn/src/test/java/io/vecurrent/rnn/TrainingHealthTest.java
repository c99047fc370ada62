package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.optim.Adam;
import io.vecurrent.rnn.optim.Clipping;
import io.vecurrent.rnn.optim.Optimizer;
import io.vecurrent.rnn.optim.RmsProp;
import io.vecurrent.rnn.optim.Sgd;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What becomes of training when numbers vanish, explode or are missing. */
class TrainingHealthTest {
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;
  private static final int LONG = 10_000;
  private static final int UNITS = 8;

  /** A layer without biases whose units each feed themselves alone, by {@code weight}. */
  private static Network chain(Nonlinearity nonlinearity, float weight) {
    Network network = Network.builder(1).rnn(UNITS, nonlinearity).bias(false).build();
    float[] input = new float[UNITS];
    float[] recurrent = new float[UNITS * UNITS];
    for (int i = 0; i < UNITS; i++) {
      input[i] = (i + 1f) / UNITS;
      recurrent[i * UNITS + i] = weight;
    }
    network.parameters().set("weight_ih_l0", input);
    network.parameters().set("weight_hh_l0", recurrent);
    return network;
  }

  /** 1 at the first of 10,000 steps, then 0. */
  private static float[] impulse() {
    float[] inputs = new float[LONG];
    inputs[0] = 1;
    return inputs;
  }

  /** The pass of {@code inputs} through the network, with a gradient of 1 on the last step. */
  private static final class Pass {
    final float[] outputs;
    final float[] inputGradients = new float[LONG];
    final float[] gradients;

    Pass(Network network, float[] inputs) {
      Workspace workspace = network.workspace(LONG, 1);
      network.forward(inputs, LONG, 1, null, workspace);
      outputs = Data.outputs(network, workspace);
      float[] ones = new float[outputs.length];
      Arrays.fill(ones, ones.length - UNITS, ones.length, 1f);
      workspace.setOutputGradients(ones, 0);
      gradients = network.newGradients();
      network.backward(workspace, gradients, inputGradients, null);
    }
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private static void assertNoDenormals(String what, float[] values) {
    for (int i = 0; i < values.length; i++) {
      boolean denormal = values[i] != 0 && Math.abs(values[i]) < Float.MIN_NORMAL;
      assertFalse(denormal, what + " element " + i + " is " + values[i]);
    }
  }

  private static void assertAllSkip(Network network, float[] gradients) {
    Parameters p = network.parameters();
    float[] kept = p.values().clone();
    for (Optimizer optimizer : optimizers(p, 0.1f)) {
      assertFalse(optimizer.step(p, gradients));
      assertEquals(1, optimizer.skippedSteps());
    }
    Near.bits("parameters", kept, p.values());
  }

  private static Optimizer[] optimizers(Parameters p, float rate) {
    return new Optimizer[] {
      new Sgd(p, rate), new Sgd(p, rate, 0.9f), new RmsProp(p, rate), new Adam(p, rate)
    };
  }

  @Test
  void aVanishingSequenceEndsInZeros() {
    for (Nonlinearity nonlinearity : Nonlinearity.values()) {
      Pass pass = new Pass(chain(nonlinearity, 0.9f), impulse());
      // 0.9^k is below 2^-50 from k = 329 on.
      assertTrue(pass.outputs[300 * UNITS] > 0);
      assertEquals(0, pass.outputs[350 * UNITS]);
      assertEquals(0, pass.outputs[LONG * UNITS - 1]);
      // Units of ReLU that have come to 0 pass no gradient on.
      assertEquals(nonlinearity == Nonlinearity.TANH, pass.inputGradients[LONG - 300] > 0);
      assertEquals(0, pass.inputGradients[LONG - 350]);
      assertEquals(0, pass.inputGradients[0]);
      assertNoDenormals("outputs", pass.outputs);
      assertNoDenormals("input gradients", pass.inputGradients);
      assertNoDenormals("gradients", pass.gradients);
      assertTrue(isFinite(pass.gradients));
    }
  }

  @Test
  void anExplodingSequenceIsReportedAndSkipped() {
    Network network = chain(Nonlinearity.RELU, 1.1f);
    Pass pass = new Pass(network, impulse());
    assertFalse(Float.isFinite(pass.outputs[LONG * UNITS - 1]));
    double norm = Clipping.byGlobalNorm(pass.gradients, 1);
    assertFalse(norm < Double.POSITIVE_INFINITY, "norm " + norm);
    assertAllSkip(network, pass.gradients);
  }

  /** Outputs stay small where nothing goes in, but gradients explode all the same. */
  @Test
  void anExplodingGradientIsReportedAndSkipped() {
    Network network = chain(Nonlinearity.TANH, 1.1f);
    float[] inputs = new float[LONG];
    inputs[LONG - 1] = 0.5f;
    Pass pass = new Pass(network, inputs);
    assertTrue(isFinite(pass.outputs));
    assertFalse(isFinite(pass.inputGradients));
    double norm = Clipping.byGlobalNorm(pass.gradients, 1);
    assertFalse(norm < Double.POSITIVE_INFINITY, "norm " + norm);
    assertAllSkip(network, pass.gradients);
  }

  @Test
  void aSaturatedSequenceKeepsItsStateAndHasSmallGradients() {
    float[] inputs = new float[LONG];
    Arrays.fill(inputs, 1e6f);
    Pass pass = new Pass(chain(Nonlinearity.TANH, 1.1f), inputs);
    for (float output : pass.outputs) {
      assertEquals(1, output);
    }
    assertEquals(0, Near.largest(Near.widen(pass.gradients)));
  }

  /** The loss of one step with these logits, which are the biases of a head without weights. */
  private static double loss(Network network, Workspace workspace, float[] logits, int target) {
    network.parameters().set("head.weight", new float[logits.length * network.hiddenSize()]);
    network.parameters().set("head.bias", logits);
    network.forward(new float[2], 1, 1, null, workspace);
    return SoftmaxCrossEntropy.of(workspace, new int[] {target});
  }

  @Test
  void infiniteLogits() {
    Network network = Data.network(2, 3, 3, Nonlinearity.TANH);
    Workspace workspace = network.workspace(1, 1);
    float[] gradients = network.newGradients();
    // An excluded class costs nothing, and has no gradient.
    assertEquals(Math.log(2), loss(network, workspace, new float[] {0, 0, -INF}, 0), 1e-6);
    network.backward(workspace, gradients);
    Near.bits(
        "gradient",
        new float[] {-0.5f, 0.5f, 0},
        network.parameters().slice("head.bias").copyFrom(gradients));
    // An excluded target costs infinitely much; its gradient is finite, and says: more of it.
    assertEquals(Double.POSITIVE_INFINITY, loss(network, workspace, new float[] {0, 0, -INF}, 2));
    network.backward(workspace, gradients);
    Near.bits(
        "gradient",
        new float[] {0.5f, 0.5f, -1},
        network.parameters().slice("head.bias").copyFrom(gradients));
    // What has no softmax has no loss.
    for (float[] logits : new float[][] {{0, INF, 0}, {NAN, 0, 0}, {-INF, -INF, -INF}}) {
      for (int target = 0; target < 3; target++) {
        assertEquals(Double.NaN, loss(network, workspace, logits, target));
      }
      network.backward(workspace, gradients);
      assertAllSkip(network, gradients);
    }
  }

  @Test
  void aBatchWithoutTargetsHasNoLossAndMovesNothing() {
    Network network = Data.network(2, 5, 3, Nonlinearity.TANH);
    Workspace workspace = network.workspace(4, 2);
    int[] targets = new int[8];
    Arrays.fill(targets, SoftmaxCrossEntropy.UNSCORED);
    float[] kept = network.parameters().values().clone();
    for (Optimizer optimizer : optimizers(network.parameters(), 0.1f)) {
      network.forward(Data.floats(1, 16), 4, 2, null, workspace);
      assertEquals(0, SoftmaxCrossEntropy.of(workspace, targets));
      float[] gradients = network.newGradients();
      network.backward(workspace, gradients);
      assertEquals(0, Clipping.byGlobalNorm(gradients, 1));
      assertTrue(optimizer.step(network.parameters(), gradients));
    }
    Near.bits("parameters", kept, network.parameters().values());
  }

  @Test
  void aLearningRateOfZeroKeepsTheParameters() {
    Network network = Data.network(2, 5, 3, Nonlinearity.TANH);
    Workspace workspace = network.workspace(4, 2);
    float[] kept = network.parameters().values().clone();
    for (Optimizer optimizer : optimizers(network.parameters(), 0f)) {
      for (int step = 1; step <= 3; step++) {
        network.forward(Data.floats(step, 16), 4, 2, null, workspace);
        SoftmaxCrossEntropy.of(workspace, Data.targets(step, 8, 3));
        float[] gradients = network.newGradients();
        network.backward(workspace, gradients);
        assertTrue(optimizer.step(network.parameters(), gradients));
        assertEquals(step, optimizer.steps());
      }
    }
    Near.bits("parameters", kept, network.parameters().values());
  }

  /** After a step that was left out the run goes on as if that batch had never been. */
  @Test
  void trainingGoesOnAfterASkippedStep() {
    float[][] ends = new float[2][];
    for (int disturbed = 0; disturbed < 2; disturbed++) {
      Network network = Data.network(2, 5, 3, Nonlinearity.TANH);
      Workspace workspace = network.workspace(4, 2);
      Adam adam = new Adam(network.parameters(), 0.01f);
      for (int step = 0; step < 10; step++) {
        if (disturbed == 1 && step % 3 == 0) {
          float[] bad = Data.floats(step, 16);
          bad[step] = NAN;
          assertFalse(train(network, workspace, adam, bad));
        }
        assertTrue(train(network, workspace, adam, Data.floats(step, 16)));
      }
      assertEquals(4L * disturbed, adam.skippedSteps());
      ends[disturbed] = network.parameters().values();
    }
    Near.bits("parameters", ends[0], ends[1]);
  }

  private static boolean train(Network network, Workspace workspace, Adam adam, float[] inputs) {
    network.forward(inputs, 4, 2, null, workspace);
    SoftmaxCrossEntropy.of(workspace, Data.targets(9, 8, 3));
    float[] gradients = network.newGradients();
    network.backward(workspace, gradients);
    Clipping.byGlobalNorm(gradients, 1);
    return adam.step(network.parameters(), gradients);
  }
}
