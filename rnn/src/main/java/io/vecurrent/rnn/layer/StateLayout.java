package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.internal.Checks;
import java.util.Arrays;

/**
 * Where each vector of a network's state stands: h of every layer and direction, then c of those
 * that have one. In memory each is {@code [batch][stride]}, the padded rows that the cells read and
 * write; what callers get is compact, {@code [batch][hidden]}. Immutable.
 */
public final class StateLayout {
  /** By direction, then vector: floats of one sequence in front of it, in memory. */
  private final int[][] offsets;

  /** The same in the compact form. */
  private final int[][] compact;

  private final int[] widths;
  private final int[] strides;
  private final int size;
  private final int paddedSize;

  /**
   * The layout for directions of these hidden sizes and numbers of vectors.
   *
   * @param widths the hidden size of each layer and direction, bottom up, forward first
   * @param strides floats from one row of each to the next
   * @param vectors how many state vectors each has
   */
  StateLayout(int[] widths, int[] strides, int[] vectors) {
    this.widths = widths;
    this.strides = strides;
    compact = new int[widths.length][];
    offsets = new int[widths.length][];
    size = place(widths, vectors, compact);
    paddedSize = place(strides, vectors, offsets);
  }

  /** Returns how many floats there are of one sequence. */
  private static int place(int[] widths, int[] vectors, int[][] offsets) {
    int next = 0;
    for (int i = 0; i < widths.length; i++) {
      offsets[i] = new int[vectors[i]];
    }
    for (int vector = 0; vector < Arrays.stream(vectors).max().orElse(0); vector++) {
      for (int i = 0; i < widths.length; i++) {
        if (vector < vectors[i]) {
          offsets[i][vector] = next;
          next = Checks.sum(next, widths[i], "state vectors * hiddenSize");
        }
      }
    }
    return next;
  }

  /** Floats of the state of one sequence, compact. */
  public int size() {
    return size;
  }

  /** Floats in memory of the states of {@code batch} sequences. */
  public int paddedSize(int batch) {
    return Checks.size(batch, paddedSize, "batch * padded state");
  }

  /** Where that vector begins in the states of {@code batch} sequences. */
  int offset(int direction, int vector, int batch) {
    return batch * offsets[direction][vector];
  }

  /** Floats from one row of that direction's vectors to the next. */
  int stride(int direction) {
    return strides[direction];
  }

  /** Copies all of {@code batch} sequences to their compact form. */
  public void copyTo(float[] states, int batch, float[] target, int offset) {
    for (int i = 0; i < widths.length; i++) {
      for (int vector = 0; vector < offsets[i].length; vector++) {
        Padding.copyRows(
            batch,
            widths[i],
            states,
            offset(i, vector, batch),
            strides[i],
            target,
            offset + batch * compact[i][vector],
            widths[i]);
      }
    }
  }

  /** The other way round. */
  public void copyFrom(float[] states, int batch, float[] source, int offset) {
    for (int i = 0; i < widths.length; i++) {
      for (int vector = 0; vector < offsets[i].length; vector++) {
        Padding.copyRows(
            batch,
            widths[i],
            source,
            offset + batch * compact[i][vector],
            widths[i],
            states,
            offset(i, vector, batch),
            strides[i]);
      }
    }
  }

  /** Copies one of {@code batch} sequences to the compact form of a single one. */
  public void copySequenceTo(float[] states, int batch, int sequence, float[] target, int offset) {
    for (int i = 0; i < widths.length; i++) {
      for (int vector = 0; vector < offsets[i].length; vector++) {
        int at = offset(i, vector, batch) + sequence * strides[i];
        System.arraycopy(states, at, target, offset + compact[i][vector], widths[i]);
      }
    }
  }

  /** The other way round. */
  public void copySequenceFrom(
      float[] states, int batch, int sequence, float[] source, int offset) {
    for (int i = 0; i < widths.length; i++) {
      for (int vector = 0; vector < offsets[i].length; vector++) {
        int at = offset(i, vector, batch) + sequence * strides[i];
        System.arraycopy(source, offset + compact[i][vector], states, at, widths[i]);
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
