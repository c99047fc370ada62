package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.kernels.internal.Checks;
import java.util.Arrays;

/**
 * Padded rows, one for each step of each sequence as {@link Steps} counts them, and how they are
 * copied: from and to the compact arrays of callers, and from layer to layer.
 */
public final class Rows {
  /** The array. */
  public final float[] values;

  /** Floats of a row. */
  public final int width;

  /** Floats from one row to the next: the width, padded. */
  public final int stride;

  /** Whether a block of initial rows, one for each sequence, stands in front. */
  private final boolean initial;

  private Rows(float[] values, int width, int stride, boolean initial) {
    this.values = values;
    this.width = width;
    this.stride = stride;
    this.initial = initial;
  }

  /** New rows, all zero. */
  static Rows of(int maxRows, int width, String what) {
    int stride = Padding.stride(width);
    return new Rows(new float[Checks.size(maxRows, stride, what)], width, stride, false);
  }

  /** The rows of an array that begins with a block of initial ones. */
  static Rows behindInitial(float[] values, int width, int stride) {
    return new Rows(values, width, stride, true);
  }

  /** Where row 0 begins. */
  public int offset(int batch) {
    return initial ? batch * stride : 0;
  }

  /**
   * Copies {@code [time][batch][width]} floats to these rows, but those of steps that are none; a
   * member's part of the steps.
   */
  public void load(Steps steps, float[] source, int from, Share part) {
    int to = offset(steps.batch());
    int first = part.from(steps.time());
    int end = part.to(steps.time());
    if (steps.isUniform()) {
      int row = steps.first(first);
      int rows = steps.first(end) - row;
      int at = from + row * width;
      Padding.copyRows(rows, width, source, at, width, values, to + row * stride, stride);
      return;
    }
    for (int t = first; t < end; t++) {
      for (int place = 0; place < steps.count(t); place++) {
        int row = t * steps.batch() + steps.sequence(place);
        int at = to + (steps.first(t) + place) * stride;
        System.arraycopy(source, from + row * width, values, at, width);
      }
    }
  }

  /** Copies these rows to {@code [time][batch][width]} floats; steps that are none become 0. */
  public void store(Steps steps, float[] target, int to) {
    int from = offset(steps.batch());
    if (steps.isUniform()) {
      Padding.copyRows(steps.rows(), width, values, from, stride, target, to, width);
      return;
    }
    for (int t = 0; t < steps.time(); t++) {
      for (int place = 0; place < steps.batch(); place++) {
        int at = to + (t * steps.batch() + steps.sequence(place)) * width;
        if (place < steps.count(t)) {
          int row = steps.first(t) + place;
          System.arraycopy(values, from + row * stride, target, at, width);
        } else {
          Arrays.fill(target, at, at + width, 0f);
        }
      }
    }
  }

  /** All of these rows become 0. */
  public void clear(Steps steps) {
    int from = offset(steps.batch());
    Arrays.fill(values, from, from + steps.rows() * stride, 0f);
  }

  /**
   * Copies {@code count} columns of other rows; a member's part of the steps.
   *
   * @param mirrored whether each sequence is read backwards
   */
  void copy(
      Steps steps, Rows from, int fromColumn, int column, int count, boolean mirrored, Share part) {
    int source = from.offset(steps.batch()) + fromColumn;
    int target = offset(steps.batch()) + column;
    for (int t = part.from(steps.time()); t < part.to(steps.time()); t++) {
      for (int place = 0; place < steps.count(t); place++) {
        int row = steps.first(t) + place;
        int sourceRow = mirrored ? steps.mirrored(t, place) : row;
        System.arraycopy(
            from.values, source + sourceRow * from.stride, values, target + row * stride, count);
      }
    }
  }

  /** Adds other rows, each sequence read backwards; a member's part of the steps. */
  void addMirrored(Steps steps, Rows from, Share part) {
    int source = from.offset(steps.batch());
    int target = offset(steps.batch());
    for (int t = part.from(steps.time()); t < part.to(steps.time()); t++) {
      for (int place = 0; place < steps.count(t); place++) {
        int sourceRow = steps.mirrored(t, place);
        int row = steps.first(t) + place;
        Arithmetic.axpy(
            1f,
            from.values,
            source + sourceRow * from.stride,
            values,
            target + row * stride,
            width);
      }
    }
  }
}
