package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.kernels.Precision;

/**
 * One recurrent layer in one direction: its weights, packed, and the products around its cell.
 *
 * <p>Forward: one input product over all time steps, then per step the recurrent product and the
 * cell. Backward: per step, in reverse, the cell and the transposed recurrent product, then one
 * weight gradient each over all time steps. Between {@link #pack} calls the layer does not change
 * and may be used by many threads, each with its own buffers.
 */
public final class RecurrentLayer {
  /**
   * States and gradients below this size become 0. What decays would otherwise reach denormal
   * numbers, ten times slower on Intel's processors. The bound is so far above them that products
   * stay normal too: of a state, a gradient and a weight or a derivative down to 2^-26. With
   * 2^-100, gradients of GRU and LSTM took 8 and 6 times as long while both decayed from 2^-40 to
   * 2^-75. It is far below anything that float sums of order 1 can notice.
   */
  public static final float TINY = 0x1p-50f;

  /** Members of a team share weight gradients in blocks of these rows: tiles of 256 bits. */
  private static final int GRADIENT_ROWS = 6;

  final int inputSize;
  final int hiddenSize;
  final Cell cell;
  private final RecurrentSlices slices;
  private final RecurrentWeights weights;

  /** A layer whose weights are at {@code slices} of the flat parameters. */
  public RecurrentLayer(
      int inputSize, int hiddenSize, Cell cell, RecurrentSlices slices, Precision precision) {
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.cell = cell;
    this.slices = slices;
    this.weights = new RecurrentWeights(inputSize, hiddenSize, cell, slices, precision);
  }

  /** The same layer, yet to be packed, with weights of that precision. */
  RecurrentLayer withPrecision(Precision wanted) {
    return new RecurrentLayer(inputSize, hiddenSize, cell, slices, wanted);
  }

  /** What a member of a team does of this layer. */
  RecurrentShare share(Share share) {
    return new RecurrentShare(share, weights);
  }

  /** Steps of {@code batch} streams at once; this is layer and direction {@code number}. */
  LayerStepper stepper(StateLayout layout, int number, int batch) {
    return new LayerStepper(weights, layout, number, batch);
  }

  /** Buffers for at most {@code maxRows} steps of {@code maxBatch} sequences. */
  RecurrentBuffers buffers(int maxRows, int maxBatch, Rows input, Rows inputGradients) {
    return new RecurrentBuffers(weights, input, inputGradients, maxRows, maxBatch);
  }

  /** Floats from one state in the layout to the next. */
  int stateStride() {
    return RecurrentWeights.stateStride(cell, hiddenSize);
  }

  /** Takes over the weights for the forward pass. */
  void pack(float[] parameters) {
    weights.pack(parameters);
  }

  /** Takes over the weights for the backward pass. */
  void packTransposed(float[] parameters) {
    weights.packTransposed(parameters);
  }

  /** From the input rows and the initial states in the buffers to all states. */
  void forward(RecurrentBuffers b, Steps steps, RecurrentShare part) {
    if (part.share.isAlone() || steps.batch() > 1) {
      forwardSequences(b, steps, part.share);
    } else {
      forwardUnits(b, steps, part);
    }
  }

  /** Some of the sequences, with all units. */
  private void forwardSequences(RecurrentBuffers b, Steps steps, Share share) {
    int from = share.from(steps.rows());
    int rows = share.to(steps.rows()) - from;
    int x = b.input.offset(steps.batch()) + from * b.input.stride;
    weights.input.multiply(
        rows,
        b.input.values,
        x,
        b.input.stride,
        weights.bias,
        0,
        b.gates,
        from * b.gateStride,
        b.gateStride);
    weights.beginRecurrent(b, from, rows, 0, weights.block);
    share.await();
    int first = share.firstSequence(steps);
    int last = share.endOfSequences(steps);
    for (int t = 0; t < steps.time(); t++) {
      int count = Math.min(last, steps.count(t)) - first;
      if (count <= 0) {
        return;
      }
      int row = steps.first(t) + first;
      int before = steps.before(t) + first;
      weights.recurrentBlocks.multiplyAdd(
          isBack(t),
          count,
          b.states,
          before * b.hiddenStride,
          b.hiddenStride,
          b.gates,
          row * b.gateStride + weights.recurrentFrom,
          b.gateStride);
      cell.forward(b, b.states, row, count, before, steps.after(t) + first, 0, weights.block);
    }
  }

  /** Some of the units of one sequence: after each step all members need all states. */
  private void forwardUnits(RecurrentBuffers b, Steps steps, RecurrentShare part) {
    int time = steps.rows();
    int first = part.firstUnit;
    int x = b.input.offset(1);
    for (int block = 0; block < part.input.length; block++) {
      int row = block * weights.block + first;
      part.input[block].multiply(
          time, b.input.values, x, b.input.stride, weights.bias, row, b.gates, row, b.gateStride);
    }
    weights.beginRecurrent(b, 0, time, first, part.units);
    for (int t = 0; t < time; t++) {
      System.arraycopy(b.states, t * b.hiddenStride, part.state, 0, hiddenSize);
      recurrentUnits(b, part, t);
      if (part.units > 0) {
        cell.forward(b, b.states, t, 1, t, t + 1, first, part.units);
      }
      part.share.await();
    }
  }

