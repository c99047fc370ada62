package io.vecurrent.rnn;

import java.util.Map;
import java.util.TreeMap;

/** Calls that have to do with the outputs of last steps alone, by their signatures. */
final class LastOutputCalls {
  private LastOutputCalls() {}

  static Map<String, Runnable> of(int hidden, int batch) {
    int time = 3;
    Network network = Network.builder(2).lstm(hidden).linear(hidden + 1).build();
    Workspace workspace = network.workspace(time, batch, Outputs.LAST);
    float[] x = Data.floats(1, time * batch * 2);
    int[] lengths = new int[batch];
    for (int b = 0; b < batch; b++) {
      lengths[b] = 1 + b % time;
    }
    float[] outputs = new float[batch * network.outputSize()];
    float[] gradients = network.newGradients();
    Map<String, Runnable> calls = new TreeMap<>();
    calls.put(
        "Workspace.copyLastOutputs(float[],int)",
        () -> {
          network.forward(x, time, batch, lengths, null, workspace);
          workspace.copyLastOutputs(outputs, 0);
        });
    calls.put(
        "Workspace.setLastOutputGradients(float[],int)",
        () -> {
          network.forward(x, time, batch, lengths, null, workspace);
          workspace.setLastOutputGradients(outputs, 0);
          network.backward(workspace, gradients);
        });
    return calls;
  }
}
