package io.vecurrent.rnn.safetensors;

import java.util.List;
import java.util.Map;

/**
 * The content of a header, checked: the tensors tile the data.
 *
 * @param metadata the entry {@code __metadata__}, empty if there is none; in the order of the file
 * @param tensors in the order of the header
 */
record Header(Map<String, String> metadata, List<TensorInfo> tensors) {
  /** The name that is no tensor. */
  static final String METADATA = "__metadata__";

  /** The longest header in bytes: the format's own limit. */
  static final int MAX_LENGTH = 100_000_000;

  /** The bytes in front of the header, which hold its length. */
  static final int LENGTH_BYTES = 8;
}
