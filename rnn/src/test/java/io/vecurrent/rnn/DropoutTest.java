package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.team.Team;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dropout between layers: in training only, repeatable, the same however a pass is computed. */
class DropoutTest {
  private static final int UNITS = 40;
  private static final int TIME = 30;
  private static final int BATCH = 5;

  /** The lower layer's units are all 1, and the upper layer shows what it reads of them. */
  private static Network mirror(float p) {
    Network network =
        Network.builder(1).rnn(UNITS, Nonlinearity.RELU, 2).bias(false).dropout(p).build();
    Arrays.fill(network.parameters().values(), 0f);
    float[] ones = new float[UNITS];
    Arrays.fill(ones, 1f);
    network.parameters().set("weight_ih_l0", ones);
    float[] identity = new float[UNITS * UNITS];
    for (int i = 0; i < UNITS; i++) {
      identity[i * UNITS + i] = 1;
    }
    network.parameters().set("weight_ih_l1", identity);
    return network;
  }

  private static float[] masks(Network network, Workspace workspace, int time, int batch) {
    float[] ones = new float[time * batch];
    Arrays.fill(ones, 1f);
    network.forward(ones, time, batch, null, workspace);
    return Data.outputs(network, workspace);
  }

  @Test
  void aShareOfTheUnitsIsDroppedAndTheRestScaled() {
    for (float p : new float[] {0.1f, 0.5f, 0.8f}) {
      Network network = mirror(p);
      Workspace workspace = network.workspace(TIME, BATCH);
      workspace.train(3);
      float[] masks = masks(network, workspace, TIME, BATCH);
      int dropped = 0;
      for (float mask : masks) {
        assertTrue(mask == 0 || mask == 1 / (1 - p), "a unit of 1 became " + mask);
        dropped += mask == 0 ? 1 : 0;
      }
      double deviation = Math.sqrt(p * (1 - p) / masks.length);
      Near.within("share dropped", p, (double) dropped / masks.length, 4 * deviation);
    }
  }

  @Test
  void everyPassStepAndSequenceHasAMaskOfItsOwn() {
    Network network = mirror(0.5f);
    Workspace workspace = network.workspace(TIME, BATCH);
    workspace.train(3);
    Set<String> rows = new HashSet<>();
    int count = 0;
    for (int pass = 0; pass < 3; pass++) {
      float[] masks = masks(network, workspace, TIME, BATCH);
      for (int row = 0; row < TIME * BATCH; row++, count++) {
        rows.add(Arrays.toString(Arrays.copyOfRange(masks, row * UNITS, (row + 1) * UNITS)));
      }
    }
    assertEquals(count, rows.size(), "different masks");
  }

  @Test
  void theSeedRepeatsThem() {
    Network network = mirror(0.3f);
    Workspace workspace = network.workspace(TIME, BATCH);
    workspace.train(11);
    float[] first = masks(network, workspace, TIME, BATCH);
    float[] second = masks(network, workspace, TIME, BATCH);
    Workspace other = network.workspace(TIME + 3, BATCH + 2);
    other.train(11);
    Near.bits("first pass", first, masks(network, other, TIME, BATCH));
    Near.bits("second pass", second, masks(network, other, TIME, BATCH));
    other.train(12);
    assertFalse(Arrays.equals(first, masks(network, other, TIME, BATCH)));
    // A sequence and a step have their mask in any batch and time.
    other.train(11);
    float[] alone = masks(network, other, TIME - 2, 1);
    float[] column = Data.column(first, BATCH, UNITS, 0);
    Near.bits("sequence 0", Arrays.copyOf(column, alone.length), alone);
  }

