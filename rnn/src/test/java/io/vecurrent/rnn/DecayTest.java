package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * States and gradients that decay for a million steps never become denormal, which many processors
 * compute slowly: they become 0 before.
 */
@Tag("once")
class DecayTest {
  private static final int STEPS = 1_000_000;
  private static final int CHUNK = 1_000;
  private static final int INPUT = 3;
  private static final int HIDDEN = 8;

  /** 2^-50 after 347,000 steps, and denormal from 873,000 on if nothing is flushed. */
  private static final float DECAY = 0.9999f;

  private static final float INPUT_WEIGHT = 0.0625f;

  /** Every layer's states shrink by that factor, through the weights or a gate that stays open. */
  private static Network network(Kind kind) {
    Network network = kind.network(INPUT, HIDDEN, 0);
    network.parameters().slices().values().forEach(slice -> set(network, slice));
    network.parameters().markChanged();
    return network;
  }

  private static void set(Network network, ParameterSlice slice) {
    float[] values = network.parameters().values();
    int gates = slice.shape()[0] / HIDDEN;
    Arrays.fill(values, slice.offset(), slice.offset() + slice.length(), 0);
    if (slice.name().startsWith("weight_ih_l0")) {
      Arrays.fill(values, slice.offset(), slice.offset() + slice.length(), INPUT_WEIGHT);
    } else if (slice.name().startsWith("weight_hh") && gates == 1) {
      for (int i = 0; i < HIDDEN; i++) {
        values[slice.offset() + i * HIDDEN + i] = DECAY;
      }
    } else if (slice.name().startsWith("bias_hh") && gates > 1) {
      // The second gate: the LSTM's forget gate, the GRU's update gate.
      float open = (float) Math.log(DECAY / (1 - DECAY));
      Arrays.fill(values, slice.offset() + HIDDEN, slice.offset() + 2 * HIDDEN, open);
    }
  }

  /** From 1 to 2^-31, so that units reach the border one after the other. */
  private static State start(Network network) {
    State state = network.newState();
    float[] values = new float[state.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.scalb(i % 2 == 0 ? 1f : -1f, -(i % 32));
    }
    state.copyFrom(values, 0);
    return state;
  }

  private static int denormals(float[] values) {
    int count = 0;
    for (float value : values) {
      count += value != 0 && Math.abs(value) < Float.MIN_NORMAL ? 1 : 0;
    }
    return count;
  }

  private static void assertNoDenormal(String what, float[] values, int step) {
    if (denormals(values) > 0) {
      assertEquals(0, denormals(values), "denormal " + what + " after " + step + " steps");
    }
  }

  @ParameterizedTest
  @EnumSource
  void statesNeverBecomeDenormal(Kind kind) {
    Network network = network(kind);
    Workspace workspace = network.workspace(CHUNK, 1);
    State state = start(network);
    float[] x = new float[CHUNK * INPUT];
    float[] outputs = new float[CHUNK * network.outputSize()];
    float[] values = new float[state.size()];
    for (int step = 0; step < STEPS; step += CHUNK) {
      network.forward(x, CHUNK, 1, state, workspace);
      workspace.copyOutputs(outputs, 0);
      assertNoDenormal("output", outputs, step);
      state.copyTo(values, 0);
      assertNoDenormal("state", values, step);
    }
    // The test has seen the whole way down.
    assertEquals(0, largest(values), kind + " has not decayed");
  }

  @ParameterizedTest
  @EnumSource
  void gradientsNeverBecomeDenormal(Kind kind) {
    decayGradients(kind, false);
  }

  /** Nor the products of a gradient and a state that decay together: gradients of weights. */
  @ParameterizedTest
  @EnumSource
  void gradientsOfDecayingStatesNeverBecomeDenormal(Kind kind) {
    decayGradients(kind, true);
  }

  private static void decayGradients(Kind kind, boolean statesToo) {
    Network network = network(kind);
    Workspace workspace = network.workspace(CHUNK, 1);
    State stateGradients = start(network);
    State state = statesToo ? start(network) : null;
    float[] x = new float[CHUNK * INPUT];
    float[] none = new float[CHUNK * network.outputSize()];
    float[] inputGradients = new float[x.length];
    float[] gradients = network.newGradients();
    float[] values = new float[stateGradients.size()];
    for (int step = 0; step < STEPS; step += CHUNK) {
      network.forward(x, CHUNK, 1, state, workspace);
      workspace.setOutputGradients(none, 0);
      network.backward(workspace, gradients, inputGradients, stateGradients);
      assertNoDenormal("gradient of a parameter", gradients, step);
      assertNoDenormal("gradient of an input", inputGradients, step);
      stateGradients.copyTo(values, 0);
      assertNoDenormal("gradient of a state", values, step);
    }
    assertEquals(0, largest(values), kind + " has not decayed");
  }

