package io.vecurrent.examples.train;

import io.vecurrent.examples.text.Corpus;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Reduction;
import io.vecurrent.rnn.SoftmaxCrossEntropy;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Workspace;
import java.util.Arrays;

/**
 * How well a network predicts the held-out part. The part is cut into pieces that run side by side;
 * each first reads the characters before it, unscored, so that every held-out character is
 * predicted once, and with characters before it to go by.
 */
public final class HeldOut {
  private static final int BATCH = 32;
  private static final int TIME = 50;
  private static final int LEAD = 100;

  private final Corpus corpus;
  private final Network network;
  private final Workspace workspace;
  private final State states;
  private final int width;
  private final int piece;
  private final float[] inputs;
  private final int[] targets = new int[TIME * BATCH];

  /** For many evaluations of one network, whose parameters may change in between. */
  public HeldOut(Corpus corpus, Network network) {
    this.corpus = corpus;
    this.network = network;
    this.workspace = network.workspace(TIME, BATCH);
    this.states = network.newState(BATCH);
    this.width = corpus.alphabet().size();
    this.piece = (corpus.heldOutLength() + BATCH - 1) / BATCH;
    this.inputs = new float[TIME * BATCH * width];
  }

  /** Bits per character. */
  public double bits() {
    states.reset();
    double nats = 0;
    for (int from = -LEAD; from < piece; from += TIME) {
      fill(from);
      network.forward(inputs, TIME, BATCH, states, workspace);
      nats += SoftmaxCrossEntropy.of(workspace, targets, 0, Reduction.SUM);
    }
    return nats / Math.log(2) / corpus.heldOutLength();
  }

  /** Steps from to from + TIME of all pieces; step 0 predicts a piece's first character. */
  private void fill(int from) {
    Arrays.fill(inputs, 0f);
    Arrays.fill(targets, SoftmaxCrossEntropy.UNSCORED);
    for (int i = 0; i < BATCH; i++) {
      int first = corpus.trainLength() + i * piece;
      int end = Math.min(first + piece, corpus.length());
      for (int t = 0; t < TIME; t++) {
        int position = first + from + t;
        // A short text begins less than a lead-in before its held-out part.
        if (position >= 1 && position < end) {
          int row = t * BATCH + i;
          inputs[row * width + corpus.number(position - 1)] = 1f;
          if (position >= first) {
            targets[row] = corpus.number(position);
          }
        }
      }
    }
  }
}
