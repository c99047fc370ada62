package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.kernels.internal.Checks;
import java.util.Arrays;

/**
 * Everything one recurrent layer reads and writes in one direction, preallocated for a largest time
 * and batch. Rows are padded, see the package, and counted by {@link Steps}. Not for use by two
 * threads at once.
 */
public final class RecurrentBuffers {
  /** Units of a gate, padded. */
  final int block;

  /** Floats from one row of states or output gradients to the next: hidden size, padded. */
  final int hiddenStride;

  /** Floats from one row of gates to the next: a padded block each. */
  final int gateStride;

  /** The layer's input, kept for the backward pass: rows of its own, or of the layer below. */
  Rows input;

  /** Where the gradient of the input goes. */
  final Rows inputGradients;

  /**
   * Forward: pre-activations, or what the cell keeps in their place; backward: their gradients;
   * {@code [rows][gateStride]}.
   */
  final float[] gates;

  /** A vector each (h, then c if there is one), {@code [batch + rows][hiddenStride]}. */
  final float[][] states;

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
    Cell cell = weights.cell;
    hiddenSize = weights.hiddenSize;
    block = weights.block;
    hiddenStride = Padding.stride(block);
    gateStride = Padding.stride(Checks.size(cell.blocks(), block, "gates * padded hiddenSize"));
    this.input = input;
    this.inputGradients = inputGradients;
    gates = new float[Checks.size(rows, gateStride, "maxTime * maxBatch * gates * hiddenSize")];
    int hidden = Checks.size(rows, hiddenStride, "maxTime * maxBatch * padded hiddenSize");
    int initial = batch * hiddenStride;
    int all = Checks.sum(hidden, initial, "(maxTime + 1) * maxBatch * padded hiddenSize");
    states = new float[cell.stateVectors()][all];
    outputGradients = new float[all];
    stateGradients = new float[cell.stateVectors() - 1][initial];
    output = Rows.behindInitial(states[0], hiddenSize, hiddenStride);
    gradients = Rows.behindInitial(outputGradients, hiddenSize, hiddenStride);
    weightGradients = new WeightGradients(hiddenSize, Math.min(weights.inputSize, hiddenSize));
  }

  /** Sets the initial states: zero without values. */
  void loadStates(Steps steps, StateLayout layout, int direction, float[] values) {
    for (int vector = 0; vector < states.length; vector++) {
      Arrays.fill(states[vector], 0, steps.batch() * hiddenStride, 0f);
      if (values != null) {
        int from = layout.offset(direction, vector, steps.batch());
        loadSequences(steps, values, from, states[vector], 0, steps.batch());
      }
    }
  }

  /** Copies out the states after each sequence's last step. */
  void storeStates(Steps steps, StateLayout layout, int direction, float[] values) {
    for (int vector = 0; vector < states.length; vector++) {
      int to = layout.offset(direction, vector, steps.batch());
      for (int place = 0; place < steps.batch(); place++) {
        storeSequence(steps, place, states[vector], steps.last(place), values, to);
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
    int h = layout.offset(direction, 0, steps.batch());
    for (int place = from; place < to; place++) {
      int at = steps.last(place) * hiddenStride;
      int given = h + steps.sequence(place) * hiddenSize;
      Arithmetic.axpy(1f, values, given, outputGradients, at, hiddenSize);
    }
    for (int vector = 1; vector < states.length; vector++) {
      int given = layout.offset(direction, vector, steps.batch());
      loadSequences(steps, values, given, stateGradients[vector - 1], from, to);
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
    for (int vector = 0; vector < states.length; vector++) {
      float[] gradients = vector == 0 ? outputGradients : stateGradients[vector - 1];
      int to = layout.offset(direction, vector, steps.batch());
      for (int place = 0; place < steps.batch(); place++) {
        storeSequence(steps, place, gradients, place, values, to);
      }
    }
  }

  private void loadSequences(
      Steps steps, float[] values, int offset, float[] rows, int from, int to) {
    for (int place = from; place < to; place++) {
      int given = offset + steps.sequence(place) * hiddenSize;
      System.arraycopy(values, given, rows, place * hiddenStride, hiddenSize);
    }
  }

  private void storeSequence(
      Steps steps, int place, float[] rows, int row, float[] values, int offset) {
    int to = offset + steps.sequence(place) * hiddenSize;
    System.arraycopy(rows, row * hiddenStride, values, to, hiddenSize);
  }
}
