package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.Precision;
import io.vecurrent.rnn.team.Team;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens as input: the bits of feeding the table's rows as floats, in both directions. */
class EmbeddingTest {
  private static final int VOCABULARY = 9;
  private static final int TIME = 7;
  private static final int BATCH = 3;

  private static NetworkBuilder layers(NetworkBuilder builder) {
    return builder.lstm(6, 2).bidirectional().gru(5).linear(4).seed(11);
  }

  private static Network network(int dimension) {
    return layers(Network.embedding(VOCABULARY, dimension)).build();
  }

  /** The same layers behind an input of floats. */
  private static Network twin(Network network) {
    Network twin = layers(Network.builder(network.inputSize())).build();
    for (String name : twin.parameters().slices().keySet()) {
      twin.parameters().set(name, network.parameters().get(name));
    }
    return twin;
  }

  private static int[] tokens(long seed, int length) {
    // Token 8 never occurs, token 0 rarely.
    Random random = new Random(seed);
    int[] tokens = new int[length];
    for (int i = 0; i < length; i++) {
      tokens[i] = i % 4 == 0 ? 3 : 1 + random.nextInt(VOCABULARY - 2);
    }
    tokens[length / 2] = 0;
    return tokens;
  }

  /** The table's rows; {@code NaN} beyond the lengths. */
  private static float[] rows(Network network, int[] tokens, int[] lengths) {
    float[] table = network.parameters().get("embedding.weight");
    int dimension = network.inputSize();
    float[] rows = new float[tokens.length * dimension];
    for (int i = 0; i < tokens.length; i++) {
      if (i / BATCH < lengths[i % BATCH]) {
        System.arraycopy(table, tokens[i] * dimension, rows, i * dimension, dimension);
      } else {
        Arrays.fill(rows, i * dimension, (i + 1) * dimension, Float.NaN);
      }
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({"1, 7 7 7", "5, 2 7 4", "16, 7 7 7", "40, 7 1 7", "130, 3 7 5"})
  void tokensAreRowsOfTheTable(int dimension, String lengthText) {
    int[] lengths = Arrays.stream(lengthText.split(" ")).mapToInt(Integer::parseInt).toArray();
    Network network = network(dimension);
    Network twin = twin(network);
    int[] tokens = tokens(dimension, TIME * BATCH);
    int[] targets = Data.targets(2, TIME * BATCH, 4);
    float[] x = rows(network, tokens, lengths);
    Workspace workspace = network.workspace(TIME, BATCH);
    Workspace other = twin.workspace(TIME, BATCH);
    State state = Data.state(network, BATCH, 3);
    State otherState = Data.state(twin, BATCH, 3);
    network.forward(tokens, TIME, BATCH, lengths, state, workspace);
    twin.forward(x, TIME, BATCH, lengths, otherState, other);
    Near.bits("outputs", Data.outputs(twin, other), Data.outputs(network, workspace));
    Near.bits("states", otherState.toArray(), state.toArray());
    assertEquals(
        SoftmaxCrossEntropy.of(other, targets), SoftmaxCrossEntropy.of(workspace, targets));
    float[] gradients = new float[network.parameters().size()];
    Arrays.fill(gradients, Float.NaN);
    float[] expected = twin.newGradients();
    float[] inputGradients = new float[x.length];
    network.backward(workspace, gradients);
    twin.backward(other, expected, inputGradients, null);
    for (String name : twin.parameters().slices().keySet()) {
      float[] wanted = twin.parameters().slice(name).copyFrom(expected);
      Near.bits(name, wanted, network.parameters().slice(name).copyFrom(gradients));
    }
    Near.bits(
        "table",
        tableGradient(tokens, lengths, inputGradients, dimension),
        network.parameters().slice("embedding.weight").copyFrom(gradients));
  }

  /** Rows summed over time, then batch, the longest sequence first. */
  private static float[] tableGradient(int[] tokens, int[] lengths, float[] dx, int dimension) {
    Integer[] order = {0, 1, 2};
    Arrays.sort(order, (a, b) -> Integer.compare(lengths[b], lengths[a]));
    float[] gradient = new float[VOCABULARY * dimension];
    for (int t = 0; t < TIME; t++) {
      for (int b : order) {
        int row = t * BATCH + b;
        for (int i = 0; t < lengths[b] && i < dimension; i++) {
          gradient[tokens[row] * dimension + i] += dx[row * dimension + i];
        }
      }
    }
    return gradient;
  }

  @Test
  void rowsOfTokensThatDoNotOccurHaveAGradientOfZero() {
    Network network = network(5);
    Workspace workspace = network.workspace(2, 2);
    network.forward(new int[] {1, 2, 2, 4}, 0, 2, 2, new int[] {1, 2}, null, workspace);
    SoftmaxCrossEntropy.of(workspace, new int[4]);
    float[] gradients = network.newGradients();
    Arrays.fill(gradients, 7f);
    network.backward(workspace, gradients);
    float[] table = network.parameters().slice("embedding.weight").copyFrom(gradients);
    for (int token = 0; token < VOCABULARY; token++) {
      boolean used = token == 1 || token == 2 || token == 4;
      for (int i = 0; i < 5; i++) {
        int bits = Float.floatToRawIntBits(table[token * 5 + i]);
        assertTrue(used ? bits << 1 != 0 : bits == 0, "token " + token);
      }
    }
    // The padding of the first sequence is token 2: it adds nothing.
    network.forward(new int[] {1, 2, -9, 4}, 0, 2, 2, new int[] {1, 2}, null, workspace);
    SoftmaxCrossEntropy.of(workspace, new int[4]);
    float[] again = network.newGradients();
    network.backward(workspace, again);
    Near.bits("gradients", gradients, again);
  }

  @Test
  void streamsTogetherGiveTheBitsOfEach() {
    Network network = Network.embedding(VOCABULARY, 5).gru(20).linear(3).seed(1).build();
    int streams = 3;
    int[] tokens = tokens(5, streams + 1);
    State together = network.newState(streams);
    float[] outputs = new float[3 * streams];
    network.stepper(streams).step(tokens, 1, together, outputs, 0);
    Workspace workspace = network.workspace(1, streams);
    State state = network.newState(streams);
    network.forward(tokens, 1, 1, streams, null, state, workspace);
    Near.bits("outputs", Data.outputs(network, workspace), outputs);
    Near.bits("state", state.toArray(), together.toArray());
    illegal(() -> network.stepper(2).step(1, network.newState(2), new float[6]), "token", "2");
  }

  @Test
  void stepsGiveTheBitsOfTheSequence() {
    Network network = Network.embedding(VOCABULARY, 5).lstm(20).linear(3).seed(1).build();
    int[] tokens = tokens(4, TIME);
    Workspace workspace = network.workspace(TIME, 1);
    State whole = network.newState();
    network.forward(tokens, TIME, 1, whole, workspace);
    float[] expected = Data.outputs(network, workspace);
    for (Precision precision : Precision.values()) {
      Network packed = network.withPrecision(precision);
      Stepper stepper = packed.stepper();
      State state = packed.newState();
      float[] outputs = new float[3 * TIME + 1];
      for (int t = 0; t < TIME; t++) {
        stepper.step(tokens[t], state, outputs, 3 * t + 1);
      }
      Workspace other = packed.workspace(TIME, 1);
      packed.forward(tokens, TIME, 1, null, other);
      float[] steps = Arrays.copyOfRange(outputs, 1, outputs.length);
      Near.bits("steps", Data.outputs(packed, other), steps);
      if (precision == Precision.FLOAT32) {
        Near.bits("outputs", expected, steps);
        Near.bits("state", whole.toArray(), state.toArray());
      }
    }
  }

  @Test
  void teamsGiveTheSameBits() {
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try (Team team = new Team(2, threads)) {
      for (int dimension : new int[] {5, 40}) {
        Network network = network(dimension);
        float[][] gradients = new float[2][];
        for (int i = 0; i < 2; i++) {
          Workspace workspace =
              i == 0 ? network.workspace(TIME, BATCH) : network.workspace(TIME, BATCH, team);
          network.forward(tokens(5, TIME * BATCH), TIME, BATCH, null, workspace);
          SoftmaxCrossEntropy.of(workspace, Data.targets(6, TIME * BATCH, 4));
          gradients[i] = network.newGradients();
          Arrays.fill(gradients[i], Float.NaN);
          network.backward(workspace, gradients[i]);
        }
        Near.bits("gradients", gradients[0], gradients[1]);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  @Tag("once")
  void aNetworkSaysWhatItTakes() {
    Network network = network(5);
    assertEquals(VOCABULARY, network.vocabulary());
    assertEquals(5, network.inputSize());
    assertTrue(network.toString().startsWith("Network[embedding 9 x 5, "), network.toString());
    assertEquals(0, twin(network).vocabulary());
    assertEquals("embedding.weight", network.parameters().slices().keySet().iterator().next());
    assertEquals("[9, 5]", Arrays.toString(network.parameters().slice("embedding.weight").shape()));
  }

  @Test
  @Tag("once")
  void newTablesAreStandardNormal() {
    Network network = Network.embedding(500, 100).rnn(2).seed(3).build();
    double sum = 0;
    double squares = 0;
    for (float value : network.parameters().get("embedding.weight")) {
      sum += value;
      squares += value * value;
    }
    assertEquals(0, sum / 50_000, 0.02);
    assertEquals(1, squares / 50_000, 0.03);
  }

  private static void illegal(Executable call, String... parts) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), part + " is not in: " + message);
    }
  }

  @Test
  @Tag("once")
  void badArgumentsAreRefused() {
    Network network = Network.embedding(VOCABULARY, 5).gru(4).seed(2).build();
    Network floats = Network.builder(5).gru(4).build();
    Workspace workspace = network.workspace(2, 2);
    State state = Data.state(network, 2, 1);
    float[] kept = state.toArray();
    int[] tokens = {1, 2, 3, 4};
    illegal(() -> Network.embedding(0, 1), "vocabulary", "1", "0");
    illegal(() -> Network.embedding(1, 0), "dimension", "1", "0");
    illegal(() -> Network.embedding(1 << 16, 1 << 16).gru(1).build(), "embedding.weight");
    for (int bad : new int[] {-1, VOCABULARY, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      int[] wrong = {1, 2, 3, bad};
      illegal(
          () -> network.forward(wrong, 2, 2, state, workspace),
          "tokens",
          "step 1 of sequence 1",
          "0 to 8",
          "" + bad);
      illegal(() -> network.stepper().step(bad, network.newState(), new float[4]), "tokens");
    }
    illegal(
        () -> network.forward(tokens, 1, 2, 2, null, state, workspace), "tokens", "4", "1", "3");
    illegal(() -> network.forward(tokens, -1, 1, 1, null, null, workspace), "tokens", "-1");
    illegal(() -> network.forward(tokens, 3, 1, state, workspace), "time", "3");
    illegal(() -> network.forward(tokens, 1, 3, null, workspace), "batch", "3");
    illegal(() -> network.forward(tokens, 1, 1, state, workspace), "state", "batch");
    illegal(
        () -> network.forward(tokens, 2, 2, new int[] {2, 3}, state, workspace), "lengths", "3");
    illegal(() -> network.forward(new float[20], 2, 2, state, workspace), "tokens", "int[]");
    illegal(() -> floats.forward(tokens, 2, 2, null, floats.workspace(2, 2)), "no embedding", "5");
    illegal(() -> floats.stepper().step(1, floats.newState(), new float[4]), "no embedding");
    illegal(() -> network.stepper().step(1, network.newState(), new float[3]), "output", "4", "3");
    Class<NullPointerException> missing = NullPointerException.class;
    assertThrows(missing, () -> network.forward((int[]) null, 2, 2, state, workspace));
    assertThrows(missing, () -> network.stepper().step(1, null, new float[4]));
    assertThrows(missing, () -> network.stepper().step(1, network.newState(), null));
    Near.bits("state", kept, state.toArray());
    network.forward(tokens, 2, 2, state, workspace);
    workspace.setOutputGradients(new float[16], 0);
    float[] gradients = network.newGradients();
    float[] inputGradients = new float[20];
    illegal(
        () -> network.backward(workspace, gradients, inputGradients, null),
        "inputGradients",
        "tokens have none");
    network.backward(workspace, gradients);
  }
}
