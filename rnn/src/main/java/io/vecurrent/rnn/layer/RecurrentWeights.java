package io.vecurrent.rnn.layer;

import io.vecurrent.kernels.PackedMatrix;
import io.vecurrent.kernels.Precision;
import io.vecurrent.kernels.internal.Checks;

/**
 * The weights of one recurrent layer in one direction, packed so that each gate's product lands in
 * the block that the cell wants.
 */
final class RecurrentWeights {
  /** 16-bit weights stand in panels of so many rows, which a gate must fill. */
  private static final int HALF_PANEL = 32;

  /** Weights that fit the first cache: a step of one stream then takes both products in one. */
  private static final int FEW = 8192;

  final int inputSize;
  final int hiddenSize;
  final Cell cell;
  final RecurrentSlices slices;

  /** Rows of a packed gate: the hidden size, padded. */
  final int block;

  /** Where the blocks of the recurrent product begin in a row of gates; those of the input at 0. */
  final int recurrentFrom;

  /** Where the chains of each block begin. */
  final float[] bias;

  final PackedMatrix input;
  final PackedMatrix recurrent;

  /** The same matrices, for one step after the other. */
  final RowBlocks recurrentBlocks;

  final RowBlocks inputBlocks;

  /**
   * {@code [W_ih | W_hh]} once more, where these are few and meet in common chains; null elsewhere.
   * A step of 32 units of LSTM takes 20 % less than by two products (JDK 25, 512 bits).
   */
  final PackedMatrix together;

  /** Null until the first backward pass. */
  PackedMatrix inputTransposed;

  PackedMatrix recurrentTransposed;

  RowBlocks recurrentTransposedBlocks;

  RecurrentWeights(
      int inputSize, int hiddenSize, Cell cell, RecurrentSlices slices, Precision precision) {
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.cell = cell;
    this.slices = slices;
    boolean halves = precision == Precision.BFLOAT16 && cell.gates() > 1;
    this.block = halves ? upTo(HALF_PANEL, hiddenSize) : Padding.padded(hiddenSize);
    this.recurrentFrom = (cell.blocks() - cell.gates()) * block;
    this.bias = new float[Checks.size(cell.blocks(), block, "gates * padded hiddenSize")];
    int rows = cell.gates() * block;
    this.input = PackedMatrix.zeros(rows, inputSize, precision);
    this.recurrent = PackedMatrix.zeros(rows, hiddenSize, precision);
    this.recurrentBlocks = new RowBlocks(recurrent);
    this.inputBlocks = new RowBlocks(input);
    boolean common = recurrentFrom == 0;
    long weights = (long) rows * (inputSize + hiddenSize);
    this.together =
        common && weights <= FEW
            ? PackedMatrix.zeros(rows, inputSize + hiddenSize, precision)
            : null;
  }

  /** Floats from one state of a cell to the next, wide enough for weights of any precision. */
  static int stateStride(Cell cell, int hiddenSize) {
    return Padding.stride(
        cell.gates() > 1 ? upTo(HALF_PANEL, hiddenSize) : Padding.padded(hiddenSize));
  }

  private static int upTo(int granule, int size) {
    return Checks.sum(size, granule - 1, "padded hiddenSize") & -granule;
  }

  /** Takes over the weights for the forward pass. */
  void pack(float[] parameters) {
    for (int gate = 0; gate < cell.gates(); gate++) {
      int first = gate * hiddenSize;
      int weightIh = slices.weightIh() + first * inputSize;
      int weightHh = slices.weightHh() + first * hiddenSize;
      setBlock(input, inputRow(gate), 0, parameters, weightIh, inputSize);
      setBlock(recurrent, recurrentRow(gate), 0, parameters, weightHh, hiddenSize);
      if (together != null) {
        setBlock(together, inputRow(gate), 0, parameters, weightIh, inputSize);
        setBlock(together, recurrentRow(gate), inputSize, parameters, weightHh, hiddenSize);
      }
      if (slices.hasBias()) {
        packBias(gate, parameters, slices.biasIh() + first, slices.biasHh() + first);
      }
    }
  }

  private void setBlock(
      PackedMatrix matrix, int row, int col, float[] parameters, int offset, int cols) {
    matrix.setBlock(row, col, parameters, offset, cols, hiddenSize, cols);
  }

  /** In a common block the two biases become one, their rounded sum. */
  private void packBias(int gate, float[] parameters, int biasIh, int biasHh) {
    int to = inputRow(gate);
    int recurrentTo = recurrentFrom + recurrentRow(gate);
    for (int i = 0; i < hiddenSize; i++) {
      if (to == recurrentTo) {
        bias[to + i] = parameters[biasIh + i] + parameters[biasHh + i];
      } else {
        bias[to + i] = parameters[biasIh + i];
        bias[recurrentTo + i] = parameters[biasHh + i];
      }
    }
  }

  /** Takes over the weights for the backward pass; the first call allocates the second copy. */
  void packTransposed(float[] parameters) {
    if (inputTransposed == null) {
      // The padding of the last gate is left out: a single gate has no superfluous columns.
      int cols = (cell.gates() - 1) * block + hiddenSize;
      inputTransposed = PackedMatrix.zeros(Padding.padded(inputSize), cols);
      recurrentTransposed = PackedMatrix.zeros(block, cols);
      recurrentTransposedBlocks = new RowBlocks(recurrentTransposed);
    }
    for (int gate = 0; gate < cell.gates(); gate++) {
      int first = gate * hiddenSize;
      inputTransposed.setTransposedBlock(
          0,
          inputRow(gate),
          parameters,
          slices.weightIh() + first * inputSize,
          inputSize,
          hiddenSize,
          inputSize);
      recurrentTransposed.setTransposedBlock(
          0,
          recurrentRow(gate),
          parameters,
          slices.weightHh() + first * hiddenSize,
          hiddenSize,
          hiddenSize,
          hiddenSize);
    }
  }

  /** Blocks of these rows that the input product does not reach begin with their bias. */
  void beginRecurrent(GateBuffers b, int from, int rows, int unit, int units) {
    for (int index = cell.gates(); index < cell.blocks(); index++) {
      int at = index * block + unit;
      for (int row = from; row < from + rows; row++) {
        System.arraycopy(bias, at, b.gates, row * b.gateStride + at, units);
      }
    }
  }

  /** Where gate {@code gate} begins in the input product, and in a row of gates. */
  int inputRow(int gate) {
    return cell.inputBlock(gate) * block;
  }

  /** Where gate {@code gate} begins in the recurrent product. */
  int recurrentRow(int gate) {
    return cell.recurrentBlock(gate) * block - recurrentFrom;
  }
}
