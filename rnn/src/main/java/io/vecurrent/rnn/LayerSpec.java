package io.vecurrent.rnn;

import io.vecurrent.rnn.layer.Cell;
import io.vecurrent.rnn.layer.ElmanCell;

/**
 * One recurrent layer of a network, described.
 *
 * @param cell what it computes
 * @param hiddenSize units of one direction
 * @param bidirectional whether it has a reverse direction
 * @param bias whether it has biases
 * @param first whether it begins a module, and does not belong to that of the layer below
 */
record LayerSpec(Cell cell, int hiddenSize, boolean bidirectional, boolean bias, boolean first) {
  static Cell vanilla(Nonlinearity nonlinearity) {
    return nonlinearity == Nonlinearity.TANH ? ElmanCell.TANH : ElmanCell.RELU;
  }

  LayerSpec inBothDirections() {
    return new LayerSpec(cell, hiddenSize, true, bias, first);
  }

  LayerSpec withBias(boolean wanted) {
    return new LayerSpec(cell, hiddenSize, bidirectional, wanted, first);
  }

  /** Whether both are of one kind and size, as the layers of a module are. */
  boolean isLike(LayerSpec other) {
    return cell == other.cell
        && hiddenSize == other.hiddenSize
        && bidirectional == other.bidirectional
        && bias == other.bias;
  }

  boolean isVanilla() {
    return cell instanceof ElmanCell;
  }

  Nonlinearity nonlinearity() {
    return cell == ElmanCell.RELU ? Nonlinearity.RELU : Nonlinearity.TANH;
  }

  int directions() {
    return bidirectional ? 2 : 1;
  }

  int outputSize() {
    return directions() * hiddenSize;
  }

  /** Kind and size. */
  @Override
  public String toString() {
    return cell.kind()
        + " "
        + hiddenSize
        + (isVanilla() ? " " + nonlinearity() : "")
        + (bidirectional ? " bidirectional" : "");
  }
}
