package io.vecurrent.rnn.layer;

/**
 * One step of a stack of layers in one direction, for inference. Not for use by two threads at
 * once.
 */
public final class StackStepper {
  private final LayerStepper[] layers;
  private final int batch;

  StackStepper(Level[] levels, StateLayout layout, int batch) {
    this.batch = batch;
    layers = new LayerStepper[levels.length];
    for (int i = 0; i < layers.length; i++) {
      layers[i] = levels[i].direction(0).stepper(layout, i, batch);
    }
  }

  /** The output of the last layer. */
  public Rows output() {
    return layers[layers.length - 1].output();
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
      Rows below = layers[i - 1].output();
      layers[i].step(below.values, below.offset(batch), below.stride, states);
    }
  }
}
