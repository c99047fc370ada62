package io.vecurrent.rnn;

import io.vecurrent.rnn.layer.Cell;
import io.vecurrent.rnn.layer.ElmanCell;
import io.vecurrent.rnn.layer.GruCell;
import io.vecurrent.rnn.layer.LstmCell;
import java.util.List;
import java.util.Optional;

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
  /** All cells but the vanilla ones: their number of gates tells them apart. */
  private static final List<Cell> GATED = List.of(GruCell.INSTANCE, LstmCell.INSTANCE);

  static Cell vanilla(Nonlinearity nonlinearity) {
    return nonlinearity == Nonlinearity.TANH ? ElmanCell.TANH : ElmanCell.RELU;
  }

  /** The cell with so many gates, but a vanilla one. */
  static Optional<Cell> gated(int gates) {
    return GATED.stream().filter(cell -> cell.gates() == gates).findAny();
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
