package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.internal.Checks;
import java.util.Arrays;

/**
 * Where each vector of a network's state stands: h of every layer and direction, then c of those
 * that have one, each {@code [batch][hidden]}. Immutable.
 */
public final class StateLayout {
  /** By direction, then vector: floats of one sequence in front of it. */
  private final int[][] offsets;

  private final int[] widths;
  private final int size;

  /**
   * The layout for directions of these hidden sizes and numbers of vectors.
   *
   * @param widths the hidden size of each layer and direction, bottom up, forward first
   * @param vectors how many state vectors each has
   */
  StateLayout(int[] widths, int[] vectors) {
    this.widths = widths;
    offsets = new int[widths.length][];
    int next = 0;
    int most = 0;
    for (int i = 0; i < widths.length; i++) {
      offsets[i] = new int[vectors[i]];
      most = Math.max(most, vectors[i]);
    }
    for (int vector = 0; vector < most; vector++) {
      for (int i = 0; i < widths.length; i++) {
        if (vector < vectors[i]) {
          offsets[i][vector] = next;
          next = Checks.sum(next, widths[i], "state vectors * hiddenSize");
        }
      }
    }
    size = next;
  }

  /** Floats of the state of one sequence. */
  public int size() {
    return size;
  }

  /** Where that vector begins in the state of {@code batch} sequences. */
  int offset(int direction, int vector, int batch) {
    return batch * offsets[direction][vector];
  }

  /** Copies one of {@code batch} sequences to the layout of a single one. */
  public void copySequence(float[] states, int batch, int sequence, float[] target, int offset) {
    for (int i = 0; i < widths.length; i++) {
      for (int from : offsets[i]) {
        int at = batch * from + sequence * widths[i];
        System.arraycopy(states, at, target, offset + from, widths[i]);
      }
    }
  }

  /** The other way round. */
  public void setSequence(float[] states, int batch, int sequence, float[] source, int offset) {
    for (int i = 0; i < widths.length; i++) {
      for (int from : offsets[i]) {
        int at = batch * from + sequence * widths[i];
        System.arraycopy(source, offset + from, states, at, widths[i]);
      }
    }
  }

  /** Whether states of both are laid out alike. */
  public boolean isLike(StateLayout other) {
    return this == other
        || (Arrays.equals(widths, other.widths) && Arrays.deepEquals(offsets, other.offsets));
  }

  /** The hidden sizes, one if all are the same. */
  @Override
  public String toString() {
    boolean same = Arrays.stream(widths).distinct().count() == 1;
    String vectors = size + " floats a sequence";
    return "hiddenSize " + (same ? widths[0] : Arrays.toString(widths)) + " (" + vectors + ")";
  }
}
