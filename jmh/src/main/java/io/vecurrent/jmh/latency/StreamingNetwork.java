package io.vecurrent.jmh.latency;

import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Stepper;
import java.util.Random;

/**
 * One stream through a tanh network of n inputs and n units: what is measured here and at start.
 */
public final class StreamingNetwork {
  private static final int INPUTS = 32;

  private final int n;
  private final Stepper stepper;
  private final State state;
  private final float[] inputs;
  private final float[] output;
  private int next;

  /** A new network and a zero state. */
  public StreamingNetwork(int n) {
    Network network = Network.builder(n).rnn(n).seed(1).build();
    this.n = n;
    this.stepper = network.stepper();
    this.state = network.newState();
    this.inputs = new float[INPUTS * n];
    this.output = new float[n];
    Random random = new Random(20240917);
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
  }

  /** The next of some inputs, round and round. */
  public void step() {
    stepper.step(inputs, next * n, state, output, 0);
    next = (next + 1) % INPUTS;
  }

  /** The library's scratch, for its warm-up call. */
  public Stepper stepper() {
    return stepper;
  }

  /** Of the last step. */
  public float[] output() {
    return output;
  }
}
