package io.vecurrent.rnn.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.vecurrent.rnn.safetensors.Safetensors;
import io.vecurrent.rnn.safetensors.SafetensorsReader;
import io.vecurrent.rnn.safetensors.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of reference numbers. It remembers which tensors were asked for, so that a test can fail
 * when a file holds something that it does not look at.
 */
final class GoldenFile {
  private final String label;
  private final Safetensors content;
  private final Set<String> used = new TreeSet<>();

  GoldenFile(String label, Path path) throws IOException {
    this.label = label;
    this.content = SafetensorsReader.read(path);
  }

  /** Where in its folder the file stands. */
  String label() {
    return label;
  }

  /** The name of a tensor of this file, for messages. */
  String at(String name) {
    return label + ": " + name;
  }

  boolean has(String name) {
    return content.contains(name);
  }

  List<String> names() {
    return content.names();
  }

  /** The metadata entry; fails if there is none. */
  String text(String key) {
    String value = content.metadata().get(key);
    return value != null ? value : fail(label + ": no metadata entry " + key);
  }

  String text(String key, String otherwise) {
    return content.metadata().getOrDefault(key, otherwise);
  }

  Map<String, String> metadata() {
    return content.metadata();
  }

  int integer(String key) {
    return Integer.parseInt(text(key));
  }

  private Tensor tensor(String name) {
    try {
      used.add(name);
      return content.get(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int[] shape(String name) {
    return tensor(name).shape();
  }

  double[] doubles(String name) {
    try {
      return tensor(name).toDoubles();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double scalar(String name) {
    double[] values = doubles(name);
    assertEquals(1, values.length, at(name));
    return values[0];
  }

  /** Floats, rounded if the file has doubles. */
  float[] rounded(String name) {
    try {
      return tensor(name).toFloats();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Floats; fails if the file has doubles that are none. */
  float[] floats(String name) {
    float[] values = rounded(name);
    double[] wide = doubles(name);
    for (int i = 0; i < values.length; i++) {
      assertTrue(
          Double.compare(values[i], wide[i]) == 0,
          at(name) + " element " + i + " is no float: " + wide[i]);
    }
    return values;
  }

  int[] ints(String name) {
    try {
      long[] values = tensor(name).toLongs();
      int[] narrow = new int[values.length];
      for (int i = 0; i < values.length; i++) {
        narrow[i] = Math.toIntExact(values[i]);
      }
      return narrow;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails if the file holds a tensor that nobody asked for. */
  void requireAllUsed() {
    List<String> rest = new ArrayList<>(content.names());
    rest.removeAll(used);
    assertTrue(rest.isEmpty(), label + ": tensors that this test does not know: " + rest);
  }

  /** The groups of a metadata entry that must match the whole pattern. */
  Matcher parse(String key, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text(key));
    assertTrue(
        matcher.matches(), label + ": metadata entry " + key + " is not understood: " + text(key));
    return matcher;
  }

  /** Reads {@code {"name": number, ...}}; 0 entries if the key is missing. */
  double number(String key, String name, double otherwise) {
    Matcher matcher =
        Pattern.compile(Pattern.quote("\"" + name + "\"") + ":\\s*([-+.0-9eE]+)")
            .matcher(text(key, ""));
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : otherwise;
  }
}
