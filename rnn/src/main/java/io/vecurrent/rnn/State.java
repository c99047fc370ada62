package io.vecurrent.rnn;

import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.layer.Padding;
import java.util.Arrays;

/**
 * What a network remembers between steps, for one or more sequences: small, owned by the caller,
 * apart from the model. New states are zero.
 *
 * <p>Layout of the exported floats: a vector (h) at a time, each {@code [layers *
 * directions][batch] [hidden]}, as PyTorch has them, without padding. Nothing but {@link
 * #toArray()} and {@link #copy()} allocates. Not for use by two threads at once.
 */
public final class State {
  private final int batch;
  private final int hiddenSize;
  private final float[] values;

  State(int stateVectors, int hiddenSize, int batch) {
    this.batch = Checks.atLeast(batch, 1, "batch");
    this.hiddenSize = hiddenSize;
    int row = Checks.size(stateVectors, hiddenSize, "state vectors * hiddenSize");
    this.values = new float[Checks.size(batch, row, "batch * state")];
  }

  private State(State other) {
    this.batch = other.batch;
    this.hiddenSize = other.hiddenSize;
    this.values = other.values.clone();
  }

  /** The number of sequences. */
  public int batch() {
    return batch;
  }

  /** The number of floats that {@link #copyTo} writes and {@link #copyFrom} reads. */
  public int size() {
    return values.length;
  }

  /** Sets everything to zero: the start of a new sequence. */
  public void reset() {
    Arrays.fill(values, 0f);
  }

  /** Exports {@link #size()} floats. */
  public void copyTo(float[] target, int offset) {
    Checks.range(target, offset, values.length, "target");
    System.arraycopy(values, 0, target, offset, values.length);
  }

  /** Imports {@link #size()} floats. */
  public void copyFrom(float[] source, int offset) {
    Checks.range(source, offset, values.length, "source");
    System.arraycopy(source, offset, values, 0, values.length);
  }

  /** A copy of the floats. */
  public float[] toArray() {
    return values.clone();
  }

  /** A copy of the state. */
  public State copy() {
    return new State(this);
  }

  int hiddenSize() {
    return hiddenSize;
  }

  /** Copies the state into row block 0 of padded vectors. */
  void load(float[][] vectors, int stride) {
    for (int k = 0; k < vectors.length; k++) {
      load(k, vectors[k], stride);
    }
  }

  /** Copies vector {@code k} into the first rows of a padded one. */
  void load(int k, float[] vector, int stride) {
    int from = k * batch * hiddenSize;
    Padding.copyRows(batch, hiddenSize, values, from, hiddenSize, vector, 0, stride);
  }

  /** Copies the state from a row block of padded vectors. */
  void store(float[][] vectors, int block, int stride) {
    for (int k = 0; k < vectors.length; k++) {
      int from = block * batch * stride;
      int to = k * batch * hiddenSize;
      Padding.copyRows(batch, hiddenSize, vectors[k], from, stride, values, to, hiddenSize);
    }
  }

  /** The live floats: vector k of all sequences begins at {@code k * batch * hiddenSize}. */
  float[] values() {
    return values;
  }
}
