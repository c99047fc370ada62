package io.vecurrent.rnn;

import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.safetensors.Safetensors;
import io.vecurrent.rnn.safetensors.SafetensorsReader;
import io.vecurrent.rnn.safetensors.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The modules of a PyTorch model, in the order of computation and by the names that the model gives
 * them: what it takes to load and save its {@code state_dict} as safetensors.
 *
 * <pre>{@code
 * // self.emb = nn.Embedding(27, 7); self.lstm = nn.LSTM(7, 13, 2, bidirectional=True);
 * // self.fc = nn.Linear(26, 5)
 * // safetensors.torch.save_file(model.state_dict(), "tagger.safetensors")
 * StateDict tagger = new StateDict().embedding("emb").lstm("lstm").linear("fc");
 * Network network = tagger.load(Path.of("tagger.safetensors"));
 * }</pre>
 *
 * <p>A name is the path of a module in the model, {@code model.encoder.rnn} for instance; the empty
 * name stands for a model that is nothing but an {@code nn.LSTM}. Sizes, layers, directions and the
 * biases of recurrent modules come from names and shapes. Every tensor of the file must belong to a
 * module that is named here, and no tensor of a module may be missing.
 *
 * <p>Elements may be F32, F64 (rounded to nearest), F16 or BF16. What a state_dict does not hold is
 * not known: {@code batch_first} (sequences are time-major here), {@code padding_idx}, the dropout,
 * which {@link #dropout} says, and the nonlinearity of an {@code nn.RNN}, which {@link #rnn(String,
 * Nonlinearity)} says. {@code proj_size} is not supported.
 *
 * <p>Immutable: each method returns a new description.
 */
public final class StateDict {
  private static final float NOT_SAID = -1;

  private final List<TorchModule> modules;
  private final float dropout;

  /** A model without modules, to begin with. */
  public StateDict() {
    this(List.of(), NOT_SAID);
  }

  private StateDict(List<TorchModule> modules, float dropout) {
    this.modules = modules;
    this.dropout = dropout;
  }

  /** The same with an {@code nn.Embedding}, which comes first. */
  public StateDict embedding(String name) {
    return with(TorchModule.Kind.EMBEDDING, name);
  }

  /** The same with an {@code nn.RNN} with tanh behind the modules so far. */
  public StateDict rnn(String name) {
    return rnn(name, Nonlinearity.TANH);
  }

  /** The same with an {@code nn.RNN} behind the modules so far. */
  public StateDict rnn(String name, Nonlinearity nonlinearity) {
    boolean relu = Checks.notNull(nonlinearity, "nonlinearity") == Nonlinearity.RELU;
    return with(relu ? TorchModule.Kind.RNN_RELU : TorchModule.Kind.RNN_TANH, name);
  }

  /** The same with an {@code nn.GRU} behind the modules so far. */
  public StateDict gru(String name) {
    return with(TorchModule.Kind.GRU, name);
  }

  /** The same with an {@code nn.LSTM} behind the modules so far. */
  public StateDict lstm(String name) {
    return with(TorchModule.Kind.LSTM, name);
  }

  /** The same with an {@code nn.Linear} on every step, which comes last. */
  public StateDict linear(String name) {
    return linear(name, true);
  }

  /** The same with an {@code nn.Linear} that has a bias or none. */
  public StateDict linear(String name, boolean bias) {
    return with(bias ? TorchModule.Kind.LINEAR : TorchModule.Kind.LINEAR_WITHOUT_BIAS, name);
  }

  /**
   * The same with dropout between the recurrent layers, for a network that is trained further; see
   * {@link NetworkBuilder#dropout}.
   *
   * @param probability in [0, 1)
   */
  public StateDict dropout(float probability) {
    return new StateDict(modules, Checks.fraction(probability, "probability"));
  }

  StateDict with(TorchModule.Kind kind, String name) {
    if (Checks.notNull(name, "name").indexOf('\n') >= 0) {
      throw new IllegalArgumentException("name: has a line break, " + Text.quote(name));
    }
    for (TorchModule module : modules) {
      if (module.name().equals(name)) {
        throw new IllegalArgumentException("name: " + Text.quote(name) + " is taken by " + module);
      }
    }
    boolean ended = !modules.isEmpty() && last().kind().isLinear();
    boolean inOrder =
        switch (kind) {
          case EMBEDDING -> modules.isEmpty();
          case LINEAR, LINEAR_WITHOUT_BIAS -> !modules.isEmpty() && last().kind().isRecurrent();
          default -> !ended;
        };
    if (!inOrder) {
      throw new IllegalStateException(
          kind.title()
              + " cannot follow "
              + (modules.isEmpty() ? "nothing" : last())
              + ": an embedding comes first, a linear layer last, recurrent ones between");
    }
    List<TorchModule> more = new ArrayList<>(modules);
    more.add(new TorchModule(kind, name));
    return new StateDict(List.copyOf(more), dropout);
  }

  private TorchModule last() {
    return modules.get(modules.size() - 1);
  }

  /**
   * Loads a state_dict. {@link Network#save} writes the same names again.
   *
   * @throws ModelFormatException if a tensor is missing, left over or misshapen, not
   *     floating-point, not finite or beyond the range of a float; the message lists what was
   *     expected and what was found
   * @throws IllegalStateException if no recurrent module was named
   * @throws IOException if the file cannot be read
   */
  public Network load(Path path) throws IOException {
    Checks.notNull(path, "path");
    requireRecurrent();
    return read(SafetensorsReader.read(path));
  }

  /**
   * {@link #load(Path)} of a file that is in memory already, a resource of the program for
   * instance.
   *
   * @param bytes the whole file; not kept
   * @param sourceName names it in messages
   * @throws ModelFormatException as there
   */
  public Network load(byte[] bytes, String sourceName) throws ModelFormatException {
    Checks.notNull(bytes, "bytes");
    Checks.notNull(sourceName, "sourceName");
    requireRecurrent();
    return read(SafetensorsReader.read(bytes, sourceName));
  }

  Network read(Safetensors file) throws ModelFormatException {
    StateDictFile dict = new StateDictFile(file, modules, dropout);
    return ModelFile.load(file, dict.structure(), dict.names());
  }

  /**
   * Saves a network under the names of this model's parameters, so that PyTorch's {@code
   * load_state_dict} takes them: {@link Network#save} with these names instead of those that the
   * network came with.
   *
   * <p>A single recurrent module takes all recurrent layers, as many modules as there are layers
   * take one each. Otherwise each takes the layers that one call of the {@link NetworkBuilder}, or
   * one module of the model that was loaded, has made; or, if that makes another number of modules,
   * a run of layers of the same kind and size.
   *
   * @throws IllegalArgumentException if the network has other modules than these
   * @throws IllegalStateException if no recurrent module was named, or a parameter is NaN or
   *     infinite
   * @throws IOException if the file cannot be written; the old file stays
   */
  public void save(Network network, Path path) throws IOException {
    Checks.notNull(network, "network");
    Checks.notNull(path, "path");
    requireRecurrent();
    ModelFile.save(network, FileNames.fit(modules, network.structure()), path);
  }

  void requireRecurrent() {
    if (modules.stream().noneMatch(module -> module.kind().isRecurrent())) {
      throw new IllegalStateException(
          "a state_dict needs a recurrent module, call rnn(name), gru or lstm first");
    }
  }

  /** The modules. */
  @Override
  public String toString() {
    return "StateDict" + modules;
  }
}
