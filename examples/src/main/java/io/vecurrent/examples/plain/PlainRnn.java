package io.vecurrent.examples.plain;

import java.util.Random;

/**
 * A character RNN as the textbook has it, in plain loops over arrays, one sequence after the other:
 * {@code h = tanh(W_ih x + b_ih + W_hh h + b_hh)}, {@code y = softmax(V h + c)}. The same
 * mathematics as the library's, for comparison.
 */
public final class PlainRnn {
  private final int input;
  private final int hidden;
  private final int time;
  private final int batch;
  private final Weights weightIh;
  private final Weights weightHh;
  private final Weights biasIh;
  private final Weights biasHh;
  private final Weights headWeight;
  private final Weights headBias;
  private final Weights[] all;

  /** Hidden states of the chunk, from the one before it on: {@code [batch][time + 1][hidden]}. */
  private final float[][][] states;

  private final float[][][] probabilities;
  private int steps;

  /**
   * A network with the same number of inputs and classes.
   *
   * @param time characters of a chunk
   * @param batch sequences of a chunk
   */
  public PlainRnn(int input, int hidden, int time, int batch) {
    this.input = input;
    this.hidden = hidden;
    this.time = time;
    this.batch = batch;
    this.weightIh = new Weights(hidden, input);
    this.weightHh = new Weights(hidden, hidden);
    this.biasIh = new Weights(1, hidden);
    this.biasHh = new Weights(1, hidden);
    this.headWeight = new Weights(input, hidden);
    this.headBias = new Weights(1, input);
    this.all = new Weights[] {weightIh, weightHh, biasIh, biasHh, headWeight, headBias};
    this.states = new float[batch][time + 1][hidden];
    this.probabilities = new float[batch][time][input];
  }

  /** Draws all weights from {@code (-1/sqrt(hidden), 1/sqrt(hidden))}. */
  public void draw(Random random) {
    float bound = (float) (1 / Math.sqrt(hidden));
    for (Weights weights : all) {
      for (float[] row : weights.value) {
        for (int j = 0; j < row.length; j++) {
          row[j] = bound * (2 * random.nextFloat() - 1);
        }
      }
    }
  }

  /** Takes over weights in the library's order: row-major, one matrix behind the other. */
  public void setParameters(float[] flat) {
    int next = 0;
    for (Weights weights : all) {
      for (float[] row : weights.value) {
        System.arraycopy(flat, next, row, 0, row.length);
        next += row.length;
      }
    }
  }

  /** The weights in the library's order; a copy. */
  public float[] parameters() {
    return flat(false);
  }

  /** The gradients of the last step in the library's order; a copy. */
  public float[] gradients() {
    return flat(true);
  }

  private float[] flat(boolean gradients) {
    float[] flat = new float[2 * hidden + hidden * hidden + 2 * hidden * input + input];
    int next = 0;
    for (Weights weights : all) {
      for (float[] row : gradients ? weights.gradient : weights.value) {
        System.arraycopy(row, 0, flat, next, row.length);
        next += row.length;
      }
    }
    return flat;
  }

  /**
   * One training step: forward, loss, backward, clip, Adam. The states go on to the next step.
   *
   * @param inputs {@code [time][batch][input]}
   * @param targets {@code [time][batch]}
   * @return the loss in nats per character
   */
  public double train(float[] inputs, int[] targets, float maxNorm, float learningRate) {
    double loss = lossAndGradients(inputs, targets);
    clip(maxNorm);
    steps++;
    for (Weights weights : all) {
      weights.adam(steps, learningRate);
    }
    return loss / time;
  }

  /** Forward and backward: the loss, summed over time and averaged over the batch. */
  public double lossAndGradients(float[] inputs, int[] targets) {
    for (Weights weights : all) {
      weights.clearGradient();
    }
    double loss = 0;
    for (int b = 0; b < batch; b++) {
      loss += forward(b, inputs, targets);
      backward(b, inputs, targets);
      System.arraycopy(states[b][time], 0, states[b][0], 0, hidden);
    }
    return loss / batch;
  }