  private void recurrentUnits(RecurrentBuffers b, RecurrentShare part, int t) {
    boolean back = isBack(t);
    int recurrent = t * b.gateStride + weights.recurrentFrom + part.firstUnit;
    int last = part.recurrent.length - 1;
    for (int i = 0; i <= last; i++) {
      int block = back ? last - i : i;
      int to = recurrent + block * weights.block;
      part.recurrent[block].multiplyAdd(
          back, 1, part.state, 0, hiddenSize, b.gates, to, b.gateStride);
    }
  }

  /** Every other step, see {@link RowBlocks}. */
  private static boolean isBack(int t) {
    return (t & 1) != 0;
  }

  /**
   * From the output gradients in the buffers, changed on the way, to the gradients of the
   * pre-activations and of the initial states: back-propagation through time, for some of the
   * sequences.
   */
  void backward(RecurrentBuffers b, Steps steps, int first, int last) {
    for (int t = steps.time() - 1; t >= 0; t--) {
      int count = Math.min(last, steps.count(t)) - first;
      if (count > 0) {
        int row = steps.first(t) + first;
        int before = steps.before(t) + first;
        cell.backward(b, row, count, before, steps.after(t) + first, first);
        weights.recurrentTransposedBlocks.multiplyAdd(
            isBack(t),
            count,
            b.gates,
            row * b.gateStride + weights.recurrentFrom,
            b.gateStride,
            b.outputGradients,
            before * b.hiddenStride,
            b.hiddenStride);
      }
    }
    int initial = (last - first) * b.hiddenStride;
    Arithmetic.flushBelow(b.outputGradients, first * b.hiddenStride, initial, TINY);
  }

  /** After {@link #backward}: overwrites this layer's slices of the flat gradients. */
  void weightGradients(RecurrentBuffers b, Steps steps, Share share, float[] gradients) {
    int from = share.from(hiddenSize, GRADIENT_ROWS);
    int units = share.to(hiddenSize, GRADIENT_ROWS) - from;
    for (int gate = 0; gate < cell.gates() && units > 0; gate++) {
      int input = weights.inputRow(gate) + from;
      int recurrent = weights.recurrentFrom + weights.recurrentRow(gate) + from;
      int first = gate * hiddenSize + from;
      b.weightGradients.weight(
          steps.rows(),
          b.gates,
          input,
          b.gateStride,
          from,
          units,
          b.input.values,
          b.input.offset(steps.batch()),
          b.input.stride,
          inputSize,
          gradients,
          slices.weightIh() + first * inputSize);
      recurrentGradient(b, steps, recurrent, from, units, gradients, first);
      if (slices.hasBias()) {
        biasGradients(b, steps.rows(), input, recurrent, units, gradients, first);
      }
    }
  }

  /** The states before each step do not always lie as the rows do, see {@link Steps}. */
  private void recurrentGradient(
      RecurrentBuffers b,
      Steps steps,
      int dz,
      int from,
      int units,
      float[] gradients,
      int firstRow) {
    int offset = slices.weightHh() + firstRow * hiddenSize;
    b.weightGradients.begin(from, units, hiddenSize, gradients, offset);
    int t = 0;
    while (t < steps.time()) {
      int next = steps.sameDistance(t);
      b.weightGradients.add(
          steps.first(next) - steps.first(t),
          b.gates,
          steps.first(t) * b.gateStride + dz,
          b.gateStride,
          from,
          units,
          b.states,
          steps.before(t) * b.hiddenStride,
          b.hiddenStride,
          hiddenSize,
          gradients,
          offset);
      t = next;
    }
    b.weightGradients.end(from, units, hiddenSize, gradients, offset);
  }

  private void biasGradients(
      RecurrentBuffers b,
      int rows,
      int input,
      int recurrent,
      int units,
      float[] gradients,
      int first) {
    int biasIh = slices.biasIh() + first;
    int biasHh = slices.biasHh() + first;
    b.weightGradients.bias(rows, b.gates, input, b.gateStride, units, gradients, biasIh);
    if (input == recurrent) {
      System.arraycopy(gradients, biasIh, gradients, biasHh, units);
    } else {
      b.weightGradients.bias(rows, b.gates, recurrent, b.gateStride, units, gradients, biasHh);
    }
  }

  /** After {@link #backward}: the gradients of the input rows. */
  void inputGradients(RecurrentBuffers b, Steps steps, Share share) {
    int row = share.from(steps.rows());
    Rows dx = b.inputGradients;
    weights.inputTransposed.multiply(
        share.to(steps.rows()) - row,
        b.gates,
        row * b.gateStride,
        b.gateStride,
        dx.values,
        dx.offset(steps.batch()) + row * dx.stride,
        dx.stride);
  }
}
