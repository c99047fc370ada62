package io.vecurrent.onnx;

import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.NetworkBuilder;
import io.vecurrent.rnn.Nonlinearity;
import io.vecurrent.rnn.Parameters;
import java.util.List;

/** Makes a network of checked operators. */
final class Assembly {
  private final String source;
  private final List<RecurrentOperator> operators;

  /** Null without. */
  private final OnnxTensor embedding;

  /** Null without. */
  private final Head head;

  /**
   * Layers one behind the other.
   *
   * @param embedding the table {@code [vocabulary][input]}, or null
   * @param head or null
   */
  Assembly(String source, List<RecurrentOperator> operators, OnnxTensor embedding, Head head) {
    this.source = source;
    this.operators = operators;
    this.embedding = embedding;
    this.head = head;
  }

  Network network() throws ModelFormatException {
    requireFit();
    // Read before the network is made: the file's size, not a number in it, limits the memory.
    float[] table = embedding == null ? null : embedding.floats();
    Network network;
    try {
      network = builder().build();
    } catch (IllegalArgumentException tooLarge) {
      throw new ModelFormatException(
          source + ": the sizes do not fit: " + tooLarge.getMessage(), tooLarge);
    }
    Parameters parameters = network.parameters();
    if (table != null) {
      parameters.set("embedding.weight", table);
    }
    for (int layer = 0; layer < operators.size(); layer++) {
      set(parameters, layer, operators.get(layer));
    }
    if (head != null) {
      parameters.set("head.weight", head.weight());
      if (head.bias() != null) {
        parameters.set("head.bias", head.bias());
      }
    }
    return network;
  }

  private void requireFit() throws ModelFormatException {
    for (int i = 1; i < operators.size(); i++) {
      RecurrentOperator below = operators.get(i - 1);
      RecurrentOperator above = operators.get(i);
      if (above.inputSize() != below.outputSize()) {
        throw new ModelFormatException(
            source
                + ": "
                + above.node().title()
                + " reads "
                + above.inputSize()
                + " floats a step, "
                + below.node().title()
                + " gives "
                + below.outputSize());
      }
    }
  }

  private NetworkBuilder builder() {
    int inputSize = operators.get(0).inputSize();
    NetworkBuilder builder =
        embedding == null
            ? Network.builder(inputSize)
            : Network.embedding((int) embedding.dims()[0], inputSize);
    builder.bias(hasBias());
    for (RecurrentOperator operator : operators) {
      int hidden = operator.hiddenSize();
      switch (operator.cell()) {
        case RNN -> builder.rnn(hidden, operator.isRelu() ? Nonlinearity.RELU : Nonlinearity.TANH);
        case GRU -> builder.gru(hidden);
        case LSTM -> builder.lstm(hidden);
      }
      if (operator.isBidirectional()) {
        builder.bidirectional();
      }
    }
    return head == null ? builder : builder.linear(head.classes(), head.bias() != null);
  }

  private boolean hasBias() {
    return operators.stream().anyMatch(RecurrentOperator::hasBias);
  }

  private void set(Parameters parameters, int layer, RecurrentOperator operator) {
    for (int direction = 0; direction < (operator.isBidirectional() ? 2 : 1); direction++) {
      String suffix = "_l" + layer + (direction == 0 ? "" : "_reverse");
      parameters.set("weight_ih" + suffix, operator.weightIh(direction));
      parameters.set("weight_hh" + suffix, operator.weightHh(direction));
      if (hasBias()) {
        parameters.set("bias_ih" + suffix, operator.biasIh(direction));
        parameters.set("bias_hh" + suffix, operator.biasHh(direction));
      }
    }
  }
}
