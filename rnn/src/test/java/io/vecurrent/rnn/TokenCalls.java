package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;

/** Calls on a network of tokens, and of the losses that others do not have, by their signatures. */
final class TokenCalls {
  private TokenCalls() {}

  static Map<String, Runnable> of(int hidden, int batch) {
    int time = 3;
    Network network = Network.embedding(11, hidden + 1).gru(hidden).linear(hidden).build();
    Workspace workspace = network.workspace(time, batch);
    int[] tokens = new int[time * batch];
    int[] lengths = new int[batch];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = i * 3 % 11;
      lengths[i % batch] = 1 + i % time;
    }
    int[] targets = Data.targets(1, time * batch, hidden);
    int[] lastTargets = Data.targets(1, batch, hidden);
    float[] values = Data.floats(2, time * batch * hidden);
    float[] lastValues = Data.floats(3, batch * hidden);
    boolean[] scored = new boolean[time * batch];
    scored[0] = true;
    float[] gradients = network.newGradients();
    State state = network.newState(batch);
    Stepper stepper = network.stepper();
    State one = network.newState();
    float[] output = new float[hidden];
    Runnable forward = () -> network.forward(tokens, 0, time, batch, lengths, state, workspace);
    Map<String, Runnable> calls = new TreeMap<>();
    calls.put("Network.vocabulary()", () -> assertTrue(network.vocabulary() > 0));
    calls.put(
        "Network.forward(int[],int,int,State,Workspace)",
        () -> network.forward(tokens, time, batch, state, workspace));
    calls.put(
        "Network.forward(int[],int,int,int[],State,Workspace)",
        () -> network.forward(tokens, time, batch, lengths, state, workspace));
    calls.put(
        "Network.forward(int[],int,int,int,int[],State,Workspace)",
        () -> {
          forward.run();
          MeanSquaredError.of(workspace, values);
          network.backward(workspace, gradients);
        });
    Stepper together = network.stepper(batch);
    float[] outputs = new float[batch * hidden];
    calls.put(
        "Stepper.step(int[],int,State,float[],int)",
        () -> together.step(tokens, 0, state, outputs, 0));
    calls.put("Stepper.step(int,State,float[])", () -> stepper.step(1, one, output));
    calls.put("Stepper.step(int,State,float[],int)", () -> stepper.step(2, one, output, 0));
    Reduction mean = Reduction.MEAN;
    loss(
        calls,
        "SoftmaxCrossEntropy.ofLast(Workspace,int[])",
        forward,
        () -> SoftmaxCrossEntropy.ofLast(workspace, lastTargets));
    loss(
        calls,
        "SoftmaxCrossEntropy.ofLast(Workspace,int[],int,Reduction)",
        forward,
        () -> SoftmaxCrossEntropy.ofLast(workspace, targets, 0, mean));
    loss(
        calls,
        "MeanSquaredError.of(Workspace,float[])",
        forward,
        () -> MeanSquaredError.of(workspace, values));
    loss(
        calls,
        "MeanSquaredError.of(Workspace,float[],int,boolean[],Reduction)",
        forward,
        () -> MeanSquaredError.of(workspace, values, 0, scored, mean));
    loss(
        calls,
        "MeanSquaredError.ofLast(Workspace,float[])",
        forward,
        () -> MeanSquaredError.ofLast(workspace, lastValues));
    loss(
        calls,
        "MeanSquaredError.ofLast(Workspace,float[],int,Reduction)",
        forward,
        () -> MeanSquaredError.ofLast(workspace, values, 0, mean));
    return calls;
  }

  /** A loss follows a forward pass. */
  private static void loss(
      Map<String, Runnable> calls, String name, Runnable forward, Runnable loss) {
    calls.put(
        name,
        () -> {
          forward.run();
          loss.run();
        });
  }
}
