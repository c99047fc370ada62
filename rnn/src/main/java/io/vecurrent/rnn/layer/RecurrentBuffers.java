package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.internal.Checks;
import java.util.Arrays;

/**
 * Everything one recurrent layer reads and writes between its input and its gradients, preallocated
 * for a largest time and batch. Rows are padded, see the package. Not for use by two threads at
 * once.
 */
public final class RecurrentBuffers {
  /** Floats from one row of states or output gradients to the next: hidden size, padded. */
  public final int hiddenStride;

  /** Floats from one row of gates to the next: a padded block a gate. */
  public final int gateStride;

  /** Floats from one row of inputs to the next: input size, padded. */
  public final int inputStride;

  /** The layer's input, {@code [time * batch][inputStride]}, kept for the backward pass. */
  public final float[] input;

  /**
   * Forward: pre-activations, or what the cell keeps in their place; backward: their gradients;
   * {@code [time * batch][gateStride]}.
   */
  public final float[] gates;

  /**
   * A vector each (h, then c if there is one), {@code [(time + 1) * batch][hiddenStride]}: row
   * block 0 is the initial state, block t + 1 the state after step t.
   */
  public final float[][] states;

  /** Gradient of the layer's output, {@code [time * batch][hiddenStride]}. */
  public final float[] outputGradients;

  /**
   * A vector each, {@code [batch][hiddenStride]}: in the end the gradient of the initial state. On
   * the way that of h stands in {@link #outputGradients}; those of further vectors run from step to
   * step here, changed by the cell.
   */
  public final float[][] stateGradients;

  /** Gradient of the input, {@code [time * batch][inputStride]}. */
  public final float[] inputGradients;

  final WeightGradients weightGradients;

  RecurrentBuffers(
      int inputSize, int hiddenSize, int gates, int stateVectors, int maxTime, int maxBatch) {
    int rows = Checks.size(maxTime, maxBatch, "maxTime * maxBatch");
    hiddenStride = Padding.stride(hiddenSize);
    inputStride = Padding.stride(inputSize);
    gateStride = Padding.stride(Checks.size(gates, Padding.padded(hiddenSize), "gates * hidden"));
    input = new float[Checks.size(rows, inputStride, "maxTime * maxBatch * padded inputSize")];
    inputGradients = new float[input.length];
    this.gates =
        new float[Checks.size(rows, gateStride, "maxTime * maxBatch * gates * padded hiddenSize")];
    int hidden = Checks.size(rows, hiddenStride, "maxTime * maxBatch * padded hiddenSize");
    outputGradients = new float[hidden];
    int initial = maxBatch * hiddenStride;
    states =
        new float[stateVectors]
            [Checks.sum(hidden, initial, "(maxTime + 1) * maxBatch * hiddenSize")];
    stateGradients = new float[stateVectors][initial];
    weightGradients = new WeightGradients(hiddenSize, Math.min(inputSize, hiddenSize));
  }

  /** Sets the state gradients of the first {@code batch} rows to zero. */
  public void clearStateGradients(int batch) {
    for (float[] gradient : stateGradients) {
      Arrays.fill(gradient, 0, batch * hiddenStride, 0f);
    }
  }

  /** Sets the initial states of the first {@code batch} rows to zero. */
  public void clearInitialStates(int batch) {
    for (float[] state : states) {
      Arrays.fill(state, 0, batch * hiddenStride, 0f);
    }
  }
}
