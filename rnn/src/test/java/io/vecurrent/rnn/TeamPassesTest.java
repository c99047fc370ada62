package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.Precision;
import io.vecurrent.rnn.optim.Adam;
import io.vecurrent.rnn.optim.Clipping;
import io.vecurrent.rnn.team.Team;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A team gives the bits of one thread; weights of 16 bits those of the rounded weights. */
class TeamPassesTest {
  private static final int TIME = 5;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void shutDown() {
    threads.shutdown();
  }

  private static float[] random(int length, long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** All that a forward and a backward pass give, one after the other. */
  private static float[][] results(Network network, Workspace workspace, int batch) {
    float[] inputs = random(TIME * batch * network.inputSize(), 11);
    float[] outputGradients = random(TIME * batch * network.outputSize(), 12);
    State state = network.newState(batch);
    state.copyFrom(random(state.size(), 13), 0);
    State stateGradients = network.newState(batch);
    stateGradients.copyFrom(random(state.size(), 14), 0);
    network.forward(inputs, TIME, batch, state, workspace);
    float[] outputs = new float[TIME * batch * network.outputSize()];
    workspace.copyOutputs(outputs, 0);
    workspace.setOutputGradients(outputGradients, 0);
    float[] gradients = network.newGradients();
    float[] inputGradients = new float[inputs.length];
    network.backward(workspace, gradients, inputGradients, stateGradients);
    return new float[][] {
      outputs, state.toArray(), gradients, inputGradients, stateGradients.toArray()
    };
  }

  @ParameterizedTest
  @CsvSource({
    "3, 40, 0, 1, 2",
    "20, 100, 7, 1, 2",
    "17, 64, 0, 1, 3",
    "5, 16, 3, 1, 4",
    "9, 300, 0, 1, 2",
    "33, 127, 20, 2, 2",
    "3, 40, 5, 5, 2",
    "8, 24, 0, 7, 3",
    "8, 24, 2, 2, 4"
  })
  void aTeamGivesTheBitsOfOneThread(int inputs, int hidden, int classes, int batch, int size) {
    for (Kind kind : Kind.values()) {
      // Larger teams than there are cores spin: the others see one of each kind of pass.
      if (kind == Kind.TANH || size == 2) {
        compare(kind.network(inputs, hidden, classes), batch, size);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void twentyTrainingStepsOfATeamGiveTheBitsOfOneThread(Kind kind) {
    for (int batch : new int[] {1, 5}) {
      try (Team team = new Team(2, threads)) {
        float[] alone = trained(kind.network(9, 40, 6), batch, null);
        float[] together = trained(kind.network(9, 40, 6), batch, team);
        assertArrayEquals(alone, together, kind + ", batch " + batch);
      }
    }
  }

  private static float[] trained(Network network, int batch, Team team) {
    Workspace workspace =
        team == null ? network.workspace(TIME, batch) : network.workspace(TIME, batch, team);
    float[] inputs = random(TIME * batch * network.inputSize(), 31);
    int[] targets = new Random(32).ints((long) TIME * batch, 0, network.outputSize()).toArray();
    float[] gradients = network.newGradients();
    Adam adam = new Adam(network.parameters(), 0.01f);
    for (int step = 0; step < 20; step++) {
      network.forward(inputs, TIME, batch, null, workspace);
      SoftmaxCrossEntropy.of(workspace, targets);
      network.backward(workspace, gradients);
      Clipping.byGlobalNorm(gradients, 1f);
      assertTrue(adam.step(network.parameters(), gradients));
    }
    return network.parameters().values().clone();
  }

  private void compare(Network network, int batch, int size) {
    float[][] expected = results(network, network.workspace(TIME, batch), batch);
    try (Team team = new Team(size, threads)) {
      Workspace shared = network.workspace(TIME, batch, team);
      for (int round = 0; round < 3; round++) {
        float[][] actual = results(network, shared, batch);
        for (int i = 0; i < expected.length; i++) {
          assertArrayEquals(expected[i], actual[i], network + " result " + i + ", round " + round);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 40, 7, 1", "20, 48, 33, 4", "64, 127, 5, 9"})
  void sixteenBitWeightsGiveTheBitsOfRoundedOnes(int inputs, int hidden, int classes, int batch) {
    for (Kind kind : Kind.values()) {
      roundedOnes(kind.network(inputs, hidden, classes), batch);
    }
  }

  private void roundedOnes(Network network, int batch) {
    Network half = network.withPrecision(Precision.BFLOAT16);
    float[] x = random(TIME * batch * network.inputSize(), 21);
    float[] actual = forward(half, x, batch, half.workspace(TIME, batch));
    try (Team team = new Team(2, threads)) {
      float[] shared = forward(half, x, batch, half.workspace(TIME, batch, team));
      assertArrayEquals(actual, shared, half + " on two threads");
    }
    round(network);
    float[] expected = forward(network, x, batch, network.workspace(TIME, batch));
    assertArrayEquals(expected, actual, half.toString());
  }

  private static float[] forward(Network network, float[] x, int batch, Workspace workspace) {
    network.forward(x, TIME, batch, null, workspace);
    float[] outputs = new float[TIME * batch * network.outputSize()];
    workspace.copyOutputs(outputs, 0);
    return outputs;
  }

  /** To the nearest of the two neighbours with 8 bits of significand; biases stay. */
  private static void round(Network network) {
    float[] values = network.parameters().values();
    for (ParameterSlice slice : network.parameters().slices().values()) {
      for (int i = 0; slice.name().contains("weight") && i < slice.length(); i++) {
        float value = values[slice.offset() + i];
        float down = Float.intBitsToFloat(Float.floatToIntBits(value) & 0xffff0000);
        float up = Float.intBitsToFloat(Float.floatToIntBits(down) + 0x10000);
        boolean even = (Float.floatToIntBits(down) & 0x10000) == 0;
        double below = Math.abs((double) value - down);
        double above = Math.abs((double) up - value);
        values[slice.offset() + i] = below < above || (below == above && even) ? down : up;
      }
    }
    network.parameters().markChanged();
  }

  @ParameterizedTest
  @CsvSource({"3, 2", "5, 2"})
  void aTeamGivesTheBitsOfOneThreadForLengths(int batch, int size) {
    for (Kind kind : Kind.values()) {
      Network network = kind.network(6, 40, 5);
      int[] lengths = new int[batch];
      for (int b = 0; b < batch; b++) {
        lengths[b] = 1 + (b * 3 + 1) % TIME;
      }
      float[][] expected = lengths(network, network.workspace(TIME, batch), lengths);
      try (Team team = new Team(size, threads)) {
        float[][] actual = lengths(network, network.workspace(TIME, batch, team), lengths);
        for (int i = 0; i < expected.length; i++) {
          assertArrayEquals(expected[i], actual[i], network + " result " + i);
        }
      }
    }
  }

  private static float[][] lengths(Network network, Workspace workspace, int[] lengths) {
    int batch = lengths.length;
    float[] x = random(TIME * batch * network.inputSize(), 31);
    State state = network.newState(batch);
    network.forward(x, TIME, batch, lengths, state, workspace);
    SoftmaxCrossEntropy.of(workspace, new int[TIME * batch]);
    float[] gradients = network.newGradients();
    network.backward(workspace, gradients, x, null);
    return new float[][] {state.toArray(), gradients, x};
  }

  @Test
  void sixteenBitWeightsAreForInference() {
    Network network = Network.builder(3).rnn(8).seed(1).build();
    Network half = network.withPrecision(Precision.BFLOAT16);
    assertEquals(Precision.BFLOAT16, half.precision());
    assertEquals(Precision.FLOAT32, network.precision());
    assertTrue(half.toString().contains("16 bits"), half.toString());
    Workspace workspace = half.workspace(2, 1);
    half.forward(new float[6], 2, 1, null, workspace);
    workspace.setOutputGradients(new float[16], 0);
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> half.backward(workspace, half.newGradients()));
    assertTrue(e.getMessage().contains("inference"), e.getMessage());
    assertThrows(NullPointerException.class, () -> network.withPrecision(null));
    assertThrows(NullPointerException.class, () -> network.workspace(1, 1, (Team) null));
  }

  @Test
  void warmUpLeavesNothingBehind() {
    Network network = Network.builder(3).rnn(8).seed(1).build();
    Stepper stepper = network.stepper();
    State state = network.newState();
    float[] output = new float[8];
    stepper.step(new float[] {1, 2, 3}, state, output);
    float[] expected = output.clone();
    stepper.warmUp();
    state.reset();
    stepper.step(new float[] {1, 2, 3}, state, output);
    assertArrayEquals(expected, output);
  }
}
