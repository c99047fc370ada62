package io.vecurrent.jmh.reference;

import java.util.Arrays;

/**
 * A vanilla tanh network in textbook loops, on flat arrays, as a Java programmer would write it:
 * {@code h = tanh(W_ih x + b_ih + W_hh h + b_hh)}, with a linear head if there are classes.
 */
public final class PlainRnn {
  /** States: the initial ones, then those after each step, {@code [time + 1][batch][hidden]}. */
  public final float[] states;

  /** Logits, {@code [time][batch][classes]}. */
  public final float[] logits;

  /** Gradients of the outputs, where the backward pass begins. */
  public final float[] outputGradients;

  /** Gradients of all parameters. */
  public final float[] gradients;

  /** Gradients of the inputs. */
  public final float[] inputGradients;

  /** Gradients of the initial states, {@code [batch][hidden]}. */
  public final float[] stateGradients;

  private final Shape s;
  private final float[] dz;
  private final float[] dh;

  /** Allocates everything that the passes need. */
  public PlainRnn(Shape shape) {
    this.s = shape;
    this.states = new float[(s.time + 1) * s.batch * s.hiddenSize];
    this.logits = new float[s.rows() * s.classes];
    this.outputGradients = new float[s.rows() * s.outputSize()];
    this.gradients = new float[s.parameters()];
    this.inputGradients = new float[s.rows() * s.inputSize];
    this.stateGradients = new float[s.batch * s.hiddenSize];
    this.dz = new float[s.hiddenSize];
    this.dh = new float[s.hiddenSize];
  }

  /** All outputs, from the initial states that stand in {@link #states}. */
  public void forward(float[] p, float[] inputs) {
    for (int row = 0; row < s.rows(); row++) {
      cell(p, inputs, row * s.inputSize, row * s.hiddenSize, (row + s.batch) * s.hiddenSize);
      if (s.classes > 0) {
        head(p, row);
      }
    }
  }

  /** One step: the state at {@code from} gives the state at {@code to}, which may be the same. */
  public void cell(float[] p, float[] inputs, int input, int from, int to) {
    for (int i = 0; i < s.hiddenSize; i++) {
      float sum = p[s.biasIh + i] + p[s.biasHh + i];
      for (int j = 0; j < s.inputSize; j++) {
        sum += p[i * s.inputSize + j] * inputs[input + j];
      }
      for (int j = 0; j < s.hiddenSize; j++) {
        sum += p[s.weightHh + i * s.hiddenSize + j] * states[from + j];
      }
      dz[i] = (float) Math.tanh(sum);
    }
    System.arraycopy(dz, 0, states, to, s.hiddenSize);
  }

  private void head(float[] p, int row) {
    for (int c = 0; c < s.classes; c++) {
      float sum = p[s.headBias + c];
      for (int j = 0; j < s.hiddenSize; j++) {
        sum += p[s.headWeight + c * s.hiddenSize + j] * states[(row + s.batch) * s.hiddenSize + j];
      }
      logits[row * s.classes + c] = sum;
    }
  }

  /** Back-propagation through time, from {@link #outputGradients}. */
  public void backward(float[] p, float[] inputs) {
    Arrays.fill(gradients, 0);
    Arrays.fill(inputGradients, 0);
    Arrays.fill(stateGradients, 0);
    for (int t = s.time - 1; t >= 0; t--) {
      for (int b = 0; b < s.batch; b++) {
        int row = t * s.batch + b;
        stateGradient(p, row, b);
        Arrays.fill(stateGradients, b * s.hiddenSize, (b + 1) * s.hiddenSize, 0);
        for (int i = 0; i < s.hiddenSize; i++) {
          float h = states[(row + s.batch) * s.hiddenSize + i];
          float d = dh[i] * (1 - h * h);
          gradients[s.biasIh + i] += d;
          gradients[s.biasHh + i] += d;
          for (int j = 0; j < s.inputSize; j++) {
            gradients[i * s.inputSize + j] += d * inputs[row * s.inputSize + j];
            inputGradients[row * s.inputSize + j] += d * p[i * s.inputSize + j];
          }
          for (int j = 0; j < s.hiddenSize; j++) {
            int w = s.weightHh + i * s.hiddenSize + j;
            gradients[w] += d * states[row * s.hiddenSize + j];
            stateGradients[b * s.hiddenSize + j] += d * p[w];
          }
        }
      }
    }
  }

  /** {@link #dh}: what the next step and the output of this one say. */
  private void stateGradient(float[] p, int row, int b) {
    System.arraycopy(stateGradients, b * s.hiddenSize, dh, 0, s.hiddenSize);
    if (s.classes == 0) {
      for (int i = 0; i < s.hiddenSize; i++) {
        dh[i] += outputGradients[row * s.hiddenSize + i];
      }
    }
    for (int c = 0; c < s.classes; c++) {
      float d = outputGradients[row * s.classes + c];
      gradients[s.headBias + c] += d;
      for (int j = 0; j < s.hiddenSize; j++) {
        int w = s.headWeight + c * s.hiddenSize + j;
        gradients[w] += d * states[(row + s.batch) * s.hiddenSize + j];
        dh[j] += d * p[w];
      }
    }
  }
}
