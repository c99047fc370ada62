package io.vecurrent.rnn.layer;

/**
 * One step of a stack of layers in one direction, for inference. Not for use by two threads at
 * once.
 */
public final class StackStepper {
  private final LayerStepper[] layers;

  StackStepper(Level[] levels, StateLayout layout, int batch) {
    layers = new LayerStepper[levels.length];
    for (int i = 0; i < layers.length; i++) {
      layers[i] = levels[i].direction(0).stepper(layout, i, batch);
    }
  }

  /** Where the output of the last layer, its states h, begins in the states. */
  public int output() {
    return layers[layers.length - 1].output();
  }

  /** Floats from the output of one stream to that of the next. */
  public int outputStride() {
    return layers[layers.length - 1].outputStride();
  }

  /**
   * From inputs to the output.
   *
   * @param x a row for each stream, {@code xStride} apart, from {@code xOffset}
   * @param states of all layers and streams, replaced by those after the step
   */
  public void step(float[] x, int xOffset, int xStride, float[] states) {
    layers[0].step(x, xOffset, xStride, states);
    for (int i = 1; i < layers.length; i++) {
      layers[i].step(states, layers[i - 1].output(), layers[i - 1].outputStride(), states);
    }
  }
}
