package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Cross-entropy: reductions, unscored steps, and what NaN does. */
class LossTest {
  private final Network network = Data.network(3, 5, 4, Nonlinearity.TANH);
  private final Workspace workspace = network.workspace(4, 3);
  private final float[] x = Data.floats(1, 36);

  private float[] gradients(int[] targets, Reduction reduction) {
    network.forward(x, 4, 3, null, workspace);
    SoftmaxCrossEntropy.of(workspace, targets, 0, reduction);
    float[] gradients = network.newGradients();
    network.backward(workspace, gradients);
    return gradients;
  }

  @Test
  void onlyUnscoredStepsGiveNoLossAndNoGradient() {
    int[] targets = new int[12];
    Arrays.fill(targets, SoftmaxCrossEntropy.UNSCORED);
    network.forward(x, 4, 3, null, workspace);
    for (Reduction reduction : Reduction.values()) {
      assertEquals(0, SoftmaxCrossEntropy.of(workspace, targets, 0, reduction));
    }
    assertEquals(0, Near.largest(Near.widen(gradients(targets, Reduction.SUM))));
    assertEquals(0, SoftmaxCrossEntropy.scored(targets, 0, 12));
  }

  @Test
  void scoredStepsAreCounted() {
    int[] targets = {0, -100, 3, -100, 2};
    assertEquals(3, SoftmaxCrossEntropy.scored(targets, 0, 5));
    assertEquals(1, SoftmaxCrossEntropy.scored(targets, 1, 3));
    assertEquals(0, SoftmaxCrossEntropy.scored(targets, 5, 0));
  }

  @Test
  void theMeanIsTheSumOverTheBatch() {
    int[] targets = Data.targets(2, 12, 4);
    network.forward(x, 4, 3, null, workspace);
    double sum = SoftmaxCrossEntropy.of(workspace, targets, 0, Reduction.SUM);
    double mean = SoftmaxCrossEntropy.of(workspace, targets, 0, Reduction.MEAN_BATCH);
    assertEquals(sum / 3, mean);
    assertEquals(mean, SoftmaxCrossEntropy.of(workspace, targets));
    float[] summed = gradients(targets, Reduction.SUM);
    double[] expected = new double[summed.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = summed[i] / 3.0;
    }
    Near.relative("gradients", expected, gradients(targets, Reduction.MEAN_BATCH), 5e-6);
  }

  @Test
  void targetsStartAtTheOffset() {
    int[] targets = Data.targets(3, 12, 4);
    int[] shifted = new int[20];
    Arrays.fill(shifted, 77);
    System.arraycopy(targets, 0, shifted, 5, 12);
    network.forward(x, 4, 3, null, workspace);
    double loss = SoftmaxCrossEntropy.of(workspace, targets, 0, Reduction.SUM);
    assertEquals(loss, SoftmaxCrossEntropy.of(workspace, shifted, 5, Reduction.SUM));
  }

  @Test
  void aUniformOutputCostsTheLogarithmOfTheClasses() {
    Network zero = Data.network(3, 5, 4, Nonlinearity.RELU);
    Arrays.fill(zero.parameters().values(), 0f);
    zero.parameters().markChanged();
    Workspace ws = zero.workspace(4, 3);
    zero.forward(x, 4, 3, null, ws);
    assertEquals(4 * Math.log(4), SoftmaxCrossEntropy.of(ws, new int[12]), 1e-6);
  }

  @Test
  void nanInputsGiveNanWithoutAnException() {
    for (Nonlinearity f : Nonlinearity.values()) {
      Network net = Data.network(3, 5, 4, f);
      Workspace ws = net.workspace(4, 2);
      float[] inputs = Data.floats(4, 24);
      // Step 1 of sequence 0.
      inputs[6] = Float.NaN;
      State state = net.newState(2);
      net.forward(inputs, 4, 2, state, ws);
      float[] outputs = Data.outputs(net, ws);
      for (int row = 0; row < 8; row++) {
        boolean spoilt = row >= 2 && row % 2 == 0;
        for (int k = 0; k < 4; k++) {
          assertEquals(spoilt, Float.isNaN(outputs[row * 4 + k]), f + " row " + row);
        }
      }
      float[] end = state.toArray();
      for (int i = 0; i < 10; i++) {
        assertEquals(i < 5, Float.isNaN(end[i]), f + " unit " + i);
      }
      assertTrue(Double.isNaN(SoftmaxCrossEntropy.of(ws, new int[8])));
      float[] gradients = net.newGradients();
      net.backward(ws, gradients, new float[24], net.newState(2));
      for (float gradient : net.parameters().slice("head.weight").copyFrom(gradients)) {
        assertTrue(Float.isNaN(gradient), f + " head");
      }
    }
  }

  @Test
  void anUnscoredNanRowDoesNotSpoilTheLoss() {
    x[27] = Float.NaN;
    int[] targets = Data.targets(5, 12, 4);
    targets[9] = SoftmaxCrossEntropy.UNSCORED;
    network.forward(x, 4, 3, null, workspace);
    assertTrue(Double.isFinite(SoftmaxCrossEntropy.of(workspace, targets)));
  }

  @Test
  void tinyStatesAndGradientsAreFlushed() {
    Network net = Network.builder(1).rnn(3, Nonlinearity.RELU).bias(false).build();
    net.parameters().set("weight_ih_l0", new float[] {0x1p-49f, 0x1p-51f, 1});
    net.parameters().set("weight_hh_l0", new float[9]);
    Workspace ws = net.workspace(1, 1);
    State state = net.newState();
    net.cellForward(new float[] {1}, 1, state, ws);
    Near.bits("state", new float[] {0x1p-49f, 0, 1}, state.toArray());
    ws.setOutputGradients(new float[] {0x1p-51f, 1, 0x1p-49f}, 0);
    float[] inputGradients = new float[1];
    net.cellBackward(ws, net.newGradients(), inputGradients, null);
    // The first is flushed, the second unit is off, the third remains.
    Near.bits("input gradient", new float[] {0x1p-49f}, inputGradients);
  }
}
