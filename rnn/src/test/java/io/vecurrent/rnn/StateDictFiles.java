package io.vecurrent.rnn;

import io.vecurrent.rnn.safetensors.Safetensors;
import io.vecurrent.rnn.safetensors.SafetensorsReader;
import io.vecurrent.rnn.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Writes and reads shapes of state_dicts. */
final class StateDictFiles {
  private StateDictFiles() {}

  /** Seeded floats in these shapes. */
  static void write(Path path, Map<String, int[]> tensors) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    int seed = 0;
    for (Map.Entry<String, int[]> tensor : tensors.entrySet()) {
      int size = Arrays.stream(tensor.getValue()).reduce(1, (a, b) -> a * b);
      writer.add(tensor.getKey(), tensor.getValue(), Data.floats(seed++, size), 0);
    }
    writer.write(path);
  }

  /** The shapes of a file, sorted by name. */
  static Map<String, int[]> shapes(Path path) throws IOException {
    Safetensors file = SafetensorsReader.read(path);
    Map<String, int[]> shapes = new TreeMap<>();
    for (String name : file.names()) {
      shapes.put(name, file.get(name).shape());
    }
    return shapes;
  }
}
