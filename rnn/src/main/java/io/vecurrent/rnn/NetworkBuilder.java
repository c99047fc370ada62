package io.vecurrent.rnn;

import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.layer.ElmanCell;
import io.vecurrent.rnn.layer.LinearLayer;
import io.vecurrent.rnn.layer.RecurrentLayer;
import io.vecurrent.rnn.layer.RecurrentSlices;
import java.util.LinkedHashMap;
import java.util.Map;

/** Describes a network: {@code Network.builder(inputSize).rnn(256).linear(classes).build()}. */
public final class NetworkBuilder {
  static final String WEIGHT_IH = "weight_ih_l0";
  static final String WEIGHT_HH = "weight_hh_l0";
  static final String BIAS_IH = "bias_ih_l0";
  static final String BIAS_HH = "bias_hh_l0";
  static final String HEAD_WEIGHT = "head.weight";
  static final String HEAD_BIAS = "head.bias";

  final int inputSize;
  final Map<String, String> metadata = new LinkedHashMap<>();
  int hiddenSize;
  Nonlinearity nonlinearity;
  Initialization initialization = Initialization.UNIFORM;
  boolean bias = true;
  long seed;

  /** 0 without a head. */
  int classes;

  NetworkBuilder(int inputSize) {
    this.inputSize = Checks.atLeast(inputSize, 1, "inputSize");
  }

  /** A vanilla recurrent layer with tanh. */
  public NetworkBuilder rnn(int hiddenSize) {
    return rnn(hiddenSize, Nonlinearity.TANH);
  }

  /** A vanilla recurrent layer. */
  public NetworkBuilder rnn(int hiddenSize, Nonlinearity nonlinearity) {
    if (this.hiddenSize != 0) {
      throw new IllegalStateException("rnn: a network has one recurrent layer, this is a second");
    }
    Checks.notNull(nonlinearity, "nonlinearity");
    this.hiddenSize = Checks.atLeast(hiddenSize, 1, "hiddenSize");
    this.nonlinearity = nonlinearity;
    return this;
  }

  /** Whether the recurrent layer has biases; true unless said. The head always has one. */
  public NetworkBuilder bias(boolean bias) {
    this.bias = bias;
    return this;
  }

  /** A linear head on every step, from the hidden state to {@code classes} logits. */
  public NetworkBuilder linear(int classes) {
    this.classes = Checks.atLeast(classes, 1, "classes");
    return this;
  }

  /** How the parameters are drawn; {@link Initialization#UNIFORM} unless said. */
  public NetworkBuilder initialization(Initialization initialization) {
    this.initialization = Checks.notNull(initialization, "initialization");
    return this;
  }

  /** The seed of the parameters, 0 unless said: the same seed gives the same bits everywhere. */
  public NetworkBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /** A string that is saved with the model: an alphabet, a unit. Keys "vecurrent..." are taken. */
  public NetworkBuilder metadata(String key, String value) {
    if (Checks.notNull(key, "key").startsWith(ModelFile.RESERVED)) {
      throw new IllegalArgumentException("key: '" + key + "' begins with " + ModelFile.RESERVED);
    }
    metadata.put(key, Checks.notNull(value, "value"));
    return this;
  }

  /**
   * Allocates the parameters and draws them from the seed.
   *
   * @throws IllegalStateException if no recurrent layer was named
   * @throws IllegalArgumentException if the sizes do not fit arrays
   */
  public Network build() {
    Parameters parameters = new Parameters(slices());
    Initializer.draw(parameters, hiddenSize, initialization, seed);
    return new Network(this, parameters);
  }

  int outputSize() {
    return classes == 0 ? hiddenSize : classes;
  }

  /** The table of parameters: names and shapes, no memory yet. */
  Map<String, ParameterSlice> slices() {
    if (hiddenSize == 0) {
      throw new IllegalStateException(
          "rnn: a network needs a recurrent layer, call rnn(hiddenSize)");
    }
    Table table = new Table();
    table.add(WEIGHT_IH, hiddenSize, inputSize);
    table.add(WEIGHT_HH, hiddenSize, hiddenSize);
    if (bias) {
      table.add(BIAS_IH, hiddenSize);
      table.add(BIAS_HH, hiddenSize);
    }
    if (classes > 0) {
      table.add(HEAD_WEIGHT, classes, hiddenSize);
      table.add(HEAD_BIAS, classes);
    }
    return table.slices;
  }

  RecurrentLayer layer(Parameters parameters) {
    RecurrentSlices slices =
        new RecurrentSlices(
            parameters.slice(WEIGHT_IH).offset(),
            parameters.slice(WEIGHT_HH).offset(),
            bias ? parameters.slice(BIAS_IH).offset() : -1,
            bias ? parameters.slice(BIAS_HH).offset() : -1);
    ElmanCell cell = nonlinearity == Nonlinearity.TANH ? ElmanCell.TANH : ElmanCell.RELU;
    return new RecurrentLayer(inputSize, hiddenSize, cell, slices);
  }

  LinearLayer head(Parameters parameters) {
    return classes == 0
        ? null
        : new LinearLayer(
            hiddenSize,
            classes,
            parameters.slice(HEAD_WEIGHT).offset(),
            parameters.slice(HEAD_BIAS).offset());
  }

  /** The slices of the flat array, one behind the other. */
  private static final class Table {
    final Map<String, ParameterSlice> slices = new LinkedHashMap<>();
    private int next;

    void add(String name, int... shape) {
      ParameterSlice slice = new ParameterSlice(name, next, shape);
      slices.put(name, slice);
      next = Checks.sum(next, slice.length(), "parameters");
    }
  }
}
