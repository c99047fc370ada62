package io.vecurrent.onnx.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.internal.AllocationMeter;
import io.vecurrent.onnx.OnnxModel;
import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Workspace;

/**
 * What must hold for any bytes that are given as an ONNX file: they are a network that computes, or
 * are refused by a {@link ModelFormatException}, at a cost that their length bounds. {@code mvn
 * -Pfuzz} lets Jazzer look for bytes that break this; {@link OnnxCorpusTest} replays those it has
 * found interesting.
 */
public final class OnnxFileFuzz {
  private static final String NAME = "fuzz.onnx";

  /** What any file may cost, however short: its nodes, 16 MB at most, and messages. */
  private static final long FREE_BYTES = 17 << 20;

  /** What each byte may cost: a column of weights of one unit is packed to sixteen. */
  private static final long BYTES_PER_BYTE = 100;

  private static final int ATTEMPTS = 3;

  private static final int LONGEST_MESSAGE = 1 << 14;

  private OnnxFileFuzz() {}

  /** Jazzer's entry point: throws if the input breaks a promise. */
  public static void fuzzerTestOneInput(byte[] input) {
    long allowed = FREE_BYTES + BYTES_PER_BYTE * input.length;
    for (int attempt = 1; ; attempt++) {
      long before = AllocationMeter.bytes();
      read(input);
      long allocated = AllocationMeter.bytes() - before;
      if (allocated <= allowed) {
        return;
      }
      // Classes that are loaded on the way (and instrumented) cost more the first time.
      assertTrue(attempt < ATTEMPTS, allocated + " bytes for a file of " + input.length);
    }
  }

  private static void read(byte[] input) {
    OnnxModel model = orNull(() -> OnnxModel.read(input, NAME));
    if (model == null) {
      return;
    }
    Network whole = orNull(model::network);
    if (whole != null) {
      computes(whole);
    }
    for (String operator : model.operators()) {
      Network one = orNull(() -> model.network(operator));
      assertTrue(one != null || whole == null, operator);
    }
  }

  /** What comes of bytes that may be refused. */
  private interface Reading<T> {
    T get() throws ModelFormatException;
  }

  private static <T> T orNull(Reading<T> reading) {
    try {
      return reading.get();
    } catch (ModelFormatException e) {
      String message = e.getMessage();
      assertTrue(message.startsWith(NAME + ": "), message);
      assertTrue(message.length() < LONGEST_MESSAGE, message);
      assertTrue(message.chars().noneMatch(Character::isISOControl), message);
      return null;
    }
  }

  private static void computes(Network network) {
    Workspace workspace = network.workspace(2, 1);
    if (network.vocabulary() > 0) {
      network.forward(new int[2], 2, 1, null, workspace);
    } else {
      network.forward(new float[2 * network.inputSize()], 2, 1, null, workspace);
    }
    workspace.copyOutputs(new float[2 * network.outputSize()], 0);
    assertEquals(2, workspace.time());
  }
}
