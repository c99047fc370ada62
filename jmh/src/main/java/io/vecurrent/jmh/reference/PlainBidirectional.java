package io.vecurrent.jmh.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Layers one above the other, each in both directions, in textbook loops, from zero states. The
 * reverse direction is a {@link PlainRnn} on the steps in reverse.
 */
public final class PlainBidirectional {
  /** Gradients of the outputs, where the backward pass begins. */
  public final float[] outputGradients;

  /** Gradients of all parameters. */
  public final float[] gradients;

  private final List<Layer> layers = new ArrayList<>();

  /** Allocates everything that the passes need. */
  public PlainBidirectional(
      CellKind cell, int inputSize, int hiddenSize, int count, int time, int batch) {
    List<Shape> shapes = new ArrayList<>();
    int before = 0;
    for (int i = 0; i < 2 * count; i++) {
      int width = i < 2 ? inputSize : 2 * hiddenSize;
      Shape shape = new Shape(cell, width, hiddenSize, 0, time, batch, before);
      shapes.add(shape);
      before = shape.parameters();
    }
    gradients = new float[before];
    for (int i = 0; i < 2 * count; i += 2) {
      layers.add(new Layer(shapes.get(i), shapes.get(i + 1), gradients));
    }
    outputGradients = new float[time * batch * 2 * hiddenSize];
  }

  /** All outputs, {@code [time][batch][2 hidden]}: both directions side by side. */
  public float[] forward(float[] p, float[] inputs) {
    float[] below = inputs;
    for (Layer layer : layers) {
      layer.forward(p, below);
      below = layer.outputs;
    }
    return below;
  }

  /** Back-propagation through time and layers; gives the gradients of the inputs. */
  public float[] backward(float[] p) {
    float[] above = outputGradients;
    List<Layer> down = new ArrayList<>(layers);
    Collections.reverse(down);
    for (Layer layer : down) {
      layer.backward(p, above);
      above = layer.inputGradients;
    }
    return above;
  }

  /** One layer, both directions. */
  private static final class Layer {
    final float[] outputs;
    final float[] inputGradients;

    private final Shape s;
    private final PlainRnn ahead;
    private final PlainRnn back;
    private final float[] reversed;
    private float[] inputs;

    Layer(Shape ahead, Shape back, float[] gradients) {
      this.s = ahead;
      this.ahead = new PlainRnn(ahead, gradients);
      this.back = new PlainRnn(back, gradients);
      this.outputs = new float[s.rows() * 2 * s.hiddenSize];
      this.reversed = new float[s.rows() * s.inputSize];
      this.inputGradients = new float[s.rows() * s.inputSize];
    }

    void forward(float[] p, float[] below) {
      inputs = below;
      for (int row = 0; row < s.rows(); row++) {
        int from = mirrored(row) * s.inputSize;
        System.arraycopy(below, from, reversed, row * s.inputSize, s.inputSize);
      }
      ahead.forward(p, below);
      back.forward(p, reversed);
      int n = s.hiddenSize;
      for (int row = 0; row < s.rows(); row++) {
        // Their states begin with the initial ones.
        System.arraycopy(ahead.states, (row + s.batch) * n, outputs, 2 * row * n, n);
        int from = (mirrored(row) + s.batch) * n;
        System.arraycopy(back.states, from, outputs, (2 * row + 1) * n, n);
      }
    }

    void backward(float[] p, float[] above) {
      int n = s.hiddenSize;
      for (int row = 0; row < s.rows(); row++) {
        System.arraycopy(above, 2 * row * n, ahead.outputGradients, row * n, n);
        int to = mirrored(row) * n;
        System.arraycopy(above, (2 * row + 1) * n, back.outputGradients, to, n);
      }
      ahead.backward(p, inputs);
      back.backward(p, reversed);
      for (int row = 0; row < s.rows(); row++) {
        int at = row * s.inputSize;
        int other = mirrored(row) * s.inputSize;
        for (int j = 0; j < s.inputSize; j++) {
          inputGradients[at + j] = ahead.inputGradients[at + j] + back.inputGradients[other + j];
        }
      }
    }

    /** The row of the same sequence as far from the end as this one from the start. */
    private int mirrored(int row) {
      return (s.time - 1 - row / s.batch) * s.batch + row % s.batch;
    }
  }
}
