package io.vecurrent.rnn;

import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.layer.Cell;
import io.vecurrent.rnn.layer.Cells;
import io.vecurrent.rnn.layer.GruCell;
import io.vecurrent.rnn.layer.LstmCell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Describes a network: {@code
 * Network.builder(inputSize).lstm(256).gru(64).linear(classes).build()}. Recurrent layers are added
 * bottom up, of any kind and size; each reads the output of the one before.
 *
 * <p>Sizes are checked at once: a size below 1 is an {@link IllegalArgumentException} that names
 * it, null a {@link NullPointerException}, a recurrent layer behind the linear head an {@link
 * IllegalStateException}. Memory is taken by {@link #build} alone. Each method changes this builder
 * and returns it; not for use by two threads at once.
 */
public final class NetworkBuilder {
  /** 0 without an embedding. */
  private final int vocabulary;

  private final int inputSize;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<LayerSpec> layers = new ArrayList<>();

  /** The first of the layers that the last call added. */
  private int added;

  private Initialization initialization = Initialization.UNIFORM;
  private boolean bias = true;
  private float dropout;
  private long seed;

  /** 0 without a head. */
  private int classes;

  private boolean headBias = true;

  /** For a network whose vocabulary is 0 that takes floats, else for one that takes tokens. */
  NetworkBuilder(int vocabulary, int inputSize) {
    this.vocabulary = vocabulary;
    this.inputSize = inputSize;
  }

  /** A vanilla recurrent layer with tanh. */
  public NetworkBuilder rnn(int hiddenSize) {
    return rnn(hiddenSize, Nonlinearity.TANH);
  }

  /** A vanilla recurrent layer. */
  public NetworkBuilder rnn(int hiddenSize, Nonlinearity nonlinearity) {
    return rnn(hiddenSize, nonlinearity, 1);
  }

  /** Vanilla recurrent layers of one size, PyTorch's {@code nn.RNN} with {@code num_layers}. */
  public NetworkBuilder rnn(int hiddenSize, Nonlinearity nonlinearity, int numLayers) {
    Checks.notNull(nonlinearity, "nonlinearity");
    return add(LayerSpec.vanilla(nonlinearity), hiddenSize, numLayers);
  }

  /** A layer of gated recurrent units, reset after the recurrent product, as in PyTorch. */
  public NetworkBuilder gru(int hiddenSize) {
    return gru(hiddenSize, 1);
  }

  /** GRU layers of one size, PyTorch's {@code nn.GRU} with {@code num_layers}. */
  public NetworkBuilder gru(int hiddenSize, int numLayers) {
    return add(GruCell.INSTANCE, hiddenSize, numLayers);
  }

  /** A layer of long short-term memory. */
  public NetworkBuilder lstm(int hiddenSize) {
    return lstm(hiddenSize, 1);
  }

  /** LSTM layers of one size, PyTorch's {@code nn.LSTM} with {@code num_layers}. */
  public NetworkBuilder lstm(int hiddenSize, int numLayers) {
    return add(LstmCell.INSTANCE, hiddenSize, numLayers);
  }

  /**
   * Layers of one size whose cell is named, for networks that a configuration describes: {@code
   * rnn} (with tanh), {@code gru} or {@code lstm}.
   *
   * @throws IllegalArgumentException if there is no such cell
   */
  public NetworkBuilder recurrent(String cell, int hiddenSize, int numLayers) {
    String name = Checks.notNull(cell, "cell");
    Cell known =
        Cells.named(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "cell: must be one of " + Cells.names() + ", was '" + name + "'"));
    return add(known, hiddenSize, numLayers);
  }

  NetworkBuilder add(Cell cell, int hiddenSize, int numLayers) {
    Checks.atLeast(hiddenSize, 1, "hiddenSize");
    Checks.atLeast(numLayers, 1, "numLayers");
    requireNoHead("recurrent layers");
    added = layers.size();
    for (int i = 0; i < numLayers; i++) {
      layers.add(new LayerSpec(cell, hiddenSize, false, true, i == 0));
    }
    return this;
  }

  /**
   * Gives the layer or layers that were added last a second direction, which reads each sequence
   * from its end; the output is both side by side, {@code [forward | reverse]}, twice as wide.
   *
   * @throws IllegalStateException if no recurrent layer was added yet, or a linear head after it
   */
  public NetworkBuilder bidirectional() {
    requireLayer();
    requireNoHead("bidirectional()");
    for (int i = added; i < layers.size(); i++) {
      layers.set(i, layers.get(i).inBothDirections());
    }
    return this;
  }

  /** Whether the recurrent layers have biases; true unless said. */
  public NetworkBuilder bias(boolean bias) {
    this.bias = bias;
    return this;
  }

  /**
   * Dropout on the output of every recurrent layer but the last, 0 unless said; a network of one
   * layer has none, nor has what a head reads. It takes place in workspaces that train only, see
   * {@link Workspace#train}.
   *
   * @param p probability of a unit to become 0, from 0 to below 1; the others are multiplied by
   *     {@code 1 / (1 - p)}
   */
  public NetworkBuilder dropout(float p) {
    this.dropout = Checks.fraction(p, "p");
    return this;
  }

  /**
   * A linear head on every step, from the output of the last layer to {@code classes} logits. It
   * comes after the recurrent layers, and once.
   *
   * @throws IllegalStateException if there is one
   */
  public NetworkBuilder linear(int classes) {
    return linear(classes, true);
  }

  /**
   * A linear head on every step, with a bias or without. It comes after the recurrent layers, and
   * once.
   *
   * @throws IllegalStateException if there is one
   */
  public NetworkBuilder linear(int classes, boolean bias) {
    Checks.atLeast(classes, 1, "classes");
    requireNoHead("a linear head");
    this.classes = classes;
    this.headBias = bias;
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
   * @throws IllegalStateException if no recurrent layer was named, or no back end of the kernels
   *     runs here
   * @throws IllegalArgumentException if the sizes do not fit arrays
   */
  public Network build() {
    Structure structure = structure();
    Parameters parameters = new Parameters(structure.slices());
    Initializer.draw(parameters, structure, initialization, seed);
    return new Network(structure, metadata, parameters, FileNames.OWN);
  }

  Structure structure() {
    requireLayer();
    List<LayerSpec> specs = layers.stream().map(layer -> layer.withBias(bias)).toList();
    return new Structure(vocabulary, inputSize, specs, dropout, classes, headBias);
  }

  Map<String, String> metadata() {
    return metadata;
  }

  private void requireNoHead(String what) {
    if (classes != 0) {
      throw new IllegalStateException(
          what + " cannot follow linear(" + classes + "): a network ends with its linear head");
    }
  }

  private void requireLayer() {
    if (layers.isEmpty()) {
      throw new IllegalStateException(
          "a network needs a recurrent layer, call rnn(hiddenSize), gru or lstm first");
    }
  }
}