  private double forward(int b, float[] inputs, int[] targets) {
    double loss = 0;
    for (int t = 0; t < time; t++) {
      int row = t * batch + b;
      cell(inputs, row * input, states[b][t], states[b][t + 1]);
      output(states[b][t + 1], 1f, probabilities[b][t]);
      loss -= Math.log(probabilities[b][t][targets[row]]);
    }
    return loss;
  }

  /** One step: from the state h and an input to the next state. */
  private void cell(float[] x, int offset, float[] h, float[] next) {
    for (int i = 0; i < hidden; i++) {
      float z = biasIh.value[0][i] + biasHh.value[0][i];
      float[] wx = weightIh.value[i];
      for (int j = 0; j < input; j++) {
        z += wx[j] * x[offset + j];
      }
      float[] wh = weightHh.value[i];
      for (int j = 0; j < hidden; j++) {
        z += wh[j] * h[j];
      }
      next[i] = (float) Math.tanh(z);
    }
  }

  /** Softmax of the head's outputs, divided by the temperature. */
  private void output(float[] h, float temperature, float[] p) {
    float max = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < input; k++) {
      float y = headBias.value[0][k];
      float[] w = headWeight.value[k];
      for (int j = 0; j < hidden; j++) {
        y += w[j] * h[j];
      }
      p[k] = y / temperature;
      max = Math.max(max, p[k]);
    }
    double sum = 0;
    for (int k = 0; k < input; k++) {
      p[k] = (float) Math.exp(p[k] - max);
      sum += p[k];
    }
    for (int k = 0; k < input; k++) {
      p[k] = (float) (p[k] / sum);
    }
  }

  private void backward(int b, float[] inputs, int[] targets) {
    float[] dh = new float[hidden];
    float[] dz = new float[hidden];
    for (int t = time - 1; t >= 0; t--) {
      int row = t * batch + b;
      float[] h = states[b][t + 1];
      headBackward(probabilities[b][t], targets[row], h, dh);
      for (int i = 0; i < hidden; i++) {
        dz[i] = dh[i] * (1 - h[i] * h[i]);
        dh[i] = 0;
      }
      cellBackward(dz, inputs, row * input, states[b][t], dh);
    }
  }

  /** Adds the gradient of the state to dh, where that of later steps is. */
  private void headBackward(float[] p, int target, float[] h, float[] dh) {
    for (int k = 0; k < input; k++) {
      float dy = (p[k] - (k == target ? 1 : 0)) / batch;
      headBias.gradient[0][k] += dy;
      float[] w = headWeight.value[k];
      float[] dw = headWeight.gradient[k];
      for (int j = 0; j < hidden; j++) {
        dw[j] += dy * h[j];
        dh[j] += dy * w[j];
      }
    }
  }

  /** Adds the gradient of the state before the step to dh. */
  private void cellBackward(float[] dz, float[] x, int offset, float[] h, float[] dh) {
    for (int i = 0; i < hidden; i++) {
      float d = dz[i];
      biasIh.gradient[0][i] += d;
      biasHh.gradient[0][i] += d;
      float[] dwx = weightIh.gradient[i];
      for (int j = 0; j < input; j++) {
        dwx[j] += d * x[offset + j];
      }
      float[] wh = weightHh.value[i];
      float[] dwh = weightHh.gradient[i];
      for (int j = 0; j < hidden; j++) {
        dwh[j] += d * h[j];
        dh[j] += d * wh[j];
      }
    }
  }

  private void clip(float maxNorm) {
    double sum = 0;
    for (Weights weights : all) {
      sum += weights.sumOfSquares();
    }
    double scale = maxNorm / (Math.sqrt(sum) + 1e-6);
    for (Weights weights : all) {
      if (scale < 1) {
        weights.scaleGradient((float) scale);
      }
    }
  }

  /**
   * One sampling step: one character in, the next one drawn. Overwrites the state and the
   * probabilities.
   *
   * @param x one-hot
   * @param u uniform in [0, 1)
   */
  public int sample(float[] x, float[][] state, float[] p, float temperature, double u) {
    cell(x, 0, state[0], state[1]);
    System.arraycopy(state[1], 0, state[0], 0, hidden);
    output(state[0], temperature, p);
    double cumulative = 0;
    for (int k = 0; k < input - 1; k++) {
      cumulative += p[k];
      if (cumulative > u) {
        return k;
      }
    }
    return input - 1;
  }
}