  @Test
  void withoutTrainingThereIsNone() {
    Network network = mirror(0.5f);
    Workspace workspace = network.workspace(TIME, BATCH);
    float[] ones = new float[TIME * BATCH * UNITS];
    Arrays.fill(ones, 1f);
    Near.bits("new", ones, masks(network, workspace, TIME, BATCH));
    workspace.train(1);
    assertFalse(Arrays.equals(ones, masks(network, workspace, TIME, BATCH)));
    workspace.evaluate();
    Near.bits("evaluation", ones, masks(network, workspace, TIME, BATCH));
    Network none = mirror(0f);
    Workspace training = none.workspace(TIME, BATCH);
    training.train(1);
    Near.bits("no dropout", ones, masks(none, training, TIME, BATCH));
    Network single = Network.builder(2).rnn(3).dropout(0.5f).build();
    Workspace one = single.workspace(1, 1);
    single.forward(new float[] {1, 2}, 1, 1, null, one);
    float[] expected = Data.outputs(single, one);
    one.train(1);
    single.forward(new float[] {1, 2}, 1, 1, null, one);
    Near.bits("a single layer", expected, Data.outputs(single, one));
  }

  /** Between kinks a relu network is linear: its gradient is the exact slope, if masks repeat. */
  @Test
  void gradientsPassThroughTheSameMasks() {
    Network network =
        Network.builder(3).rnn(20, Nonlinearity.RELU, 3).bias(false).dropout(0.4f).build();
    for (int i = 0; i < network.parameters().size(); i++) {
      network.parameters().values()[i] = 0.01f + Math.abs(network.parameters().values()[i]) / 4;
    }
    network.parameters().markChanged();
    int rows = 4 * 2;
    float[] x = Data.floats(1, rows * 3);
    for (int i = 0; i < x.length; i++) {
      x[i] = 1 + x[i] / 2;
    }
    Workspace workspace = network.workspace(4, 2);
    workspace.train(5);
    network.forward(x, 4, 2, null, workspace);
    float[] weights = Data.floats(2, rows * 20);
    double before = dot(Data.outputs(network, workspace), weights);
    workspace.setOutputGradients(weights, 0);
    float[] gradients = network.newGradients();
    float[] inputGradients = new float[x.length];
    network.backward(workspace, gradients, inputGradients, null);
    float[] change = Data.floats(3, x.length);
    double slope = dot(inputGradients, change);
    for (int i = 0; i < x.length; i++) {
      x[i] += 0.25f * change[i];
    }
    workspace.train(5);
    network.forward(x, 4, 2, null, workspace);
    double after = dot(Data.outputs(network, workspace), weights);
    assertTrue(Math.abs(slope) > 0.01, "slope " + slope);
    Near.within("slope", (after - before) / 0.25, slope, 1e-3 * Math.abs(slope));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static float[][] results(Kind kind, Network network, Workspace workspace, int batch) {
    workspace.train(7);
    int[] lengths = new int[batch];
    for (int b = 0; b < batch; b++) {
      lengths[b] = 1 + (5 * b + 3) % 6;
    }
    float[] x = Data.floats(1, 6 * batch * 4);
    network.forward(x, 6, batch, lengths, null, workspace);
    float[] outputs = Data.outputs(network, workspace);
    workspace.setOutputGradients(outputs, 0);
    float[] gradients = network.newGradients();
    network.backward(workspace, gradients, x, null);
    assertTrue(kind != Kind.MIXED || Near.largest(Near.widen(gradients)) > 0);
    return new float[][] {outputs, gradients, x};
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aTeamGivesTheBitsOfOneThread(Kind kind) {
    Network network = kind.builder(4, 33).dropout(0.3f).seed(1).build();
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Team team = new Team(2, threads)) {
      for (int batch : new int[] {1, 4}) {
        float[][] expected = results(kind, network, network.workspace(6, batch), batch);
        float[][] actual = results(kind, network, network.workspace(6, batch, team), batch);
        for (int i = 0; i < expected.length; i++) {
          Near.bits(kind + " result " + i, expected[i], actual[i]);
        }
      }
    } finally {
      threads.shutdown();
    }
  }
}
