package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.Arithmetic;
import io.vecurrent.kernels.PackedMatrix;
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
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.cell = cell;
    this.slices = slices;
    this.block = Padding.padded(hiddenSize);
    int rows = Checks.size(cell.gates(), block, "gates * padded hiddenSize");
    this.bias = new float[rows];
    this.input = PackedMatrix.zeros(rows, inputSize);
    this.recurrent = PackedMatrix.zeros(rows, hiddenSize);
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
  public void forward(RecurrentBuffers b, int time, int batch) {
    input.multiply(time * batch, b.input, 0, b.inputStride, bias, 0, b.gates, 0, b.gateStride);
    for (int t = 0; t < time; t++) {
      recurrent.multiplyAdd(
          batch,
          b.states[0],
          t * batch * b.hiddenStride,
          b.hiddenStride,
          b.gates,
          t * batch * b.gateStride,
          b.gateStride);
      cell.forward(b, t, batch);
    }
  }

  /**
   * From the output gradients in the buffers, changed on the way, to the gradients of the
   * pre-activations and of the initial states: back-propagation through time.
   */
  public void backward(RecurrentBuffers b, int time, int batch) {
    int hidden = batch * b.hiddenStride;
    for (int t = time - 1; t >= 0; t--) {
      cell.backward(b, t, batch);
      int dz = t * batch * b.gateStride;
      if (t > 0) {
        recurrentTransposed.multiplyAdd(
            batch, b.gates, dz, b.gateStride, b.outputGradients, (t - 1) * hidden, b.hiddenStride);
      } else {
        recurrentTransposed.multiply(
            batch, b.gates, dz, b.gateStride, b.stateGradients[0], 0, b.hiddenStride);
      }
    }
    Arithmetic.flushBelow(b.stateGradients[0], 0, hidden, TINY);
  }

  /** After {@link #backward}: overwrites this layer's slices of the flat gradients. */
  public void weightGradients(RecurrentBuffers b, int time, int batch, float[] gradients) {
    int count = time * batch;
    for (int gate = 0; gate < cell.gates(); gate++) {
      int dz = gate * block;
      int first = gate * hiddenSize;
      b.weightGradients.weight(
          count,
          b.gates,
          dz,
          b.gateStride,
          hiddenSize,
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
          hiddenSize,
          b.states[0],
          0,
          b.hiddenStride,
          hiddenSize,
          gradients,
          slices.weightHh() + first * hiddenSize);
      if (slices.hasBias()) {
        int biasIh = slices.biasIh() + first;
        b.weightGradients.bias(count, b.gates, dz, b.gateStride, hiddenSize, gradients, biasIh);
        System.arraycopy(gradients, biasIh, gradients, slices.biasHh() + first, hiddenSize);
      }
    }
  }

  /** After {@link #backward}: the gradients of the input rows. */
  public void inputGradients(RecurrentBuffers b, int time, int batch) {
    inputTransposed.multiply(
        time * batch, b.gates, 0, b.gateStride, b.inputGradients, 0, b.inputStride);
  }
}
