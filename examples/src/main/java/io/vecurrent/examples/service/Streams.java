package io.vecurrent.examples.service;

import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Workspace;
import java.util.Arrays;

/** What a service keeps of each stream: the network's state, and how many events it has had. */
final class Streams {
  private final Network network;
  private final State[] states;
  private final int[] counts;

  Streams(Network network, int streams) {
    this.network = network;
    this.states = new State[streams];
    this.counts = new int[streams];
    Arrays.setAll(states, stream -> network.newState());
  }

  int size() {
    return states.length;
  }

  State state(int stream) {
    return states[stream];
  }

  /** The number of the event that now comes: 0 for a stream's first. */
  int nextCount(int stream) {
    return counts[stream]++;
  }

  int count(int stream) {
    return counts[stream];
  }

  /** All as new. */
  void reset() {
    for (State state : states) {
      state.reset();
    }
    Arrays.fill(counts, 0);
  }

  /**
   * Whether a stream's state is, to the bit, the one after a single forward pass over all of its
   * events: nothing was lost, doubled or mixed up with another stream's.
   */
  boolean isWhole(int stream) {
    int time = counts[stream];
    if (time == 0) {
      return true;
    }
    float[] inputs = new float[time * Sensor.INPUTS];
    for (int t = 0; t < time; t++) {
      Sensor.read(stream, t, inputs, t * Sensor.INPUTS);
    }
    State expected = network.newState();
    Workspace workspace = network.workspace(time, 1);
    network.forward(inputs, time, 1, expected, workspace);
    return Arrays.equals(expected.toArray(), states[stream].toArray());
  }
}
