package io.vecurrent.rnn;

import io.vecurrent.rnn.layer.Cell;
import io.vecurrent.rnn.layer.ElmanCell;
import io.vecurrent.rnn.layer.GruCell;
import io.vecurrent.rnn.layer.LstmCell;
import io.vecurrent.rnn.safetensors.Text;

/**
 * One module of a PyTorch model.
 *
 * @param kind what it is
 * @param name its name in the model, dots between names of modules in modules; may be empty
 */
record TorchModule(Kind kind, String name) {
  /** The modules that are read. */
  enum Kind {
    EMBEDDING("nn.Embedding", null),
    RNN_TANH("nn.RNN", ElmanCell.TANH),
    RNN_RELU("nn.RNN", ElmanCell.RELU),
    GRU("nn.GRU", GruCell.INSTANCE),
    LSTM("nn.LSTM", LstmCell.INSTANCE),
    LINEAR("nn.Linear", null),
    LINEAR_WITHOUT_BIAS("nn.Linear", null);

    private final String title;

    /** Null in modules that are not recurrent. Cells hold no state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Cell cell;

    Kind(String title, Cell cell) {
      this.title = title;
      this.cell = cell;
    }

    Cell cell() {
      return cell;
    }

    boolean isRecurrent() {
      return cell != null;
    }

    boolean isLinear() {
      return this == LINEAR || this == LINEAR_WITHOUT_BIAS;
    }

    String title() {
      return title;
    }
  }

  /** The name of a parameter in a state_dict. */
  String parameter(String parameter) {
    return name.isEmpty() ? parameter : name + "." + parameter;
  }

  /** For messages. */
  @Override
  public String toString() {
    return kind.title() + " " + Text.quote(name);
  }
}
