package io.vecurrent.rnn;

import java.util.Arrays;

/**
 * The vanilla RNN with an optional linear head in double precision, in plain loops: the reference
 * that the library is compared with. Parameters and gradients have the library's flat layout.
 * StrictMath gives the same bits on every JDK, which a chaotic network needs.
 */
public final class DoubleRnn {
  /** Parameters: input and recurrent weights, two biases if any, head weights and bias if any. */
  public final double[] parameters;

  private final int input;
  private final int hidden;
  private final int classes;
  private final boolean relu;
  private final boolean bias;

  /** What a forward pass leaves: everything {@code [time][batch][...]}. */
  public static final class Forward {
    public double[] x;
    public double[] h0;
    public double[] states;
    public double[] outputs;
    public double[] last;
    public double smallestPreActivation = Double.POSITIVE_INFINITY;
    int time;
    int batch;
  }

  /** What a backward pass leaves. */
  public static final class Gradients {
    public double[] parameters;
    public double[] inputs;
    public double[] initialState;
  }

  /** A loss and its gradient with respect to the outputs. */
  public static final class Loss {
    public double value;
    public double[] outputGradients;
  }

  public DoubleRnn(
      int input, int hidden, int classes, boolean relu, boolean bias, double[] parameters) {
    this.input = input;
    this.hidden = hidden;
    this.classes = classes;
    this.relu = relu;
    this.bias = bias;
    this.parameters = parameters;
  }

  /** The same network as the library's, its parameters widened. */
  public static DoubleRnn of(Network network) {
    return new DoubleRnn(
        network.inputSize(),
        network.hiddenSize(),
        network.hasHead() ? network.outputSize() : 0,
        network.nonlinearity() == Nonlinearity.RELU,
        network.parameters().slices().containsKey("bias_ih_l0"),
        Near.widen(network.parameters().values()));
  }

  public int outputSize() {
    return classes == 0 ? hidden : classes;
  }

  private int recurrentOffset() {
    return hidden * input;
  }

  private int biasOffset() {
    return recurrentOffset() + hidden * hidden;
  }

  private int headOffset() {
    return biasOffset() + (bias ? 2 * hidden : 0);
  }

  public Forward forward(double[] x, int time, int batch, double[] h0) {
    Forward f = new Forward();
    f.x = x;
    f.h0 = h0;
    f.time = time;
    f.batch = batch;
    f.states = new double[time * batch * hidden];
    for (int row = 0; row < time * batch; row++) {
      for (int i = 0; i < hidden; i++) {
        double z = preActivation(f, row, i);
        f.smallestPreActivation = Math.min(f.smallestPreActivation, Math.abs(z));
        f.states[row * hidden + i] = relu ? Math.max(0, z) : StrictMath.tanh(z);
      }
    }
    f.last = Arrays.copyOfRange(f.states, (time - 1) * batch * hidden, time * batch * hidden);
    f.outputs = classes == 0 ? f.states : head(f.states, time * batch);
    return f;
  }

  private double preActivation(Forward f, int row, int i) {
    double z = 0;
    for (int j = 0; j < input; j++) {
      z += parameters[i * input + j] * f.x[row * input + j];
    }
    for (int j = 0; j < hidden; j++) {
      z += parameters[recurrentOffset() + i * hidden + j] * before(f, row, j);
    }
    return bias ? z + parameters[biasOffset() + i] + parameters[biasOffset() + hidden + i] : z;
  }

  /** Unit j of the state that row's step starts from. */
  private double before(Forward f, int row, int j) {
    int previous = row - f.batch;
    return previous < 0 ? f.h0[row * hidden + j] : f.states[previous * hidden + j];
  }

