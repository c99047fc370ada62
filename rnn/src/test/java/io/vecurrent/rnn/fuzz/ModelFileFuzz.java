package io.vecurrent.rnn.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.internal.AllocationMeter;
import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.ParameterSlice;
import io.vecurrent.rnn.StateDict;
import io.vecurrent.rnn.Workspace;
import io.vecurrent.rnn.safetensors.Safetensors;
import io.vecurrent.rnn.safetensors.SafetensorsReader;
import io.vecurrent.rnn.safetensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What must hold for any bytes that are given as a model file: they load whole or are refused by a
 * {@link ModelFormatException}, at a cost that their length bounds. {@code mvn -Pfuzz} lets Jazzer
 * look for bytes that break this; {@link CorpusTest} replays those it has found interesting.
 */
public final class ModelFileFuzz {
  /** What any file may cost, however short: messages, the structure of a network. */
  private static final long FREE_BYTES = 1 << 20;

  /** What each byte of a file may cost: a number of two characters in the header becomes 70. */
  private static final long BYTES_PER_BYTE = 50;

  private static final int ATTEMPTS = 3;

  /** Models whose files have names of their own. */
  private static final List<StateDict> STATE_DICTS =
      List.of(
          new StateDict().gru("").linear("fc", false),
          new StateDict().embedding("e").rnn("a").lstm("b"));

  /** Of a state_dict: four lists of 64 names of 80 characters, each escaped to six, and shapes. */
  private static final int LONGEST_MESSAGE = 1 << 17;

  /** A network's size in memory: its parameters and their packed copy of at least 16 rows. */
  private static final long MOST_PARAMETERS = 1 << 20;

  private final Path path;
  private final Path copy;
  private String lastRefusal;

  /** Writes its files to that folder. */
  ModelFileFuzz(Path folder) {
    this.path = folder.resolve("model.safetensors");
    this.copy = folder.resolve("copy.safetensors");
  }

  /** What Jazzer runs; one set of files for each process. */
  private static final class Shared {
    static final ModelFileFuzz INSTANCE = create();

    private static ModelFileFuzz create() {
      try {
        Path folder = Files.createTempDirectory("vecurrent-fuzz");
        ModelFileFuzz fuzz = new ModelFileFuzz(folder);
        folder.toFile().deleteOnExit();
        fuzz.path.toFile().deleteOnExit();
        fuzz.copy.toFile().deleteOnExit();
        return fuzz;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Jazzer's entry point: throws if the input breaks a promise. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Shared.INSTANCE.check(input);
  }

  /** Checks the bytes as a file, and as a header and data to which the length is put in front. */
  void check(byte[] input) throws IOException {
    checkFile(input);
    checkFile(framed(input));
  }

  /**
   * A file made of a header, the bytes up to the first 0 (JSON has none), and of data, those behind
   * it. So a mutation of the header's length does not hide behind a wrong length field.
   */
  static byte[] framed(byte[] input) {
    int header = 0;
    while (header < input.length && input[header] != 0) {
      header++;
    }
    int data = Math.min(input.length, header + 1);
    return ByteBuffer.allocate(8 + header + input.length - data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header)
        .put(input, 0, header)
        .put(input, data, input.length - data)
        .array();
  }

  private void checkFile(byte[] file) throws IOException {
    Files.write(path, file);
    Safetensors inMemory = get(file.length, () -> SafetensorsReader.read(file, path.toString()));
    String refusal = lastRefusal;
    Safetensors onDisk = get(file.length, () -> SafetensorsReader.read(path));
    assertEquals(refusal, lastRefusal);
    Network network = get(file.length, () -> Network.load(path));
    if (inMemory == null) {
      assertEquals(refusal, lastRefusal);
      return;
    }
    checkSame(inMemory, onDisk);
    if (network != null) {
      checkWhole(inMemory, network);
    }
    for (StateDict modules : STATE_DICTS) {
      Network described = get(file.length, () -> modules.load(path));
      if (described != null) {
        checkWhole(inMemory, described);
      }
    }
  }

  /** What comes of bytes that may be refused. */
  private interface Reading<T> {
    T get() throws IOException;
  }

  /**
   * The result, or null and the reason in {@link #lastRefusal}; at a bounded cost. Classes that are
   * loaded on the way (and instrumented, by the fuzzer) cost more the first time.
   */
  private <T> T get(int length, Reading<T> reading) throws IOException {
    long allowed = FREE_BYTES + BYTES_PER_BYTE * length;
    for (int attempt = 1; ; attempt++) {
      long before = AllocationMeter.bytes();
      T result = getOrNull(reading);
      long allocated = AllocationMeter.bytes() - before;
      if (allocated <= allowed) {
        return result;
      }
      assertTrue(attempt < ATTEMPTS, allocated + " bytes for a file of " + length);
    }
  }

  private <T> T getOrNull(Reading<T> reading) throws IOException {
    lastRefusal = null;
    try {
      return reading.get();
    } catch (ModelFormatException e) {
      lastRefusal = e.getMessage();
      checkMessage(lastRefusal);
      return null;
    }
  }

  private void checkSame(Safetensors inMemory, Safetensors onDisk) throws IOException {
    assertEquals(inMemory.names(), onDisk.names());
    assertEquals(inMemory.metadata(), onDisk.metadata());
    for (String name : inMemory.names()) {
      Tensor tensor = inMemory.get(name);
      assertEquals(tensor.bytes(), onDisk.get(name).bytes());
      int length = tensor.bytes().remaining();
      float[] floats = get(length, tensor::toFloats);
      double[] doubles = get(length, tensor::toDoubles);
      long[] longs = get(length, tensor::toLongs);
      int converted = floats != null ? floats.length : longs != null ? longs.length : 0;
      assertTrue(converted == 0 || converted == tensor.elementCount());
      assertTrue(floats == null ? doubles == null : longs == null && doubles.length == converted);
    }
  }

  private void checkMessage(String message) {
    assertTrue(message.startsWith(path + ": "), message);
    assertTrue(message.length() < LONGEST_MESSAGE, message);
    assertTrue(message.chars().noneMatch(Character::isISOControl), message);
  }

  /** Every element of the file is in the network, finite, and saved again with the same bits. */
  private void checkWhole(Safetensors content, Network network) throws IOException {
    float[] values = network.parameters().values();
    int elements = 0;
    for (String name : content.names()) {
      elements += content.get(name).elementCount();
    }
    assertEquals(elements, values.length);
    for (ParameterSlice slice : network.parameters().slices().values()) {
      if (content.contains(slice.name())) {
        assertArrayEquals(content.get(slice.name()).toFloats(), slice.copyFrom(values));
      }
    }
    network.save(copy);
    Network again = Network.load(copy);
    assertEquals(network.toString(), again.toString());
    assertEquals(network.metadata(), again.metadata());
    assertArrayEquals(values, again.parameters().values());
    if (values.length < MOST_PARAMETERS) {
      computes(network);
    }
  }

  private static void computes(Network network) {
    Workspace workspace = network.workspace(2, 1);
    if (network.vocabulary() > 0) {
      network.forward(new int[2], 2, 1, null, workspace);
    } else {
      network.forward(new float[2 * network.inputSize()], 2, 1, null, workspace);
    }
  }
}
