package io.vecurrent.jmh.reference;

/**
 * The sizes of a network of one recurrent layer, or of one layer among others, and where its
 * parameters stand in one flat array, in the library's order: weight_ih, weight_hh, bias_ih,
 * bias_hh, head weight, head bias.
 */
public final class Shape {
  /** Floats of one input. */
  public final int inputSize;

  /** Units. */
  public final int hiddenSize;

  /** Classes of the head; 0 without one. */
  public final int classes;

  /** Steps of a sequence. */
  public final int time;

  /** Sequences. */
  public final int batch;

  final CellKind cell;

  /** All gates of all units. */
  final int gateRows;

  final int weightIh;
  final int weightHh;
  final int biasIh;
  final int biasHh;
  final int headWeight;
  final int headBias;

  /** Sizes, all but {@code classes} positive. */
  public Shape(CellKind cell, int inputSize, int hiddenSize, int classes, int time, int batch) {
    this(cell, inputSize, hiddenSize, classes, time, batch, 0);
  }

  /** Its parameters stand behind {@code before} others. */
  public Shape(
      CellKind cell, int inputSize, int hiddenSize, int classes, int time, int batch, int before) {
    this.cell = cell;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.classes = classes;
    this.time = time;
    this.batch = batch;
    this.gateRows = cell.gates * hiddenSize;
    this.weightIh = before;
    this.weightHh = weightIh + gateRows * inputSize;
    this.biasIh = weightHh + gateRows * hiddenSize;
    this.biasHh = biasIh + gateRows;
    this.headWeight = biasHh + gateRows;
    this.headBias = headWeight + classes * hiddenSize;
  }

  /** The length of the flat parameters up to here. */
  public int parameters() {
    return headBias + classes;
  }

  /** Floats of one output: logits, or hidden states without a head. */
  public int outputSize() {
    return classes == 0 ? hiddenSize : classes;
  }

  /** Inputs and outputs of all sequences at all steps. */
  public int rows() {
    return time * batch;
  }
}
