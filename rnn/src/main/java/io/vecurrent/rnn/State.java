package io.vecurrent.rnn;

import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.layer.StateLayout;
import java.util.Arrays;

/**
 * What a network remembers between steps, for one or more sequences: small, owned by the caller,
 * apart from the model. New states are zero.
 *
 * <p>Layout of the exported floats: h of every layer, then c of every LSTM layer, bottom up, of a
 * bidirectional layer forward, then reverse; each of them {@code [batch][hidden]}, without padding.
 * Where all layers have one size that is PyTorch's {@code [layers * directions][batch][hidden]} of
 * h, then of c. Nothing but {@link #toArray()}, {@link #copy()} and {@link #toString()} allocates.
 * Not for use by two threads at once.
 */
public final class State {
  private final StateLayout layout;
  private final int batch;
  private final float[] values;

  State(StateLayout layout, int batch) {
    this.layout = layout;
    this.batch = Checks.atLeast(batch, 1, "batch");
    this.values = new float[layout.paddedSize(batch)];
  }

  private State(State other) {
    this.layout = other.layout;
    this.batch = other.batch;
    this.values = other.values.clone();
  }

  /** The number of sequences. */
  public int batch() {
    return batch;
  }

  /** The number of floats that {@link #copyTo} writes and {@link #copyFrom} reads. */
  public int size() {
    return batch * layout.size();
  }

  /** Sets everything to zero: the start of a new sequence. */
  public void reset() {
    Arrays.fill(values, 0f);
  }

  /**
   * Exports {@link #size()} floats.
   *
   * @throws NullPointerException if {@code target} is null
   * @throws IllegalArgumentException if they do not fit from {@code offset}; nothing is written
   */
  public void copyTo(float[] target, int offset) {
    Checks.range(target, offset, size(), "target");
    layout.copyTo(values, batch, target, offset);
  }

  /**
   * Imports {@link #size()} floats, whatever their values.
   *
   * @throws NullPointerException if {@code source} is null
   * @throws IllegalArgumentException if there are not as many from {@code offset}; the state is as
   *     it was
   */
  public void copyFrom(float[] source, int offset) {
    Checks.range(source, offset, size(), "source");
    layout.copyFrom(values, batch, source, offset);
  }

  /** The number of floats of one sequence: {@link #size()} of a state of one. */
  public int sequenceSize() {
    return layout.size();
  }

  /**
   * Exports one sequence: what {@link #copyTo(float[], int)} gives of a state of it alone.
   *
   * @param sequence from 0 to {@link #batch()} - 1
   * @throws NullPointerException if {@code target} is null
   * @throws IllegalArgumentException if there is no such sequence, or {@link #sequenceSize()}
   *     floats do not fit from {@code offset}; nothing is written
   */
  public void copySequenceTo(int sequence, float[] target, int offset) {
    checkSequence(sequence);
    Checks.range(target, offset, sequenceSize(), "target");
    layout.copySequenceTo(values, batch, sequence, target, offset);
  }

  /**
   * Imports one sequence, whatever the values: the others stay. So streams that happen to step
   * together come from, and go back to, states of their own.
   *
   * @param sequence from 0 to {@link #batch()} - 1
   * @throws NullPointerException if {@code source} is null
   * @throws IllegalArgumentException if there is no such sequence, or there are less than {@link
   *     #sequenceSize()} floats from {@code offset}; the state is as it was
   */
  public void copySequenceFrom(int sequence, float[] source, int offset) {
    checkSequence(sequence);
    Checks.range(source, offset, sequenceSize(), "source");
    layout.copySequenceFrom(values, batch, sequence, source, offset);
  }

  private void checkSequence(int sequence) {
    if (sequence < 0 || sequence >= batch) {
      throw new IllegalArgumentException(
          "sequence: must be from 0 to " + (batch - 1) + ", was " + sequence);
    }
  }

  /** A copy of the floats, in the layout of the class; allocates it. */
  public float[] toArray() {
    float[] copy = new float[size()];
    copyTo(copy, 0);
    return copy;
  }

  /** A copy of the state, which goes its own way; allocates it. */
  public State copy() {
    return new State(this);
  }

  /** The sizes, for logs; allocates it. */
  @Override
  public String toString() {
    return "State[batch " + batch + ", " + layout + "]";
  }

  StateLayout layout() {
    return layout;
  }

  /** The live floats, padded as the layout says. */
  float[] values() {
    return values;
  }
}
