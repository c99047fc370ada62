package io.vecurrent.jmh.precision;

import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Workspace;
import java.util.Arrays;

/** Lets two models read the same text, each with its own state, as two services would. */
final class Comparison {
  private static final int CHUNK = 100;

  private final Reader exact;
  private final Reader rounded;

  Comparison(Network exact, Network rounded) {
    this.exact = new Reader(exact);
    this.rounded = new Reader(rounded);
  }

  /** Whole chunks of a text of character numbers, from zero states. */
  OutputError over(int[] text) {
    OutputError error = new OutputError();
    for (int start = 0; start + CHUNK < text.length; start += CHUNK) {
      exact.read(text, start);
      rounded.read(text, start);
      error.addHidden(exact.hidden, rounded.hidden, 0, exact.hidden.length);
      int classes = exact.network.outputSize();
      for (int i = 0; i < CHUNK; i++) {
        error.addLogits(exact.logits, rounded.logits, i * classes, classes, text[start + i + 1]);
      }
    }
    return error;
  }

  private static final class Reader {
    final Network network;
    final float[] logits;
    final float[] hidden;
    private final Workspace workspace;
    private final State state;
    private final float[] inputs;

    Reader(Network network) {
      this.network = network;
      this.workspace = network.workspace(CHUNK, 1);
      this.state = network.newState();
      this.inputs = new float[CHUNK * network.inputSize()];
      this.logits = new float[CHUNK * network.outputSize()];
      this.hidden = new float[CHUNK * network.hiddenSize()];
    }

    void read(int[] text, int start) {
      Arrays.fill(inputs, 0f);
      for (int i = 0; i < CHUNK; i++) {
        inputs[i * network.inputSize() + text[start + i]] = 1f;
      }
      network.forward(inputs, CHUNK, 1, state, workspace);
      workspace.copyOutputs(logits, 0);
      workspace.copyHidden(hidden, 0);
    }
  }
}
