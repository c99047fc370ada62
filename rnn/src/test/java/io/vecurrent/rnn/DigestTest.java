package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vecurrent.kernels.Backend;
import io.vecurrent.rnn.optim.Adam;
import io.vecurrent.rnn.optim.Clipping;
import io.vecurrent.rnn.optim.Optimizer;
import io.vecurrent.rnn.optim.RmsProp;
import io.vecurrent.rnn.optim.Sgd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Results are the same bits everywhere. The digest of every tensor stands in a committed file, and
 * every back end, vector width and JDK runs this test against the same file.
 *
 * <p>Whoever changes the numerics on purpose writes the file anew, from the project's folder:
 * {@code mvn test -pl kernels,rnn -Dtest=DigestTest -Dvecurrent.digests=write}, reviews which
 * tensors changed, and runs all tests again.
 */
class DigestTest {
  private static final String PROPERTY = "vecurrent.digests";
  private static final String FILE = "digests.properties";
  private static final int TIME = 9;
  private static final int BATCH = 3;

  @Test
  void bitsAreThoseOfTheCommittedDigests() throws IOException {
    assumeTrue(Backend.current().fma(), "without fma the bits are others");
    Map<String, String> digests = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      for (int hidden : new int[] {1, 5, 16, 33, 64, 100, 127}) {
        if (kind == Kind.TANH || kind == Kind.RELU || hidden < 100) {
          run(digests, kind, hidden);
        }
      }
      lengths(digests, kind);
    }
    if ("write".equals(System.getProperty(PROPERTY))) {
      String configuration = System.getProperty("vecurrent.test.configuration", "default");
      assumeTrue(configuration.equals("default"), "the default configuration writes the digests");
      write(digests);
      return;
    }
    compare(digests);
  }

  private static void run(Map<String, String> digests, Kind kind, int hidden) {
    int input = hidden + 3;
    int classes = hidden % 2 == 0 ? 7 : 20;
    Network network = kind.network(input, hidden, classes);
    String prefix = kind.label() + "." + hidden + ".";
    slices(digests, prefix + "initial.", network, network.parameters().values());
    float[] x = Data.floats(hidden, TIME * BATCH * input);
    int[] targets = Data.targets(hidden, TIME * BATCH, classes);
    Workspace workspace = network.workspace(TIME, BATCH);
    State state = Data.state(network, BATCH, 5);
    network.forward(x, TIME, BATCH, state, workspace);
    digests.put(prefix + "outputs", digest(Data.outputs(network, workspace)));
    digests.put(prefix + "state", digest(state.toArray()));
    double loss = SoftmaxCrossEntropy.of(workspace, targets);
    digests.put(prefix + "loss", Long.toHexString(Double.doubleToLongBits(loss)));
    float[] gradients = network.newGradients();
    float[] inputGradients = new float[x.length];
    State stateGradients = Data.state(network, BATCH, 6);
    network.backward(workspace, gradients, inputGradients, stateGradients);
    slices(digests, prefix + "gradient.", network, gradients);
    digests.put(prefix + "gradient.inputs", digest(inputGradients));
    digests.put(prefix + "gradient.state", digest(stateGradients.toArray()));
    float[] initial = network.parameters().values().clone();
    Parameters p = network.parameters();
    train(digests, prefix + "adam.", network, initial, new Adam(p, 0.01f));
    train(digests, prefix + "rmsprop.", network, initial, new RmsProp(p, 0.01f));
    train(digests, prefix + "momentum.", network, initial, new Sgd(p, 0.01f, 0.9f));
  }

  /** Sequences of different lengths. */
  private static void lengths(Map<String, String> digests, Kind kind) {
    Network network = kind.network(7, 20, 3);
    String prefix = kind.label() + ".lengths.";
    float[] x = Data.floats(1, TIME * 4 * 7);
    int[] targets = Data.targets(2, TIME * 4, 3);
    Workspace workspace = network.workspace(TIME, 4);
    State state = Data.state(network, 4, 5);
    network.forward(x, TIME, 4, new int[] {2, 8, 5, 8}, state, workspace);
    digests.put(prefix + "outputs", digest(Data.outputs(network, workspace)));
    digests.put(prefix + "state", digest(state.toArray()));
    SoftmaxCrossEntropy.of(workspace, targets);
    float[] gradients = network.newGradients();
    State stateGradients = Data.state(network, 4, 6);
    network.backward(workspace, gradients, x, stateGradients);
    digests.put(prefix + "gradient", digest(gradients));
    digests.put(prefix + "gradient.inputs", digest(x));
    digests.put(prefix + "gradient.state", digest(stateGradients.toArray()));
  }

  /** Twenty clipped updates on chunks that carry the state. */
  private static void train(
      Map<String, String> digests,
      String prefix,
      Network network,
      float[] initial,
      Optimizer optimizer) {
    float[] values = network.parameters().values();
    System.arraycopy(initial, 0, values, 0, values.length);
    network.parameters().markChanged();
    Workspace workspace = network.workspace(TIME, BATCH);
    State state = network.newState(BATCH);
    float[] gradients = network.newGradients();
    for (int step = 0; step < 20; step++) {
      float[] x = Data.floats(100 + step, TIME * BATCH * network.inputSize());
      network.forward(x, TIME, BATCH, state, workspace);
      int[] targets = Data.targets(200 + step, TIME * BATCH, network.outputSize());
      SoftmaxCrossEntropy.of(workspace, targets);
      network.backward(workspace, gradients);
      if (step % 2 == 0) {
        Clipping.byGlobalNorm(gradients, 1f);
      } else {
        Clipping.byValue(gradients, 0.1f);
      }
      optimizer.step(network.parameters(), gradients);
    }
    slices(digests, prefix, network, values);
    digests.put(prefix + "state", digest(state.toArray()));
  }

  private static void slices(
      Map<String, String> digests, String prefix, Network network, float[] values) {
    for (ParameterSlice slice : network.parameters().slices().values()) {
      digests.put(prefix + slice.name(), digest(slice.copyFrom(values)));
    }
  }

  /** The first 64 bits of SHA-256 of the big-endian floats. */
  private static String digest(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    for (float value : values) {
      assertTrue(Float.isFinite(value));
      bytes.putFloat(value);
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
      return String.format("%016x", ByteBuffer.wrap(hash).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(Map<String, String> digests) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# Written by DigestTest, which says how: the bits of every tensor, everywhere.");
    digests.forEach((key, value) -> lines.add(key + "=" + value));
    Path folder = Path.of(System.getProperty("basedir", ".")).resolve("src/test/resources");
    Files.write(folder.resolve(FILE), lines, StandardCharsets.UTF_8);
  }

  private static void compare(Map<String, String> digests) throws IOException {
    Properties expected = new Properties();
    try (InputStream in = DigestTest.class.getResourceAsStream("/" + FILE)) {
      assertTrue(in != null, FILE + " is missing; see this class for how to write it");
      expected.load(in);
    }
    List<String> different = new ArrayList<>();
    digests.forEach(
        (key, value) -> {
          if (!value.equals(expected.getProperty(key))) {
            different.add(key + " (expected " + expected.getProperty(key) + ", was " + value + ")");
          }
        });
    assertEquals(List.of(), different, "other bits on " + Backend.current());
    assertEquals(expected.size(), digests.size(), FILE + " has other tensors");
  }
}
