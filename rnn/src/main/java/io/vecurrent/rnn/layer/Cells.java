package io.vecurrent.rnn.layer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cells that builders and model files know by name. A new one is a file, and a name here. */
public final class Cells {
  /** PyTorch's come first: of cells with as many gates the first is that of files without names. */
  private static final List<Cell> ALL =
      List.of(ElmanCell.TANH, GruCell.INSTANCE, LstmCell.INSTANCE);

  private Cells() {}

  /** All of them; of the vanilla ones that with tanh. */
  public static List<Cell> all() {
    return ALL;
  }

  /** The cell of that {@link Cell#kind}; {@code rnn} is the one with tanh. */
  public static Optional<Cell> named(String kind) {
    return ALL.stream().filter(cell -> cell.kind().equals(kind)).findFirst();
  }

  /** Whether the number of gates alone tells that a layer has a cell of this kind. */
  public static boolean isToldByGates(Cell cell) {
    return ALL.stream()
        .filter(known -> known.gates() == cell.gates())
        .findFirst()
        .filter(known -> known.kind().equals(cell.kind()))
        .isPresent();
  }

  /** All names, for messages: {@code rnn, gru, lstm}. */
  public static String names() {
    return ALL.stream().map(Cell::kind).collect(Collectors.joining(", "));
  }
}