  /** Gradients that halve step by step, each seen through an input of weight 1. */
  @ParameterizedTest
  @EnumSource
  void gradientsOfAVanillaLayerBecomeZeroWithinAPass(Nonlinearity nonlinearity) {
    int time = 60;
    Network network = Network.builder(1).rnn(1, nonlinearity).bias(false).build();
    network.parameters().set("weight_ih_l0", new float[] {1});
    network.parameters().set("weight_hh_l0", new float[] {0.5f});
    Workspace workspace = network.workspace(time, 1);
    float[] x = new float[time];
    // Where relu has a gradient, and where that of tanh is 1.
    Arrays.fill(x, nonlinearity == Nonlinearity.RELU ? 1 : 0);
    network.forward(x, time, 1, null, workspace);
    workspace.setLastOutputGradients(new float[] {1}, 0);
    float[] inputGradients = new float[time];
    network.backward(workspace, network.newGradients(), inputGradients, null);
    for (int back = 0; back < time; back++) {
      float expected = back <= 50 ? Math.scalb(1f, -back) : 0;
      assertEquals(expected, inputGradients[time - 1 - back], back + " steps before the last");
    }
  }

  private static double largest(float[] values) {
    return Near.largest(Near.widen(values));
  }

  /** The less likely a class, the smaller its gradient: at 2^-126 and below it is flushed too. */
  @Test
  void aConfidentSoftmaxLeavesNoDenormalGradient() {
    int classes = 16;
    boolean sawDenormal = false;
    for (int gap = 60; gap <= 110; gap++) {
      Network network = Network.builder(INPUT).rnn(HIDDEN).linear(classes).seed(1).build();
      float[] bias = new float[classes];
      Arrays.fill(bias, 1, classes, -gap);
      network.parameters().set("head.bias", bias);
      Workspace workspace = network.workspace(5, 1);
      float[] inputGradients = new float[5 * INPUT];
      float[] gradients = network.newGradients();
      network.forward(Data.floats(gap, 5 * INPUT), 5, 1, null, workspace);
      SoftmaxCrossEntropy.of(workspace, new int[5]);
      float[] logits = workspace.outputGradients().values.clone();
      sawDenormal |= denormals(logits) > 0;
      network.backward(workspace, gradients, inputGradients, null);
      assertNoDenormal("gradient of a parameter", gradients, gap);
      assertNoDenormal("gradient of an input", inputGradients, gap);
      assertNoDenormal("gradient of a logit", workspace.outputGradients().values, gap);
    }
    assertTrue(sawDenormal, "no gap has shown what is flushed");
  }

  /** The canary: the same decay without the library ends among the denormals, and stays there. */
  @Test
  void withoutFlushingTheyWould() {
    float value = 1;
    for (int step = 0; step < STEPS; step++) {
      value *= DECAY;
    }
    assertTrue(denormals(new float[] {value}) == 1, "ends at " + value);
    assertEquals(2, denormals(new float[] {0, 1, -0f, Float.MIN_NORMAL, 1e-40f, -Float.MIN_VALUE}));
  }

  /**
   * A gradient within bounds times a small weight: the initial state's is flushed, not denormal.
   */
  @Test
  void theGradientOfAnInitialStateIsFlushed() {
    Network network = Network.builder(1).rnn(1).seed(1).build();
    Arrays.fill(network.parameters().values(), 0);
    network.parameters().set("weight_hh_l0", new float[] {Math.scalb(1f, -30)});
    Workspace workspace = network.workspace(1, 1);
    for (int exponent : new int[] {-10, -49}) {
      network.forward(new float[1], 1, 1, null, workspace);
      workspace.setOutputGradients(new float[] {Math.scalb(1f, exponent)}, 0);
      State gradient = network.newState();
      network.backward(workspace, network.newGradients(), null, gradient);
      float expected = exponent == -10 ? Math.scalb(1f, -40) : 0;
      assertEquals(expected, gradient.toArray()[0]);
    }
  }
}
