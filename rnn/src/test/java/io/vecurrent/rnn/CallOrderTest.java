package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.optim.Sgd;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Calls out of order are refused, and say what to call first. */
@Tag("once")
class CallOrderTest {
  private final Network network = Data.network(2, 3, 4, Nonlinearity.TANH);
  private final Workspace workspace = network.workspace(2, 2);
  private final float[] gradients = Data.floats(1, network.parameters().size());
  private final float[] kept = gradients.clone();
  private final float[] x = Data.floats(2, 8);
  private final int[] targets = {0, 1, 2, 3};

  private void refused(Executable call, String part) {
    String message = assertThrows(IllegalStateException.class, call).getMessage();
    assertTrue(message.contains(part), message);
    Near.bits("gradients", kept, gradients);
  }

  @Test
  void anEmptyWorkspaceHasNothing() {
    float[] target = new float[16];
    assertEquals(0, workspace.time());
    assertEquals(0, workspace.batch());
    assertEquals(2, workspace.maxTime());
    assertEquals(2, workspace.maxBatch());
    refused(() -> network.backward(workspace, gradients), "Network.forward first");
    refused(() -> workspace.copyOutputs(target, 0), "Network.forward first");
    refused(() -> workspace.copyHidden(target, 0), "Network.forward first");
    refused(() -> workspace.setOutputGradients(target, 0), "Network.forward first");
    refused(() -> SoftmaxCrossEntropy.of(workspace, targets), "Network.forward first");
    refused(() -> network.cellBackward(workspace, gradients, null, null), "one step");
  }

  @Test
  void theLinearHeadComesLastAndOnce() {
    NetworkBuilder builder = Network.builder(3).rnn(4).linear(2);
    refused(() -> builder.gru(4), "recurrent layers cannot follow linear(2)");
    refused(() -> builder.bidirectional(), "bidirectional() cannot follow linear(2)");
    refused(() -> builder.linear(5), "a linear head cannot follow linear(2)");
    assertEquals(2, builder.build().outputSize());
  }

  @Test
  void backwardNeedsOutputGradients() {
    network.forward(x, 2, 2, null, workspace);
    refused(() -> network.backward(workspace, gradients), "SoftmaxCrossEntropy.of");
    assertEquals(2, workspace.time());
    assertEquals(2, workspace.batch());
  }

  @Test
  void aForwardPassServesOneBackwardPass() {
    network.forward(x, 2, 2, null, workspace);
    SoftmaxCrossEntropy.of(workspace, targets);
    network.backward(workspace, new float[gradients.length]);
    refused(() -> network.backward(workspace, gradients), "Network.forward again");
    refused(() -> SoftmaxCrossEntropy.of(workspace, targets), "Network.forward again");
    float[] outputs = new float[16];
    refused(() -> workspace.setOutputGradients(outputs, 0), "Network.forward again");
    // What the forward pass gave can still be read.
    workspace.copyOutputs(outputs, 0);
    network.forward(x, 2, 2, null, workspace);
    Near.bits("outputs", Data.outputs(network, workspace), outputs);
  }

  @Test
  void theLossMayBeTakenAgainBeforeTheBackwardPass() {
    network.forward(x, 2, 2, null, workspace);
    double sum = SoftmaxCrossEntropy.of(workspace, targets, 0, Reduction.SUM);
    assertEquals(sum / 2, SoftmaxCrossEntropy.of(workspace, targets));
    float[] once = new float[gradients.length];
    network.backward(workspace, once);
    network.forward(x, 2, 2, null, workspace);
    SoftmaxCrossEntropy.of(workspace, targets);
    float[] again = new float[gradients.length];
    network.backward(workspace, again);
    Near.bits("gradients", once, again);
  }

  @Test
  void theLossMayBeTakenAgainWithoutAHead() {
    Network headless = Data.network(2, 3, 0, Nonlinearity.TANH);
    Workspace ws = headless.workspace(2, 2);
    int[] classes = {0, 1, 2, 0};
    headless.forward(x, 2, 2, null, ws);
    double first = SoftmaxCrossEntropy.of(ws, classes);
    assertEquals(first, SoftmaxCrossEntropy.of(ws, classes));
  }

  @Test
  void parametersMustNotChangeBetweenForwardAndBackward() {
    network.forward(x, 2, 2, null, workspace);
    SoftmaxCrossEntropy.of(workspace, targets);
    new Sgd(network.parameters(), 0.1f).step(network.parameters(), gradients);
    refused(() -> network.backward(workspace, gradients), "parameters have changed");
    network.forward(x, 2, 2, null, workspace);
    SoftmaxCrossEntropy.of(workspace, targets);
    network.parameters().set("head.bias", new float[4]);
    refused(() -> network.backward(workspace, gradients), "parameters have changed");
  }

  @Test
  void aChangeBetweenTrainingAndEvaluationForgetsTheForwardPass() {
    for (Runnable change : new Runnable[] {() -> workspace.train(1), workspace::evaluate}) {
      network.forward(x, 2, 2, null, workspace);
      SoftmaxCrossEntropy.of(workspace, targets);
      change.run();
      refused(() -> network.backward(workspace, gradients), "Network.forward first");
      refused(() -> workspace.copyOutputs(new float[16], 0), "Network.forward first");
    }
  }
}
