package io.vecurrent.rnn.safetensors;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the JSON of a header. The same content gives the same bytes. */
final class HeaderWriter {
  private static final int ALIGNMENT = 8;

  private final StringBuilder out = new StringBuilder("{");

  private HeaderWriter() {}

  /**
   * The bytes of a header, without the length in front, padded with spaces to a multiple of 8 so
   * that the data is aligned.
   *
   * @param metadata written first, in this order, and left out if empty
   * @param tensors written in this order
   */
  static byte[] bytes(Map<String, String> metadata, List<TensorInfo> tensors) {
    HeaderWriter writer = new HeaderWriter();
    writer.metadata(metadata);
    tensors.forEach(writer::tensor);
    return padded(writer.out.append('}').toString());
  }

  private void metadata(Map<String, String> metadata) {
    if (metadata.isEmpty()) {
      return;
    }
    key(Header.METADATA);
    out.append('{');
    metadata.forEach(
        (k, v) -> {
          key(k);
          string(v);
        });
    out.append('}');
  }

  private void tensor(TensorInfo tensor) {
    key(tensor.name());
    out.append("{\"dtype\":\"").append(tensor.dtype()).append("\",\"shape\":");
    numbers(tensor.shape());
    out.append(",\"data_offsets\":");
    numbers(tensor.begin(), tensor.end());
    out.append('}');
  }

  private void key(String key) {
    if (out.charAt(out.length() - 1) != '{') {
      out.append(',');
    }
    string(key);
    out.append(':');
  }

  private void numbers(int... numbers) {
    out.append('[');
    for (int i = 0; i < numbers.length; i++) {
      out.append(i == 0 ? "" : ",").append(numbers[i]);
    }
    out.append(']');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static byte[] padded(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(bytes, bytes.length + (-bytes.length & (ALIGNMENT - 1)));
    Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
    return padded;
  }
}
