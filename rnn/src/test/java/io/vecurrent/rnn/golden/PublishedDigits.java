package io.vecurrent.rnn.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.Near;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * The digits that the source printed. A metadata entry {@code published.NAME} says which tensor
 * they belong to, at which index, and within what; the tensor of the same name holds them as
 * numbers.
 */
final class PublishedDigits {
  private record Computed(int[] shape, double[] values, double error) {}

  private final GoldenFile file;
  private final Map<String, Computed> computed = new HashMap<>();

  PublishedDigits(GoldenFile file) {
    this.file = file;
  }

  /** What the library computed for a tensor; {@code error} is added to what the digits allow. */
  void put(String name, int[] shape, double[] values, double error) {
    int count = 1;
    for (int dimension : shape) {
      count *= dimension;
    }
    assertEquals(count, values.length, file.at(name));
    computed.put(name, new Computed(shape, values, error));
  }

  /** Compares a whole tensor of the file, within {@code error}, and keeps it for the digits. */
  void compare(String name, double[] values, double error) {
    Near.within(file.at(name), file.doubles(name), values, error);
    put(name, file.shape(name), values, error);
  }

  /** Compares all published digits; a file made from another seed has none. */
  void check() {
    for (String key : file.metadata().keySet()) {
      if (key.startsWith("published.")) {
        check(key);
      }
    }
    for (String name : file.names()) {
      assertTrue(
          !name.startsWith("published.") || file.metadata().containsKey(name),
          file.at(name) + " without a metadata entry");
    }
  }

  private void check(String key) {
    Matcher entry =
        file.parse(
            key,
            "\\{\"of\": \"([^\"]+)\", \"index\": \\[([0-9, ]*)\\], \"text\": \"(.*)\","
                + " \"decimals\": (\\d+), \"within\": ([-+.0-9eE]+)\\}");
    String name = entry.group(1);
    Computed tensor = computed.get(name);
    assertTrue(tensor != null, file.at(key) + " belongs to " + name + ", which is not computed");
    double[] published = file.doubles(key);
    int offset = offset(tensor.shape, entry.group(2), published.length, key);
    double tolerance = Double.parseDouble(entry.group(5)) + tensor.error;
    for (int i = 0; i < published.length; i++) {
      double value = tensor.values[offset + i];
      Near.within(file.at(key) + " number " + i, published[i], value, tolerance);
    }
    assertPrinted(key, entry.group(3), published);
  }

  /** The tensor holds the printed text, number by number. */
  private void assertPrinted(String key, String text, double[] published) {
    String[] words = text.replaceAll("[\\[\\],]", " ").trim().split("\\s+");
    assertEquals(words.length, published.length, file.at(key));
    for (int i = 0; i < words.length; i++) {
      Near.within(file.at(key), Double.parseDouble(words[i]), published[i], 0);
    }
  }

  private int offset(int[] shape, String index, int count, String key) {
    String[] parts = index.isBlank() ? new String[0] : index.split(",\\s*");
    int offset = 0;
    int rest = 1;
    for (int i = 0; i < shape.length; i++) {
      offset = offset * shape[i] + (i < parts.length ? Integer.parseInt(parts[i].trim()) : 0);
      rest *= i < parts.length ? 1 : shape[i];
    }
    assertEquals(rest, count, file.at(key) + ": numbers at that index");
    return offset;
  }
}
