package io.vecurrent.jmh.peers;

import io.vecurrent.jmh.reference.CellKind;
import java.util.Arrays;
import java.util.Random;

/**
 * What every library computes: a network of one recurrent layer with as many inputs as units, from
 * zero states. Weights are a formula, so that any program can make the same.
 *
 * @param cell of the layer; its gates are stacked in PyTorch's order
 * @param n inputs and units
 * @param time steps
 * @param batch sequences
 */
record RnnProblem(CellKind cell, int n, int time, int batch) {
  /** Weights of the inputs, {@code [gates n][n]}, row-major: a row for each gate of each unit. */
  float[] inputWeights() {
    return wave(gateRows() * n, 1);
  }

  /** Weights of the previous state, likewise. */
  float[] recurrentWeights() {
    return wave(gateRows() * n, 2);
  }

  /** The biases of the inputs, {@code [gates n]}. */
  float[] inputBiases() {
    return Arrays.copyOf(wave(2 * gateRows(), 3), gateRows());
  }

  /** The biases of the recurrent part, {@code [gates n]}. */
  float[] recurrentBiases() {
    return Arrays.copyOfRange(wave(2 * gateRows(), 3), gateRows(), 2 * gateRows());
  }

  /** Rows of the stacked weights. */
  int gateRows() {
    return cell.gates * n;
  }

  /** Normally distributed, {@code [time][batch][n]}. */
  float[] inputs() {
    return gaussian(20240917);
  }

  /** Of some loss with respect to the outputs, {@code [time][batch][n]}. */
  float[] outputGradients() {
    return gaussian(20240918);
  }

  /** Floats of all inputs, and of all outputs. */
  int sequenceLength() {
    return time * batch * n;
  }

  private static float[] wave(int length, int start) {
    float[] values = new float[length];
    for (int k = 0; k < length; k++) {
      values[k] = 0.1f * (float) Math.sin(0.7f * k + start);
    }
    return values;
  }

  private float[] gaussian(long seed) {
    Random random = new Random(seed);
    float[] values = new float[sequenceLength()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
