package io.vecurrent.jmh.reference;

import java.util.Arrays;

/**
 * A vanilla tanh network in loops that C2 vectorises by itself. Weights are kept twice, by columns
 * for the forward pass and by rows for the backward pass; call {@link #load} when they change.
 */
public final class AutovectorizedRnn {
  /** States: the initial ones, then those after each step, {@code [(time + 1) batch][hidden]}. */
  public final float[][] states;

  /** Logits, {@code [time batch][classes]}. */
  public final float[][] logits;

  /** Gradients of the outputs, where the backward pass begins. */
  public final float[][] outputGradients;

  /** Gradients of all parameters, flat. */
  public final float[] gradients;

  /** Gradients of the inputs. */
  public final float[][] inputGradients;

  /** Gradients of the initial states, {@code [batch][hidden]}. */
  public final float[][] stateGradients;

  private final Shape s;
  private final Weights input;
  private final Weights recurrent;
  private final Weights head;
  private final float[] bias;
  private final float[] headBias;
  private final float[][] dz;
  private final float[] sum;
  private final float[] headSum;

  /** Allocates everything that the passes need. */
  public AutovectorizedRnn(Shape shape) {
    this.s = shape;
    this.states = new float[(s.time + 1) * s.batch][s.hiddenSize];
    this.logits = new float[s.rows()][s.classes];
    this.outputGradients = new float[s.rows()][s.outputSize()];
    this.gradients = new float[s.parameters()];
    this.inputGradients = new float[s.rows()][s.inputSize];
    this.stateGradients = new float[s.batch][s.hiddenSize];
    this.input = new Weights(s.hiddenSize, s.inputSize);
    this.recurrent = new Weights(s.hiddenSize, s.hiddenSize);
    this.head = new Weights(s.classes, s.hiddenSize);
    this.bias = new float[s.hiddenSize];
    this.headBias = new float[s.classes];
    this.dz = new float[s.rows()][s.hiddenSize];
    this.sum = new float[s.hiddenSize];
    this.headSum = new float[s.classes];
  }

  /** Takes over changed parameters. */
  public void load(float[] p) {
    input.load(p, 0);
    recurrent.load(p, s.weightHh);
    for (int i = 0; i < s.hiddenSize; i++) {
      bias[i] = p[s.biasIh + i] + p[s.biasHh + i];
    }
    if (s.classes > 0) {
      head.load(p, s.headWeight);
      System.arraycopy(p, s.headBias, headBias, 0, s.classes);
    }
  }

  /** All outputs, from the initial states that stand in {@link #states}. */
  public void forward(float[][] inputs) {
    for (int row = 0; row < s.rows(); row++) {
      float[] h = states[row + s.batch];
      cell(inputs[row], states[row], h);
      if (s.classes > 0) {
        System.arraycopy(headBias, 0, logits[row], 0, s.classes);
        Autovectorized.combine(head.columns, h, logits[row]);
      }
    }
  }

  /** One step: {@code to} may be {@code from}. */
  public void cell(float[] x, float[] from, float[] to) {
    System.arraycopy(bias, 0, sum, 0, s.hiddenSize);
    Autovectorized.combine(input.columns, x, sum);
    Autovectorized.combine(recurrent.columns, from, sum);
    Autovectorized.tanh(sum, to);
  }

  /** Back-propagation through time, from {@link #outputGradients}. */
  public void backward(float[][] inputs) {
    for (float[] gradient : stateGradients) {
      Arrays.fill(gradient, 0f);
    }
    for (int row = s.rows() - 1; row >= 0; row--) {
      float[] dh = stateGradients[row % s.batch];
      if (s.classes > 0) {
        Autovectorized.combine(head.rows, outputGradients[row], dh);
      } else {
        Plain.axpy(1, outputGradients[row], dh);
      }
      Plain.tanhGradient(states[row + s.batch], dh, dz[row]);
      Arrays.fill(dh, 0f);
      Autovectorized.combine(recurrent.rows, dz[row], dh);
      Arrays.fill(inputGradients[row], 0f);
      Autovectorized.combine(input.rows, dz[row], inputGradients[row]);
    }
    weightGradients(inputs);
  }

  private void weightGradients(float[][] inputs) {
    input.gradients(s.rows(), dz, inputs, 0, gradients, 0);
    recurrent.gradients(s.rows(), dz, states, 0, gradients, s.weightHh);
    biasGradients(dz, sum, s.biasIh);
    System.arraycopy(gradients, s.biasIh, gradients, s.biasHh, s.hiddenSize);
    if (s.classes > 0) {
      head.gradients(s.rows(), outputGradients, states, s.batch, gradients, s.headWeight);
      biasGradients(outputGradients, headSum, s.headBias);
    }
  }

  private void biasGradients(float[][] rows, float[] total, int offset) {
    Arrays.fill(total, 0f);
    for (float[] row : rows) {
      Plain.axpy(1, row, total);
    }
    System.arraycopy(total, 0, gradients, offset, total.length);
  }

  /** One weight matrix, twice, and room for its gradient. */
  private static final class Weights {
    final float[][] rows;
    final float[][] columns;
    private final float[][] gradient;

    Weights(int rows, int cols) {
      this.rows = new float[rows][cols];
      this.columns = new float[cols][rows];
      this.gradient = new float[rows][cols];
    }

    void load(float[] p, int offset) {
      Rows.load(p, offset, rows);
      Rows.loadTransposed(p, offset, columns);
    }

    void gradients(int count, float[][] a, float[][] b, int first, float[] target, int offset) {
      for (float[] row : gradient) {
        Arrays.fill(row, 0f);
      }
      Autovectorized.outerProduct(count, a, b, first, gradient);
      Rows.store(gradient, target, offset);
    }
  }
}
