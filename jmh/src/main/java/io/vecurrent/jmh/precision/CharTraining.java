package io.vecurrent.jmh.precision;

import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.SoftmaxCrossEntropy;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Workspace;
import io.vecurrent.rnn.optim.Adam;
import io.vecurrent.rnn.optim.Clipping;
import java.util.Arrays;

/**
 * Trains a network to predict the next character: as many streams through the text as the batch has
 * sequences, truncated back-propagation through time, Adam. The same bits on every machine.
 */
final class CharTraining {
  private static final int TIME = 32;
  private static final int BATCH = 32;
  private static final float LEARNING_RATE = 0.003f;
  private static final float MAX_NORM = 10f;

  private final Network network;
  private final int alphabet;
  private final int[] text;
  private final Workspace workspace;
  private final State states;
  private final float[] inputs;
  private final int[] targets = new int[TIME * BATCH];
  private final float[] gradients;
  private final Adam adam;

  /** Where each stream is in the text. */
  private final int[] places = new int[BATCH];

  /** A new network of so many units on this text. */
  CharTraining(int[] text, int alphabet, int hidden) {
    this.text = text;
    this.alphabet = alphabet;
    this.network = Network.builder(alphabet).rnn(hidden).linear(alphabet).seed(1).build();
    this.workspace = network.workspace(TIME, BATCH);
    this.states = network.newState(BATCH);
    this.inputs = new float[TIME * BATCH * alphabet];
    this.gradients = network.newGradients();
    this.adam = new Adam(network.parameters(), LEARNING_RATE);
    for (int i = 0; i < BATCH; i++) {
      places[i] = i * (text.length / BATCH);
    }
  }

  /** One chunk of every stream; the loss before it, in nats a character. */
  double step() {
    fill();
    network.forward(inputs, TIME, BATCH, states, workspace);
    double loss = SoftmaxCrossEntropy.of(workspace, targets) / TIME;
    network.backward(workspace, gradients);
    Clipping.byGlobalNorm(gradients, MAX_NORM);
    adam.step(network.parameters(), gradients);
    return loss;
  }

  private void fill() {
    Arrays.fill(inputs, 0f);
    for (int time = 0; time < TIME; time++) {
      for (int i = 0; i < BATCH; i++) {
        int row = time * BATCH + i;
        inputs[row * alphabet + text[places[i]]] = 1f;
        places[i] = (places[i] + 1) % text.length;
        targets[row] = text[places[i]];
      }
    }
  }

  /** What has been trained. */
  Network network() {
    return network;
  }
}
