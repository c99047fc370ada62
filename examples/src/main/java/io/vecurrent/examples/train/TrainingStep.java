package io.vecurrent.examples.train;

import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.SoftmaxCrossEntropy;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Workspace;
import io.vecurrent.rnn.optim.Adam;
import io.vecurrent.rnn.optim.Clipping;

/**
 * One training step on a chunk of every stream: forward, loss, backward, clip, Adam. The states go
 * on from chunk to chunk, gradients do not: truncated back-propagation through time. Allocates
 * nothing once warm.
 */
public final class TrainingStep {
  /** Sequences side by side. */
  public static final int BATCH = 16;

  /** Characters of each sequence in one step. */
  public static final int TIME = 32;

  /** Of Adam, at the start. */
  public static final float LEARNING_RATE = 0.003f;

  /** The largest norm of the gradient of a step, whose loss is summed over time. */
  public static final float MAX_NORM = 10f;

  private final Network network;
  private final Workspace workspace;
  private final State states;
  private final float[] gradients;
  private final Adam adam;
  private final int time;
  private final int batch;

  /** Steps of {@code time} characters in {@code batch} sequences, which begin with zero states. */
  public TrainingStep(Network network, int time, int batch) {
    this.network = network;
    this.time = time;
    this.batch = batch;
    this.workspace = network.workspace(time, batch);
    this.states = network.newState(batch);
    this.gradients = network.newGradients();
    this.adam = new Adam(network.parameters(), LEARNING_RATE);
  }

  /**
   * The learning rate falls in a straight line to 0. A constant one is as good for a minute or two,
   * but makes a network of some ten thousand steps worse again.
   *
   * @param fraction of the training that is over, 0 to 1
   */
  public void decay(double fraction) {
    adam.setLearningRate((float) (LEARNING_RATE * (1 - fraction)));
  }

  /**
   * Changes the network's parameters, unless the gradient overflows: then they stay as they are.
   *
   * @param inputs {@code [time][batch][inputSize]}
   * @param targets {@code [time][batch]}
   * @return the loss before the change, in nats per character
   */
  public double run(float[] inputs, int[] targets) {
    network.forward(inputs, time, batch, states, workspace);
    double loss = SoftmaxCrossEntropy.of(workspace, targets);
    network.backward(workspace, gradients);
    Clipping.byGlobalNorm(gradients, MAX_NORM);
    adam.step(network.parameters(), gradients);
    return loss / time;
  }
}
