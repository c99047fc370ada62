package io.vecurrent.rnn.layer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The cells that builders and model files know by name. A new one is a file, and a name here. */
public final class Cells {
  /** PyTorch's: files of others tell them by their number of gates. */
  private static final List<Cell> TORCH =
      List.of(ElmanCell.TANH, GruCell.INSTANCE, LstmCell.INSTANCE);

  /** Those that only this library knows. */
  private static final List<Cell> OTHERS = List.of();

  private Cells() {}

  private static Stream<Cell> all() {
    return Stream.concat(TORCH.stream(), OTHERS.stream());
  }

  /** The cell of that {@link Cell#kind}; {@code rnn} is the one with tanh. */
  public static Optional<Cell> named(String kind) {
    return all().filter(cell -> cell.kind().equals(kind)).findFirst();
  }

  /** PyTorch's cells, of the vanilla ones that with tanh: no two have as many gates. */
  public static List<Cell> torch() {
    return TORCH;
  }

  /** All names, for messages: {@code rnn, gru, lstm}. */
  public static String names() {
    return all().map(Cell::kind).collect(Collectors.joining(", "));
  }
}
