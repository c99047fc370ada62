package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.jmh.reference.Plain;
import io.vecurrent.jmh.reference.Shape;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.SoftmaxCrossEntropy;
import java.util.Arrays;

/** {@link LstmTrainingForms} on tokens: an embedding before, softmax cross-entropy behind. */
public class LstmEmbeddingTrainingBenchmark extends LstmTrainingForms {
  private static final int VOCABULARY = 64;

  private int[] tokens;
  private int[] targets;
  private float[] rows;

  @Override
  protected void prepare() {
    prepare(
        Network.embedding(VOCABULARY, n).lstm(n).linear(VOCABULARY).seed(1).build(),
        new Shape(CellKind.LSTM, n, n, VOCABULARY, TIME, batch, VOCABULARY * n));
    tokens = random.ints((long) TIME * batch, 0, VOCABULARY).toArray();
    targets = random.ints((long) TIME * batch, 0, VOCABULARY).toArray();
    rows = new float[TIME * batch * n];
  }

  @Override
  double forward() {
    network.forward(tokens, TIME, batch, null, workspace);
    return SoftmaxCrossEntropy.of(workspace, targets);
  }

  @Override
  double plainPass() {
    for (int row = 0; row < tokens.length; row++) {
      System.arraycopy(parameters, tokens[row] * n, rows, row * n, n);
    }
    plainRnn.forward(parameters, rows);
    double sum = 0;
    for (int row = 0; row < targets.length; row++) {
      sum +=
          Plain.crossEntropyGradient(
              plainRnn.logits,
              row * VOCABULARY,
              VOCABULARY,
              targets[row],
              1f / batch,
              plainRnn.outputGradients);
    }
    plainRnn.backward(parameters, rows);
    Arrays.fill(plainRnn.gradients, 0, VOCABULARY * n, 0);
    for (int row = 0; row < tokens.length; row++) {
      for (int j = 0; j < n; j++) {
        plainRnn.gradients[tokens[row] * n + j] += plainRnn.inputGradients[row * n + j];
      }
    }
    return sum / batch;
  }
}
