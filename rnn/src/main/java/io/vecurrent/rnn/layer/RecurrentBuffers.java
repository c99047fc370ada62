package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.kernels.internal.Checks;
import java.util.Arrays;

/**
 * Everything one recurrent layer reads and writes in one direction, preallocated for a largest time
 * and batch. Rows are padded, see the package, and counted by {@link Steps}. Not for use by two
 * threads at once.
 */
public final class RecurrentBuffers extends GateBuffers {
  /** The layer's input, kept for the backward pass: rows of its own, or of the layer below. */
  Rows input;

  /** Where the gradient of the input goes. */
  final Rows inputGradients;

  /** A vector after the other (h, then c if there is one), {@code [batch + rows][hiddenStride]}. */
  final float[] states;

  /**
   * Gradient of h, laid out like the states: what later layers and steps want of each. In the end
   * the first block is the gradient of the initial state.
   */
  final float[] outputGradients;

  /**
   * Of each further vector (c) the running gradient, {@code [batch][hiddenStride]}; in the end that
   * of the initial state.
   */
  final float[][] stateGradients;

  /** The states h after each step, which are the layer's output. */
  final Rows output;

  /** The gradients of the states h after each step. */
  final Rows gradients;

  final WeightGradients weightGradients;
  private final int hiddenSize;

  RecurrentBuffers(RecurrentWeights weights, Rows input, Rows inputGradients, int rows, int batch) {
    super(weights, rows, Padding.stride(weights.block));
    Cell cell = weights.cell;
    hiddenSize = weights.hiddenSize;
    this.input = input;
    this.inputGradients = inputGradients;
    int hidden = Checks.size(rows, hiddenStride, "maxTime * maxBatch * padded hiddenSize");
    int initial = batch * hiddenStride;
    int all = Checks.sum(hidden, initial, "(maxTime + 1) * maxBatch * padded hiddenSize");
    states =
        new float[Checks.size(cell.stateVectors(), all, "state vectors * maxTime * hiddenSize")];
    for (int vector = 0; vector < from.length; vector++) {
      from[vector] = vector * all;
    }
    outputGradients = new float[all];
    stateGradients = new float[cell.stateVectors() - 1][initial];
    output = Rows.behindInitial(states, hiddenSize, hiddenStride);
    gradients = Rows.behindInitial(outputGradients, hiddenSize, hiddenStride);
    weightGradients = new WeightGradients(hiddenSize, Math.min(weights.inputSize, hiddenSize));
  }

  /** Sets the initial states: zero without values. */
  void loadStates(Steps steps, StateLayout layout, int direction, float[] values) {
    for (int vector = 0; vector < from.length; vector++) {
      int to = from[vector];
      Arrays.fill(states, to, to + steps.batch() * hiddenStride, 0f);
      if (values != null) {
        loadSequences(steps, layout, direction, vector, values, states, to, 0, steps.batch());
      }
    }
  }

  /** Copies out the states after each sequence's last step. */
  void storeStates(Steps steps, StateLayout layout, int direction, float[] values) {
    for (int vector = 0; vector < from.length; vector++) {
      for (int place = 0; place < steps.batch(); place++) {
        int at = from[vector] + steps.last(place) * hiddenStride;
        System.arraycopy(
            states, at, values, given(steps, layout, direction, vector, place), hiddenSize);
      }
    }
  }

  /**
   * Before the backward pass of some sequences: adds the gradients of their last states, and clears
   * those of the initial ones and the padding.
   *
   * @param values those gradients, null for zero
   */
  void beginGradients(
      Steps steps, StateLayout layout, int direction, float[] values, int from, int to) {
    Arrays.fill(outputGradients, from * hiddenStride, to * hiddenStride, 0f);
    clearPadding(steps, from, to);
    for (float[] running : stateGradients) {
      Arrays.fill(running, from * hiddenStride, to * hiddenStride, 0f);
    }
    if (values == null) {
      return;
    }
    for (int place = from; place < to; place++) {
      int at = steps.last(place) * hiddenStride;
      int h = given(steps, layout, direction, 0, place);
      Arithmetic.axpy(1f, values, h, outputGradients, at, hiddenSize);
    }
    for (int vector = 1; vector <= stateGradients.length; vector++) {
      float[] running = stateGradients[vector - 1];
      loadSequences(steps, layout, direction, vector, values, running, 0, from, to);
    }
  }

  /**
   * A product over several gates reads the padding between them, with weights of 0: no NaN of a
   * pass before may be left there.
   */
  private void clearPadding(Steps steps, int from, int to) {
    if (hiddenSize == block) {
      return;
    }
    for (int t = 0; t < steps.time(); t++) {
      for (int place = from; place < Math.min(to, steps.count(t)); place++) {
        int row = (steps.after(t) + place) * hiddenStride;
        Arrays.fill(outputGradients, row + hiddenSize, row + block, 0f);
      }
    }
  }

  /** After the backward pass: copies out the gradients of the initial states. */
  void storeGradients(Steps steps, StateLayout layout, int direction, float[] values) {
    for (int vector = 0; vector <= stateGradients.length; vector++) {
      float[] gradients = vector == 0 ? outputGradients : stateGradients[vector - 1];
      for (int place = 0; place < steps.batch(); place++) {
        int to = given(steps, layout, direction, vector, place);
        System.arraycopy(gradients, place * hiddenStride, values, to, hiddenSize);
      }
    }
  }

  private void loadSequences(
      Steps steps,
      StateLayout layout,
      int direction,
      int vector,
      float[] values,
      float[] rows,
      int offset,
      int from,
      int to) {
    for (int place = from; place < to; place++) {
      int at = offset + place * hiddenStride;
      System.arraycopy(
          values, given(steps, layout, direction, vector, place), rows, at, hiddenSize);
    }
  }

  /** Where the caller's state has that vector of the sequence at {@code place}. */
  private static int given(Steps steps, StateLayout layout, int direction, int vector, int place) {
    return layout.offset(direction, vector, steps.batch())
        + steps.sequence(place) * layout.stride(direction);
  }
}