  private double[] head(double[] states, int rows) {
    double[] logits = new double[rows * classes];
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < classes; k++) {
        double sum = parameters[headOffset() + classes * hidden + k];
        for (int j = 0; j < hidden; j++) {
          sum += parameters[headOffset() + k * hidden + j] * states[row * hidden + j];
        }
        logits[row * classes + k] = sum;
      }
    }
    return logits;
  }

  /** Softmax cross-entropy summed over the scored rows, times {@code scale}. */
  public Loss crossEntropy(Forward f, int[] targets, double scale) {
    int width = outputSize();
    Loss loss = new Loss();
    loss.outputGradients = new double[f.outputs.length];
    for (int row = 0; row < f.time * f.batch; row++) {
      if (targets[row] == SoftmaxCrossEntropy.UNSCORED) {
        continue;
      }
      double[] p = softmax(f.outputs, row * width, width);
      loss.value -= scale * StrictMath.log(p[targets[row]]);
      for (int k = 0; k < width; k++) {
        loss.outputGradients[row * width + k] = scale * (p[k] - (k == targets[row] ? 1 : 0));
      }
    }
    return loss;
  }

  public static double[] softmax(double[] logits, int offset, int width) {
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < width; k++) {
      max = Math.max(max, logits[offset + k]);
    }
    double[] p = new double[width];
    double sum = 0;
    for (int k = 0; k < width; k++) {
      p[k] = StrictMath.exp(logits[offset + k] - max);
      sum += p[k];
    }
    for (int k = 0; k < width; k++) {
      p[k] /= sum;
    }
    return p;
  }

  /** From gradients of the outputs and of the last state (null for zero) to all others. */
  public Gradients backward(Forward f, double[] outputGradients, double[] lastGradients) {
    Gradients g = new Gradients();
    g.parameters = new double[parameters.length];
    g.inputs = new double[f.x.length];
    int rows = f.time * f.batch;
    double[] dh = classes == 0 ? outputGradients.clone() : headBackward(f, outputGradients, g);
    int first = (f.time - 1) * f.batch * hidden;
    for (int i = 0; lastGradients != null && i < lastGradients.length; i++) {
      dh[first + i] += lastGradients[i];
    }
    g.initialState = new double[f.batch * hidden];
    for (int row = rows - 1; row >= 0; row--) {
      for (int i = 0; i < hidden; i++) {
        double h = f.states[row * hidden + i];
        double slope = relu ? (h > 0 ? 1 : 0) : 1 - h * h;
        spread(f, row, i, dh[row * hidden + i] * slope, dh, g);
      }
    }
    return g;
  }

  private double[] headBackward(Forward f, double[] dy, Gradients g) {
    double[] dh = new double[f.states.length];
    int weight = headOffset();
    for (int row = 0; row < f.time * f.batch; row++) {
      for (int k = 0; k < classes; k++) {
        double d = dy[row * classes + k];
        g.parameters[weight + classes * hidden + k] += d;
        for (int j = 0; j < hidden; j++) {
          g.parameters[weight + k * hidden + j] += d * f.states[row * hidden + j];
          dh[row * hidden + j] += d * parameters[weight + k * hidden + j];
        }
      }
    }
    return dh;
  }

  /** The gradient dz of one pre-activation goes to weights, biases, input and the state before. */
  private void spread(Forward f, int row, int i, double dz, double[] dh, Gradients g) {
    for (int j = 0; j < input; j++) {
      g.parameters[i * input + j] += dz * f.x[row * input + j];
      g.inputs[row * input + j] += dz * parameters[i * input + j];
    }
    for (int j = 0; j < hidden; j++) {
      int w = recurrentOffset() + i * hidden + j;
      g.parameters[w] += dz * before(f, row, j);
      int previous = row - f.batch;
      if (previous < 0) {
        g.initialState[row * hidden + j] += dz * parameters[w];
      } else {
        dh[previous * hidden + j] += dz * parameters[w];
      }
    }
    if (bias) {
      g.parameters[biasOffset() + i] += dz;
      g.parameters[biasOffset() + hidden + i] += dz;
    }
  }
}
