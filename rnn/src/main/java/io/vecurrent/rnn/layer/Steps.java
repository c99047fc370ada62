package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.internal.Checks;
import java.util.Arrays;

/**
 * Which row of the buffers is which step of which sequence, for one pass.
 *
 * <p>Rows are packed: sequences stand in the order of their lengths, longest first, equal ones in
 * the order of the caller, so that those that still run at a step are the first ones, and the rows
 * of a step follow those of the step before. Steps beyond a sequence's length have no row and cost
 * nothing. Where all lengths are the same, row {@code t * batch + b} is step t of sequence b.
 *
 * <p>States have one block of rows more in front, the initial ones of all sequences.
 */
public final class Steps {
  /** The first row of each step, and behind the last step the number of rows. */
  private final int[] first;

  /** The caller's sequence at each place. */
  private final int[] order;

  /** The length of the sequence at each place. */
  private final int[] lengths;

  private int time;
  private int batch;
  private boolean uniform;

  /** For at most {@code maxTime} steps of {@code maxBatch} sequences. */
  public Steps(int maxTime, int maxBatch) {
    first = new int[Checks.sum(maxTime, 2, "maxTime")];
    order = new int[maxBatch];
    lengths = new int[maxBatch];
  }

  /** All sequences have {@code time} steps. */
  public void set(int time, int batch) {
    if (uniform && time == this.time && batch == this.batch) {
      return;
    }
    this.time = time;
    this.batch = batch;
    uniform = true;
    for (int t = 0; t <= time; t++) {
      first[t] = t * batch;
    }
    for (int b = 0; b < batch; b++) {
      order[b] = b;
      lengths[b] = time;
    }
  }

  /** Sequence b has {@code wanted[b]} steps, 1 to {@code time}; null if all have all steps. */
  public void set(int time, int batch, int[] wanted) {
    if (wanted == null || areAll(time, wanted, batch)) {
      set(time, batch);
      return;
    }
    this.time = time;
    this.batch = batch;
    uniform = false;
    // first[t] becomes the number of sequences longer than t, the place of the next of length t.
    Arrays.fill(first, 0, time + 2, 0);
    for (int b = 0; b < batch; b++) {
      first[wanted[b] - 1]++;
    }
    for (int t = time - 1; t >= 0; t--) {
      first[t] += first[t + 1];
    }
    for (int b = 0; b < batch; b++) {
      int place = first[wanted[b]]++;
      order[place] = b;
      lengths[place] = wanted[b];
    }
    countRows();
  }

  private static boolean areAll(int time, int[] lengths, int batch) {
    int b = 0;
    while (b < batch && lengths[b] == time) {
      b++;
    }
    return b == batch;
  }

  private void countRows() {
    int running = batch;
    int row = 0;
    for (int t = 0; t <= time; t++) {
      first[t] = row;
      while (running > 0 && lengths[running - 1] <= t) {
        running--;
      }
      row += running;
    }
  }

  /** Where part {@code part} of {@code parts} begins, if parts have about as many rows. */
  int cut(int part, int parts) {
    long wanted = (long) rows() * part / parts;
    long before = 0;
    int place = 0;
    while (before < wanted) {
      before += lengths[place++];
    }
    return place;
  }

  /** Copies {@code [time][batch]} ints to one for each row. */
  public void load(int[] source, int from, int[] target) {
    for (int t = 0; t < time; t++) {
      for (int place = 0; place < count(t); place++) {
        target[first[t] + place] = source[from + t * batch + order[place]];
      }
    }
  }

  /** Steps of the pass: no sequence is longer. */
  public int time() {
    return time;
  }

  /** Sequences of the pass. */
  public int batch() {
    return batch;
  }

  /** Whether all sequences have all steps, and stand in the order of the caller. */
  public boolean isUniform() {
    return uniform;
  }

  /** Rows of all steps together. */
  public int rows() {
    return first[time];
  }

  /** The first row of step {@code t}. */
  public int first(int t) {
    return first[t];
  }

  /** How many sequences have step {@code t}. */
  public int count(int t) {
    return first[t + 1] - first[t];
  }

  /** The first row of the states before step {@code t}. */
  public int before(int t) {
    return t == 0 ? 0 : after(t - 1);
  }

  /** The first row of the states after step {@code t}. */
  public int after(int t) {
    return batch + first[t];
  }

  /** The row of the states after the last step of the sequence at {@code place}. */
  public int last(int place) {
    return after(lengths[place] - 1) + place;
  }

  /** The row of the last step of the sequence at {@code place}. */
  public int lastRow(int place) {
    return first[lengths[place] - 1] + place;
  }

  /** The number of that row among the last rows of all sequences. */
  public int lastIndex(int place) {
    int length = lengths[place];
    int longer = length == time ? 0 : count(length);
    return batch - count(length - 1) + place - longer;
  }

  /** The row of that sequence that stands where step {@code t} would, were it read backwards. */
  public int mirrored(int t, int place) {
    return first[lengths[place] - 1 - t] + place;
  }

  /** The caller's number of the sequence at {@code place}. */
  public int sequence(int place) {
    return order[place];
  }

  /**
   * The first step behind {@code t} whose rows lie otherwise relative to the states before them.
   */
  int sameDistance(int t) {
    int distance = before(t) - first(t);
    int next = t + 1;
    while (next < time && before(next) - first(next) == distance) {
      next++;
    }
    return next;
  }
}
