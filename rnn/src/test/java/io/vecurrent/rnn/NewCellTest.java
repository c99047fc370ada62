package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.layer.UpdateGateCell;
import io.vecurrent.rnn.team.Team;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new cell is one file: {@link UpdateGateCell}, which nothing else knows, trains, streams, runs
 * in both directions, for sequences of different lengths and in a team.
 */
class NewCellTest {
  private static final int TIME = 5;
  private static final int BATCH = 3;
  private static final int INPUT = 4;
  private static final int[] LENGTHS = {2, 5, 3};

  private static NetworkBuilder builder(int hidden) {
    return Network.builder(INPUT).add(UpdateGateCell.INSTANCE, hidden, 2).seed(hidden);
  }

  private static final class Pass {
    final float[] outputs;
    final float[] gradients;
    final float[] inputGradients = new float[TIME * BATCH * INPUT];

    Pass(Network network, Workspace workspace) {
      float[] inputs = Data.floats(1, TIME * BATCH * INPUT);
      network.forward(inputs, TIME, BATCH, LENGTHS, null, workspace);
      outputs = Data.outputs(network, workspace);
      workspace.setOutputGradients(Data.floats(2, outputs.length), 0);
      gradients = network.newGradients();
      network.backward(workspace, gradients, inputGradients, null);
    }
  }

  /** The sum of all outputs, each times what the pass had for its gradient. */
  private static double loss(Network network, Workspace workspace) {
    network.forward(Data.floats(1, TIME * BATCH * INPUT), TIME, BATCH, LENGTHS, null, workspace);
    float[] outputs = Data.outputs(network, workspace);
    float[] weights = Data.floats(2, outputs.length);
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      sum += (double) outputs[i] * weights[i];
    }
    return sum;
  }

  @Test
  void gradientsAreThoseOfTheLoss() {
    for (NetworkBuilder builder : Arrays.asList(builder(6), builder(5).bidirectional())) {
      Network network = builder.build();
      Workspace workspace = network.workspace(TIME, BATCH);
      float[] gradients = new Pass(network, workspace).gradients;
      float[] parameters = network.parameters().values();
      float step = 1 / 64f;
      for (int i = 0; i < parameters.length; i++) {
        float value = parameters[i];
        parameters[i] = value + step;
        network.parameters().markChanged();
        double above = loss(network, workspace);
        parameters[i] = value - step;
        network.parameters().markChanged();
        double below = loss(network, workspace);
        parameters[i] = value;
        network.parameters().markChanged();
        assertEquals((above - below) / (2 * step), gradients[i], 2e-3, "parameter " + i);
      }
    }
  }

  @Test
  void aTeamGivesTheSameBits() {
    Network network = builder(20).build();
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try (Team team = new Team(2, threads)) {
      Pass alone = new Pass(network, network.workspace(TIME, BATCH));
      Pass together = new Pass(network, network.workspace(TIME, BATCH, team));
      Near.bits("outputs", alone.outputs, together.outputs);
      Near.bits("gradients", alone.gradients, together.gradients);
      Near.bits("input gradients", alone.inputGradients, together.inputGradients);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void stepsGiveTheBitsOfSequences() {
    Network network = builder(20).build();
    float[] outputs = new Pass(network, network.workspace(TIME, BATCH)).outputs;
    float[] inputs = Data.floats(1, TIME * BATCH * INPUT);
    Stepper stepper = network.stepper();
    for (int b = 0; b < BATCH; b++) {
      State state = network.newState();
      float[] output = new float[20];
      for (int t = 0; t < LENGTHS[b]; t++) {
        int row = t * BATCH + b;
        stepper.step(inputs, row * INPUT, state, output, 0);
        float[] expected = Arrays.copyOfRange(outputs, row * 20, row * 20 + 20);
        Near.bits("step " + t + " of sequence " + b, expected, output);
      }
    }
  }

  /** A file names a cell that its shapes do not tell, and one of an unknown cell is refused. */
  @Test
  void filesNameTheCell(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("ugrnn.safetensors");
    builder(4).build().save(file);
    ModelFormatException e = assertThrows(ModelFormatException.class, () -> Network.load(file));
    assertTrue(e.getMessage().contains("rnn, gru, lstm"), e.getMessage());
    assertTrue(e.getMessage().contains("'ugrnn,ugrnn'"), e.getMessage());
  }

  @Test
  void theNameIsInDescriptions() {
    assertTrue(builder(4).build().toString().contains("ugrnn 4"), builder(4).build().toString());
  }

  @Test
  void cellsByName() {
    for (String name : new String[] {"rnn", "gru", "lstm"}) {
      Network network = Network.builder(INPUT).recurrent(name, 3, 2).build();
      assertTrue(network.toString().contains(name + " 3"), network.toString());
      assertEquals(2, network.numLayers());
    }
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Network.builder(INPUT).recurrent("ugrnn", 3, 1));
    assertEquals("cell: must be one of rnn, gru, lstm, was 'ugrnn'", e.getMessage());
  }
}
