package io.vecurrent.rnn.digests;

import io.vecurrent.rnn.Initialization;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.NetworkBuilder;
import io.vecurrent.rnn.Outputs;
import io.vecurrent.rnn.SoftmaxCrossEntropy;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Stepper;
import io.vecurrent.rnn.Workspace;
import java.util.Locale;
import java.util.Map;

/** What only some networks have: dropout, an embedding, other initial parameters. */
final class FeatureDigests {
  private static final int TIME = 6;
  private static final int BATCH = 3;
  private static final int VOCABULARY = 11;

  private FeatureDigests() {}

  static void addTo(Map<String, String> digests) {
    Digest digest = new Digest();
    dropout(digest);
    digests.put("dropout", digest.hex());
    embedding(digest);
    digests.put("embedding", digest.hex());
    lastOutputs(digest);
    digests.put("last-outputs", digest.hex());
    for (Initialization initialization : Initialization.values()) {
      NetworkBuilder builder = Network.builder(9).lstm(12).gru(7).linear(5);
      digest.add(builder.initialization(initialization).seed(3).build().parameters().values());
      digests.put("initial-" + initialization.name().toLowerCase(Locale.ROOT), digest.hex());
    }
  }

  /** Three passes, each with masks of its own. */
  private static void dropout(Digest digest) {
    Network network =
        Network.builder(5).lstm(20).gru(17).bidirectional().rnn(9).dropout(0.3f).seed(1).build();
    Numbers numbers = new Numbers(Numbers.Kind.SMALL, 1);
    Workspace workspace = network.workspace(TIME, BATCH);
    workspace.train(77);
    for (int pass = 0; pass < 3; pass++) {
      network.forward(numbers.floats(TIME * BATCH * 5), TIME, BATCH, null, workspace);
      float[] outputs = new float[TIME * BATCH * network.outputSize()];
      workspace.copyOutputs(outputs, 0);
      digest.add(outputs);
      workspace.setOutputGradients(outputs, 0);
      float[] gradients = network.newGradients();
      network.backward(workspace, gradients);
      digest.add(gradients);
    }
  }

  /** A head on last steps alone, with lengths, dropout and an embedding. */
  private static void lastOutputs(Digest digest) {
    NetworkBuilder builder = Network.embedding(VOCABULARY, 6).lstm(20).gru(17).bidirectional();
    Network network = builder.dropout(0.3f).linear(35).seed(3).build();
    Numbers numbers = new Numbers(Numbers.Kind.SMALL, 3);
    Workspace workspace = network.workspace(TIME, BATCH, Outputs.LAST);
    workspace.train(78);
    int[] lengths = {2, TIME, 2};
    network.forward(
        numbers.ints(TIME * BATCH, VOCABULARY), 0, TIME, BATCH, lengths, null, workspace);
    float[] outputs = new float[BATCH * network.outputSize()];
    workspace.copyLastOutputs(outputs, 0);
    digest.add(outputs);
    digest.add(SoftmaxCrossEntropy.ofLast(workspace, numbers.ints(BATCH, 35)));
    float[] gradients = network.newGradients();
    network.backward(workspace, gradients);
    digest.add(gradients);
  }

  private static void embedding(Digest digest) {
    Network network = Network.embedding(VOCABULARY, 6).gru(20).linear(VOCABULARY).seed(2).build();
    Numbers numbers = new Numbers(Numbers.Kind.SMALL, 2);
    int[] tokens = numbers.ints(TIME * BATCH, VOCABULARY);
    Workspace workspace = network.workspace(TIME, BATCH);
    network.forward(tokens, TIME, BATCH, null, workspace);
    digest.add(SoftmaxCrossEntropy.of(workspace, numbers.ints(TIME * BATCH, VOCABULARY)));
    float[] gradients = network.newGradients();
    network.backward(workspace, gradients);
    digest.add(gradients);
    Stepper stepper = network.stepper();
    State state = network.newState();
    float[] output = new float[VOCABULARY];
    for (int token : tokens) {
      stepper.step(token, state, output);
      digest.add(output);
    }
  }
}
