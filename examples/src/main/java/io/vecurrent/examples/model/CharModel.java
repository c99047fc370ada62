package io.vecurrent.examples.model;

import io.vecurrent.examples.text.Alphabet;
import io.vecurrent.examples.text.Corpus;
import io.vecurrent.examples.text.InputException;
import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.Network;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A network that predicts the next character, and what its file says besides: the alphabet, what to
 * begin a sample with, whether the text was a list of lines.
 */
public final class CharModel {
  private static final String ALPHABET = "quickstart.alphabet";
  private static final String PROMPT = "quickstart.prompt";
  private static final String LIST = "quickstart.list";
  private static final String NAMES = "quickstart.unicode-names";

  private final Network network;
  private final Alphabet alphabet;

  private CharModel(Network network, Alphabet alphabet) {
    this.network = network;
    this.alphabet = alphabet;
  }

  /**
   * A new model of a text.
   *
   * @param unicodeNames whether the text is the default one
   */
  public static CharModel create(Corpus corpus, boolean unicodeNames, int hidden, long seed) {
    int size = corpus.alphabet().size();
    Network network =
        Network.builder(size)
            .rnn(hidden)
            .linear(size)
            .seed(seed)
            .metadata(ALPHABET, corpus.alphabet().toString())
            .metadata(PROMPT, corpus.prompt())
            .metadata(LIST, Boolean.toString(corpus.isList()))
            .metadata(NAMES, Boolean.toString(unicodeNames))
            .build();
    return new CharModel(network, corpus.alphabet());
  }

  /**
   * Loads what {@link #save} wrote.
   *
   * @throws InputException if there is no such file, or it is no model of this program
   */
  public static CharModel load(Path path) {
    Network network = network(path);
    try {
      Alphabet alphabet = Alphabet.parse(required(network, ALPHABET));
      alphabet.encode(required(network, PROMPT));
      if (required(network, PROMPT).isEmpty()
          || !network.hasHead()
          || network.inputSize() != alphabet.size()
          || network.outputSize() != alphabet.size()) {
        throw new IllegalArgumentException("its sizes do not fit its alphabet");
      }
      return new CharModel(network, alphabet);
    } catch (IllegalArgumentException e) {
      throw new InputException(path + ": is not a model of this program: " + e.getMessage());
    }
  }

  private static Network network(Path path) {
    if (Files.isDirectory(path)) {
      throw new InputException(path + ": is a directory, not a model file");
    }
    try {
      return Network.load(path);
    } catch (NoSuchFileException e) {
      throw new InputException(path + ": there is no such file");
    } catch (AccessDeniedException e) {
      throw new InputException(path + ": reading it is not permitted");
    } catch (ModelFormatException e) {
      throw new InputException("not a model file: " + e.getMessage());
    } catch (IOException e) {
      throw new InputException(path + ": cannot be read: " + e.getMessage());
    }
  }

  private static String required(Network network, String key) {
    String value = network.metadata().get(key);
    if (value == null) {
      throw new IllegalArgumentException("its metadata has no " + key);
    }
    return value;
  }

  /** Saves the model: the old file stays whole until the new one is. */
  public void save(Path path) throws IOException {
    network.save(path);
  }

  /** The network: input and output are as wide as the alphabet. */
  public Network network() {
    return network;
  }

  /** The characters that it knows. */
  public Alphabet alphabet() {
    return alphabet;
  }

  /** What to feed before the network goes on by itself. */
  public String prompt() {
    return network.metadata().get(PROMPT);
  }

  /** Whether it has learned a list of lines, and not running text. */
  public boolean isList() {
    return Boolean.parseBoolean(network.metadata().get(LIST));
  }

  /** Whether it has learned the default text. */
  public boolean knowsUnicodeNames() {
    return Boolean.parseBoolean(network.metadata().get(NAMES));
  }
}
