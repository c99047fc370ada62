package io.vecurrent.jmh.peers;

import java.util.Random;

/**
 * What every library computes: a tanh network with as many inputs as units, from zero states.
 * Weights are a formula, so that any program can make the same.
 *
 * @param n inputs and units
 * @param time steps
 * @param batch sequences
 */
record RnnProblem(int n, int time, int batch) {
  /** Weights of the inputs, {@code [n][n]}, row-major: a row for each unit. */
  float[] inputWeights() {
    return wave(n * n, 1);
  }

  /** Weights of the previous state, {@code [n][n]}, row-major: a row for each unit. */
  float[] recurrentWeights() {
    return wave(n * n, 2);
  }

  /** The biases of the inputs, then those of the recurrent part, {@code [2][n]}. */
  float[] biases() {
    return wave(2 * n, 3);
  }

  /** The sums of both biases, {@code [n]}, for libraries that have one. */
  float[] summedBiases() {
    float[] both = biases();
    float[] sums = new float[n];
    for (int i = 0; i < n; i++) {
      sums[i] = both[i] + both[n + i];
    }
    return sums;
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
