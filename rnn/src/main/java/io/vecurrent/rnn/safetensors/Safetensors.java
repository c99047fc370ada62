package io.vecurrent.rnn.safetensors;

import io.vecurrent.rnn.ModelFormatException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The content of a safetensors file: named tensors and a table of strings. Immutable and safe to
 * share between threads, under the condition that {@link Tensor} names.
 */
public final class Safetensors {
  private final String source;
  private final Map<String, String> metadata;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final List<String> names;

  /** The tensors of a checked header; {@code data} holds all data from index 0, not copied. */
  Safetensors(String source, Header header, ByteBuffer data) {
    this.source = source;
    this.metadata = header.metadata();
    for (TensorInfo info : header.tensors()) {
      tensors.put(info.name(), new Tensor(source, info, data));
    }
    this.names = Collections.unmodifiableList(new ArrayList<>(tensors.keySet()));
  }

  /**
   * What names the file in messages.
   *
   * @return the path as it was given, or the name that came with the bytes
   */
  public String source() {
    return source;
  }

  /**
   * The names of all tensors.
   *
   * @return an immutable list in the order of the file's header
   */
  public List<String> names() {
    return names;
  }

  /**
   * Whether there is a tensor of this name.
   *
   * @param name compared exactly
   * @return true if {@link #get} would find it
   */
  public boolean contains(String name) {
    return tensors.containsKey(Objects.requireNonNull(name, "name"));
  }

  /**
   * The tensor of this name.
   *
   * @param name compared exactly
   * @return the tensor, the same one on each call
   * @throws ModelFormatException if the file has no such tensor; the message lists those it has
   */
  public Tensor get(String name) throws ModelFormatException {
    Tensor tensor = tensors.get(Objects.requireNonNull(name, "name"));
    if (tensor == null) {
      String found = names.isEmpty() ? "no tensors" : Text.list(names);
      throw new ModelFormatException(
          source + ": tensor " + Text.quote(name) + " is missing, the file has " + found);
    }
    return tensor;
  }

  /**
   * The file's own notes, the entry {@code __metadata__}.
   *
   * @return an immutable map in the order of the file; empty if there is no such entry
   */
  public Map<String, String> metadata() {
    return metadata;
  }
}
