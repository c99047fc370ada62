package io.vecurrent.jmh.peers;

import java.util.List;

/**
 * In which order a library stacks the gates of a cell: PyTorch orders those of a GRU r, z, n and
 * those of an LSTM i, f, g, o.
 *
 * @param places for each gate of the library, which one it is of PyTorch's
 */
record GateOrder(List<Integer> places) {
  static GateOrder of(Integer... places) {
    return new GateOrder(List.of(places));
  }

  /** Weights or biases of all gates, stacked in PyTorch's order, in the library's. */
  float[] fromPyTorch(float[] stacked) {
    float[] ordered = new float[stacked.length];
    int length = stacked.length / places.size();
    for (int i = 0; i < places.size(); i++) {
      System.arraycopy(stacked, places.get(i) * length, ordered, i * length, length);
    }
    return ordered;
  }

  /** And back. */
  float[] toPyTorch(float[] stacked) {
    float[] ordered = new float[stacked.length];
    int length = stacked.length / places.size();
    for (int i = 0; i < places.size(); i++) {
      System.arraycopy(stacked, i * length, ordered, places.get(i) * length, length);
    }
    return ordered;
  }
}
