package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.optim.Clipping;
import io.vecurrent.rnn.optim.Sgd;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Sequences of 10,000 steps through cells with gates: what vanishes, what grows, what explodes. */
class GatedHealthTest {
  private static final int LONG = 10_000;

  /** Its sigmoid is 1 in float. */
  private static final float OPEN = 20;

  /** Its sigmoid is 0.9, nearly. */
  private static final float DECAYING = 2.2f;

  /** An LSTM of one unit whose gates are what their biases say. */
  private static Network lstm(float forget, float inputWeight, float recurrentWeight) {
    Network network = Network.builder(1).lstm(1).build();
    // Gates i, f, g, o.
    network.parameters().set("weight_ih_l0", new float[] {0, 0, inputWeight, 0});
    network.parameters().set("weight_hh_l0", new float[] {0, 0, recurrentWeight, 0});
    network.parameters().set("bias_ih_l0", new float[] {OPEN, forget, 0, OPEN});
    network.parameters().set("bias_hh_l0", new float[4]);
    return network;
  }

  /** A GRU of one unit whose gates are what their biases say. */
  private static Network gru(float update, float inputWeight, float recurrentWeight) {
    Network network = Network.builder(1).gru(1).build();
    // Gates r, z, n.
    network.parameters().set("weight_ih_l0", new float[] {0, 0, inputWeight});
    network.parameters().set("weight_hh_l0", new float[] {0, 0, recurrentWeight});
    network.parameters().set("bias_ih_l0", new float[] {OPEN, update, 0});
    network.parameters().set("bias_hh_l0", new float[3]);
    return network;
  }

  /** The pass of a sequence, with a gradient of 1 on the last step. */
  private static final class Pass {
    final float[] outputs = new float[LONG];
    final float[] inputGradients = new float[LONG];
    final float[] gradients;
    final State state;

    Pass(Network network, float[] inputs) {
      Workspace workspace = network.workspace(LONG, 1);
      state = network.newState();
      network.forward(inputs, LONG, 1, state, workspace);
      workspace.copyOutputs(outputs, 0);
      float[] last = new float[LONG];
      last[LONG - 1] = 1;
      workspace.setOutputGradients(last, 0);
      gradients = network.newGradients();
      network.backward(workspace, gradients, inputGradients, null);
    }
  }

  private static float[] impulse(int step) {
    float[] inputs = new float[LONG];
    inputs[step] = 1;
    return inputs;
  }

  private static void assertNormalOrZero(String what, float[] values) {
    for (int i = 0; i < values.length; i++) {
      boolean good = values[i] == 0 || Math.abs(values[i]) >= Float.MIN_NORMAL;
      assertTrue(good && Float.isFinite(values[i]), what + " element " + i + " is " + values[i]);
    }
  }

  @Test
  void aVanishingSequenceEndsInZeros() {
    for (Network network : new Network[] {lstm(DECAYING, 1, 0), gru(DECAYING, 1, 0)}) {
      Pass pass = new Pass(network, impulse(0));
      // 0.9^k is below 2^-50 from k = 329 on.
      assertTrue(pass.outputs[300] > 0);
      assertEquals(0, pass.outputs[350]);
      assertEquals(0, pass.outputs[LONG - 1]);
      assertEquals(0, pass.inputGradients[0]);
      assertEquals(0, pass.inputGradients[LONG - 350]);
      assertTrue(pass.inputGradients[LONG - 300] > 0);
      assertNormalOrZero("outputs", pass.outputs);
      assertNormalOrZero("state", pass.state.toArray());
      assertNormalOrZero("input gradients", pass.inputGradients);
      assertNormalOrZero("gradients", pass.gradients);
    }
  }

  /** Nothing is forgotten: c counts the steps, and h stays at 1 with no gradient left. */
  @Test
  void aSaturatedLstmCountsAndAGruStays() {
    float[] inputs = new float[LONG];
    Arrays.fill(inputs, 1e6f);
    Pass lstm = new Pass(lstm(OPEN, 1, 0), inputs);
    assertEquals(1, lstm.outputs[LONG - 1]);
    assertEquals(LONG, lstm.state.toArray()[1]);
    assertEquals(0, Near.largest(Near.widen(lstm.gradients)));
    Pass gru = new Pass(gru(0, 1, 0), inputs);
    assertEquals(1, gru.outputs[LONG - 1]);
    assertEquals(0, Near.largest(Near.widen(gru.gradients)));
  }

  /** The fixed point 0 doubles what leaves it: outputs are still small, gradients long infinite. */
  @Test
  void anExplodingGradientIsReportedAndSkipped() {
    for (Network network : new Network[] {lstm(OPEN, 1, 1), gru(0, 1, 3)}) {
      Pass pass = new Pass(network, impulse(LONG - 1));
      assertNormalOrZero("outputs", pass.outputs);
      assertFalse(Float.isFinite(pass.inputGradients[0]));
      assertTrue(Float.isFinite(pass.inputGradients[LONG - 100]));
      double norm = Clipping.byGlobalNorm(pass.gradients, 1);
      assertFalse(norm < Double.POSITIVE_INFINITY, "norm " + norm);
      float[] kept = network.parameters().values().clone();
      Sgd sgd = new Sgd(network.parameters(), 0.1f);
      assertFalse(sgd.step(network.parameters(), pass.gradients));
      assertEquals(1, sgd.skippedSteps());
      Near.bits("parameters", kept, network.parameters().values());
    }
  }
}
