package io.vecurrent.jmh.reference;

import java.util.Arrays;

/**
 * A network of one recurrent layer in textbook loops, on flat arrays, as a Java programmer would
 * write it, with a linear head if there are classes.
 */
public final class PlainRnn {
  /** States: the initial ones, then those after each step, {@code [time + 1][batch][hidden]}. */
  public final float[] states;

  /** The second state of an LSTM, c, likewise. */
  public final float[] memories;

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

  /** Gradients of the initial {@link #memories}, {@code [batch][hidden]}. */
  public final float[] memoryGradients;

  final int n;

  /** First what the inputs give, then the values of the gates, {@code [time][batch][gate][n]}. */
  final float[] gates;

  /** What the states before the step give. */
  final float[] recurrent;

  final float[] gateGradients;
  final float[] recurrentGradients;

  /** The gradient of a step's state. */
  final float[] dh;

  private final Shape s;
  private final PlainCell cell;

  /** Allocates everything that the passes need. */
  public PlainRnn(Shape shape) {
    this(shape, new float[shape.parameters()]);
  }

  /** Of a layer among others, which share the array of all gradients. */
  PlainRnn(Shape shape, float[] gradients) {
    this.s = shape;
    this.cell = PlainCell.of(s.cell);
    this.n = s.hiddenSize;
    this.states = new float[(s.time + 1) * s.batch * n];
    this.memories = new float[states.length];
    this.logits = new float[s.rows() * s.classes];
    this.outputGradients = new float[s.rows() * s.outputSize()];
    this.gradients = gradients;
    this.inputGradients = new float[s.rows() * s.inputSize];
    this.stateGradients = new float[s.batch * n];
    this.memoryGradients = new float[s.batch * n];
    this.gates = new float[s.rows() * s.gateRows];
    this.recurrent = new float[gates.length];
    this.gateGradients = new float[s.gateRows];
    this.recurrentGradients = new float[s.gateRows];
    this.dh = new float[n];
  }

  /** All outputs, from the initial states that stand in {@link #states}. */
  public void forward(float[] p, float[] inputs) {
    for (int row = 0; row < s.rows(); row++) {
      step(p, inputs, row * s.inputSize, row * s.gateRows, row * n, (row + s.batch) * n);
      if (s.classes > 0) {
        head(p, row);
      }
    }
  }

  /** One step: the state at {@code from} gives the state at {@code to}, which may be the same. */
  public void step(float[] p, float[] inputs, int input, int from, int to) {
    step(p, inputs, input, 0, from, to);
  }

  private void step(float[] p, float[] inputs, int input, int g, int from, int to) {
    for (int i = 0; i < s.gateRows; i++) {
      float sum = p[s.biasIh + i];
      for (int j = 0; j < s.inputSize; j++) {
        sum += p[s.weightIh + i * s.inputSize + j] * inputs[input + j];
      }
      gates[g + i] = sum;
      sum = p[s.biasHh + i];
      for (int j = 0; j < n; j++) {
        sum += p[s.weightHh + i * n + j] * states[from + j];
      }
      recurrent[g + i] = sum;
    }
    cell.forward(this, g, from, to);
  }

  private void head(float[] p, int row) {
    for (int c = 0; c < s.classes; c++) {
      float sum = p[s.headBias + c];
      for (int j = 0; j < n; j++) {
        sum += p[s.headWeight + c * n + j] * states[(row + s.batch) * n + j];
      }
      logits[row * s.classes + c] = sum;
    }
  }

  /** Back-propagation through time, from {@link #outputGradients}. */
  public void backward(float[] p, float[] inputs) {
    Arrays.fill(gradients, s.weightIh, s.parameters(), 0);
    Arrays.fill(inputGradients, 0);
    Arrays.fill(stateGradients, 0);
    Arrays.fill(memoryGradients, 0);
    for (int row = s.rows() - 1; row >= 0; row--) {
      int b = row % s.batch * n;
      stateGradient(p, row, b);
      Arrays.fill(stateGradients, b, b + n, 0);
      cell.backward(this, row * s.gateRows, row * n, (row + s.batch) * n, b);
      for (int i = 0; i < s.gateRows; i++) {
        inputPart(p, inputs, i, row * s.inputSize);
        recurrentPart(p, i, row * n, b);
      }
    }
  }

  private void inputPart(float[] p, float[] inputs, int i, int input) {
    float d = gateGradients[i];
    gradients[s.biasIh + i] += d;
    for (int j = 0; j < s.inputSize; j++) {
      int w = s.weightIh + i * s.inputSize + j;
      gradients[w] += d * inputs[input + j];
      inputGradients[input + j] += d * p[w];
    }
  }

  private void recurrentPart(float[] p, int i, int from, int b) {
    float d = recurrentGradients[i];
    gradients[s.biasHh + i] += d;
    for (int j = 0; j < n; j++) {
      int w = s.weightHh + i * n + j;
      gradients[w] += d * states[from + j];
      stateGradients[b + j] += d * p[w];
    }
  }

  /** {@link #dh}: what the next step and the output of this one say. */
  private void stateGradient(float[] p, int row, int b) {
    System.arraycopy(stateGradients, b, dh, 0, n);
    if (s.classes == 0) {
      for (int i = 0; i < n; i++) {
        dh[i] += outputGradients[row * n + i];
      }
    }
    for (int c = 0; c < s.classes; c++) {
      float d = outputGradients[row * s.classes + c];
      gradients[s.headBias + c] += d;
      for (int j = 0; j < n; j++) {
        int w = s.headWeight + c * n + j;
        gradients[w] += d * states[(row + s.batch) * n + j];
        dh[j] += d * p[w];
      }
    }
  }
}
