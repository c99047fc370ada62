package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.kernels.PackedMatrix;
import io.vecurrent.kernels.Precision;
import io.vecurrent.kernels.internal.Checks;

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
   * States and gradients below this size become 0. A decaying state would otherwise reach denormal
   * numbers, many times slower on some processors. The bound is far above them, so that products
   * with weights down to 2^-26 stay normal too, and far below anything that float sums of order 1
   * can notice.
   */
  static final float TINY = 0x1p-100f;

  /** Members of a team share weight gradients in blocks of these rows, whole tiles. */
  private static final int GRADIENT_ROWS = 6;

  private final int inputSize;
  private final int hiddenSize;
  private final Cell cell;
  private final RecurrentSlices slices;

  /** Rows of a packed gate: the hidden size, padded. */
  private final int block;

  private final float[] bias;
  private final PackedMatrix input;
  private final PackedMatrix recurrent;
  private PackedMatrix inputTransposed;
  private PackedMatrix recurrentTransposed;

  /** A layer whose weights are at {@code slices} of the flat parameters. */
  public RecurrentLayer(int inputSize, int hiddenSize, Cell cell, RecurrentSlices slices) {
    this(inputSize, hiddenSize, cell, slices, Precision.FLOAT32);
  }

  private RecurrentLayer(
      int inputSize, int hiddenSize, Cell cell, RecurrentSlices slices, Precision precision) {
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.cell = cell;
    this.slices = slices;
    this.block = Padding.padded(hiddenSize);
    int rows = Checks.size(cell.gates(), block, "gates * padded hiddenSize");
    this.bias = new float[rows];
    this.input = PackedMatrix.zeros(rows, inputSize, precision);
    this.recurrent = PackedMatrix.zeros(rows, hiddenSize, precision);
  }

  /** The same layer, yet to be packed, with weights of that precision. */
  public RecurrentLayer withPrecision(Precision wanted) {
    return new RecurrentLayer(inputSize, hiddenSize, cell, slices, wanted);
  }

  /** What a member of a team does of this layer. */
  public RecurrentShare share(Share share) {
    return new RecurrentShare(share, input, recurrent, cell.gates(), block);
  }

  /** Vectors of the state: 1 (h), or 2 (h and c). */
  public int stateVectors() {
    return cell.stateVectors();
  }

  /** Buffers for at most {@code maxTime} steps of {@code maxBatch} sequences. */
  public RecurrentBuffers buffers(int maxTime, int maxBatch) {
    return new RecurrentBuffers(
        inputSize, hiddenSize, cell.gates(), cell.stateVectors(), maxTime, maxBatch);
  }

  /** Takes over the weights for the forward pass. The two biases become one, their rounded sum. */
  public void pack(float[] parameters) {
    for (int gate = 0; gate < cell.gates(); gate++) {
      int row = gate * block;
      int first = gate * hiddenSize;
      input.setBlock(
          row,
          0,
          parameters,
          slices.weightIh() + first * inputSize,
          inputSize,
          hiddenSize,
          inputSize);
      recurrent.setBlock(
          row,
          0,
          parameters,
          slices.weightHh() + first * hiddenSize,
          hiddenSize,
          hiddenSize,
          hiddenSize);
      for (int i = 0; slices.hasBias() && i < hiddenSize; i++) {
        bias[row + i] =
            parameters[slices.biasIh() + first + i] + parameters[slices.biasHh() + first + i];
      }
    }
  }

  /** Takes over the weights for the backward pass; the first call allocates the second copy. */
  public void packTransposed(float[] parameters) {
    if (inputTransposed == null) {
      // The padding of the last gate is left out: a single gate has no superfluous columns.
      int cols = (cell.gates() - 1) * block + hiddenSize;
      inputTransposed = PackedMatrix.zeros(Padding.padded(inputSize), cols);
      recurrentTransposed = PackedMatrix.zeros(block, cols);
    }
    for (int gate = 0; gate < cell.gates(); gate++) {
      int col = gate * block;
      int first = gate * hiddenSize;
      inputTransposed.setTransposedBlock(
          0,
          col,
          parameters,
          slices.weightIh() + first * inputSize,
          inputSize,
          hiddenSize,
          inputSize);
      recurrentTransposed.setTransposedBlock(
          0,
          col,
          parameters,
          slices.weightHh() + first * hiddenSize,
          hiddenSize,
          hiddenSize,
          hiddenSize);
    }
  }

  /** From the input rows and the initial states in the buffers to all states. */
  public void forward(RecurrentBuffers b, int time, int batch, RecurrentShare part) {
    if (part.share.isAlone() || batch > 1) {
      forwardSequences(b, time, batch, part.share);
    } else {
      forwardUnits(b, time, part);
    }
  }

  /** Some of the sequences, with all units. */
  private void forwardSequences(RecurrentBuffers b, int time, int batch, Share share) {
    int row = share.from(time * batch);
    input.multiply(
        share.to(time * batch) - row,
        b.input,
        row * b.inputStride,
        b.inputStride,
        bias,
        0,
        b.gates,
        row * b.gateStride,
        b.gateStride);
    share.await();
    int first = share.from(batch);
    int count = share.to(batch) - first;
    for (int t = 0; t < time && count > 0; t++) {
      int at = t * batch + first;
      recurrent.multiplyAdd(
          count,
          b.states[0],
          at * b.hiddenStride,
          b.hiddenStride,
          b.gates,
          at * b.gateStride,
          b.gateStride);
      cell.forward(b, at, count, batch, 0, block);
    }
  }

  /** Some of the units of one sequence: after each step all members need all states. */
  private void forwardUnits(RecurrentBuffers b, int time, RecurrentShare part) {
    int first = part.firstUnit;
    for (int gate = 0; gate < part.input.length; gate++) {
      int row = gate * block + first;
      part.input[gate].multiply(
          time, b.input, 0, b.inputStride, bias, row, b.gates, row, b.gateStride);
    }
    for (int t = 0; t < time; t++) {
      for (int gate = 0; gate < part.recurrent.length; gate++) {
        int row = t * b.gateStride + gate * block + first;
        part.recurrent[gate].multiplyAdd(b.states[0], t * b.hiddenStride, b.gates, row);
      }
      if (part.units > 0) {
        cell.forward(b, t, 1, 1, first, part.units);
      }
      part.share.await();
    }
  }

  /**
   * From the output gradients in the buffers, changed on the way, to the gradients of the
   * pre-activations and of the initial states: back-propagation through time, for some of the
   * sequences.
   */
  public void backward(RecurrentBuffers b, int time, int batch, Share share) {
    int first = share.from(batch);
    int count = share.to(batch) - first;
    for (int t = time - 1; t >= 0 && count > 0; t--) {
      int at = t * batch + first;
      cell.backward(b, at, count, batch);
      int dz = at * b.gateStride;
      if (t > 0) {
        int before = (at - batch) * b.hiddenStride;
        recurrentTransposed.multiplyAdd(
            count, b.gates, dz, b.gateStride, b.outputGradients, before, b.hiddenStride);
      } else {
        int at0 = first * b.hiddenStride;
        recurrentTransposed.multiply(
            count, b.gates, dz, b.gateStride, b.stateGradients[0], at0, b.hiddenStride);
      }
    }
    int hidden = count * b.hiddenStride;
    Arithmetic.flushBelow(b.stateGradients[0], first * b.hiddenStride, hidden, TINY);
  }

  /** After {@link #backward}: overwrites this layer's slices of the flat gradients. */
  public void weightGradients(
      RecurrentBuffers b, int time, int batch, Share share, float[] gradients) {
    int count = time * batch;
    int from = share.from(hiddenSize, GRADIENT_ROWS);
    int units = share.to(hiddenSize, GRADIENT_ROWS) - from;
    for (int gate = 0; gate < cell.gates() && units > 0; gate++) {
      int dz = gate * block + from;
      int first = gate * hiddenSize + from;
      b.weightGradients.weight(
          count,
          b.gates,
          dz,
          b.gateStride,
          from,
          units,
          b.input,
          0,
          b.inputStride,
          inputSize,
          gradients,
          slices.weightIh() + first * inputSize);
      b.weightGradients.weight(
          count,
          b.gates,
          dz,
          b.gateStride,
          from,
          units,
          b.states[0],
          0,
          b.hiddenStride,
          hiddenSize,
          gradients,
          slices.weightHh() + first * hiddenSize);
      if (slices.hasBias()) {
        int biasIh = slices.biasIh() + first;
        b.weightGradients.bias(count, b.gates, dz, b.gateStride, units, gradients, biasIh);
        System.arraycopy(gradients, biasIh, gradients, slices.biasHh() + first, units);
      }
    }
  }

  /** After {@link #backward}: the gradients of the input rows. */
  public void inputGradients(RecurrentBuffers b, int time, int batch, Share share) {
    int row = share.from(time * batch);
    inputTransposed.multiply(
        share.to(time * batch) - row,
        b.gates,
        row * b.gateStride,
        b.gateStride,
        b.inputGradients,
        row * b.inputStride,
        b.inputStride);
  }
}
