package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.vecurrent.kernels.Precision;
import io.vecurrent.rnn.optim.Adam;
import io.vecurrent.rnn.optim.Clipping;
import io.vecurrent.rnn.optim.Optimizer;
import io.vecurrent.rnn.optim.RmsProp;
import io.vecurrent.rnn.optim.Sgd;
import io.vecurrent.rnn.team.Team;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Zero bytes a call once the JIT has compiled it, for every method of the classes that promise it.
 * Interpreted vector code allocates, so each call is repeated until three rounds in a row allocated
 * nothing, for a bounded number of rounds.
 */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALLS = 50;

  /** At the smallest size: C2 has been seen to need 130,000 calls there. */
  private static final int ROUNDS = 20_000;

  private static final int FEWEST_ROUNDS = 200;

  /** Rounds without a byte, one after the other, that count as proof. */
  private static final int ZERO_ROUNDS = 3;

  /** The same for small networks: more than a thousand calls, lest one of many allocates. */
  static final int MANY_ZERO_ROUNDS = 21;

  /** The classes whose documentation promises methods that do not allocate. */
  static final Class<?>[] CLASSES = {
    Network.class,
    Workspace.class,
    State.class,
    Stepper.class,
    SoftmaxCrossEntropy.class,
    MeanSquaredError.class,
    Sampling.class,
    Clipping.class,
    Optimizer.class
  };

  /** Methods that make something, and say so. */
  private static final Set<String> MAKERS =
      Set.of(
          "Network.builder(int)",
          "Network.embedding(int,int)",
          "Network.load(Path)",
          "Network.load(byte[],String)",
          "Network.save(Path)",
          "Network.newGradients()",
          "Network.newState()",
          "Network.newState(int)",
          "Network.stepper()",
          "Network.stepper(int)",
          "Network.workspace(int,int)",
          "Network.workspace(int,int,Team)",
          "Network.workspace(int,int,Outputs)",
          "Network.workspace(int,int,Team,Outputs)",
          "Network.withPrecision(Precision)",
          "Stepper.warmUp()",
          "Network.toString()",
          "State.toArray()",
          "State.copy()",
          "State.toString()");

  /** Results go here, so that no call can be left out by the JIT. */
  private static volatile Object sink;

  private static long bytes(Runnable call) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  static void requireZero(Map<String, Runnable> calls, int rounds) {
    requireZero(calls, rounds, ZERO_ROUNDS);
  }

  static void requireZero(Map<String, Runnable> calls, int rounds, int zeroRounds) {
    Map<String, Runnable> pending = new TreeMap<>(calls);
    Map<String, Integer> zeros = new TreeMap<>();
    Map<String, Long> last = new TreeMap<>();
    // In turn, so that the JIT has time for all of them.
    for (int round = 0; round < rounds && !pending.isEmpty(); round++) {
      pending.forEach(
          (name, call) -> {
            long bytes = bytes(call);
            zeros.put(name, bytes == 0 ? zeros.getOrDefault(name, 0) + 1 : 0);
            last.put(name, bytes / CALLS);
          });
      pending.keySet().removeIf(name -> zeros.get(name) >= zeroRounds);
    }
    last.keySet().retainAll(pending.keySet());
    assertEquals(Map.of(), last, "still allocated, bytes a call");
  }

  /** Every method on one size, under its signature. */
  private static Map<String, Runnable> calls(int hidden, int batch) {
    int input = hidden + 2;
    int classes = 2 * hidden + 1;
    int time = 2;
    Network network = Data.network(input, hidden, classes, Nonlinearity.TANH);
    Workspace workspace = network.workspace(time, batch);
    State state = network.newState(batch);
    State stateGradients = network.newState(batch);
    float[] x = Data.floats(1, time * batch * input);
    float[] outputs = new float[time * batch * classes];
    int[] targets = Data.targets(2, time * batch, classes);
    float[] gradients = network.newGradients();
    float[] inputGradients = new float[x.length];
    float[] probabilities = new float[classes];
    Map<String, Runnable> calls = new TreeMap<>();
    Runnable forward = () -> network.forward(x, time, batch, state, workspace);
    Runnable loss = () -> SoftmaxCrossEntropy.of(workspace, targets);

    calls.put("Network.forward(float[],int,int,State,Workspace)", forward);
    calls.put(
        "Network.forward(float[],int,int,int,State,Workspace)",
        () -> network.forward(x, 0, time, batch, null, workspace));
    int[] lengths = new int[batch];
    Arrays.setAll(lengths, b -> 1 + b % time);
    calls.put(
        "Network.forward(float[],int,int,int[],State,Workspace)",
        () -> network.forward(x, time, batch, lengths, state, workspace));
    calls.put(
        "Network.forward(float[],int,int,int,int[],State,Workspace)",
        () -> network.forward(x, 0, time, batch, lengths, null, workspace));
    calls.put(
        "Network.cellForward(float[],int,State,Workspace)",
        () -> network.cellForward(x, batch, state, workspace));
    calls.put(
        "Network.backward(Workspace,float[])",
        () -> {
          forward.run();
          loss.run();
          network.backward(workspace, gradients);
        });
    calls.put(
        "Network.backward(Workspace,float[],float[],State)",
        () -> {
          forward.run();
          loss.run();
          network.backward(workspace, gradients, inputGradients, stateGradients);
        });
    calls.put(
        "Network.cellBackward(Workspace,float[],float[],State)",
        () -> {
          network.cellForward(x, batch, state, workspace);
          loss.run();
          network.cellBackward(workspace, gradients, inputGradients, stateGradients);
        });
    calls.put(
        "Workspace.copyOutputs(float[],int)",
        () -> {
          forward.run();
          workspace.copyOutputs(outputs, 0);
        });
    calls.put(
        "Workspace.copyHidden(float[],int)",
        () -> {
          forward.run();
          workspace.copyHidden(outputs, 0);
        });
    calls.put("Workspace.train(long)", () -> workspace.train(1));
    calls.put("Workspace.evaluate()", workspace::evaluate);
    calls.put(
        "Workspace.setOutputGradients(float[],int)",
        () -> {
          forward.run();
          workspace.setOutputGradients(outputs, 0);
        });
    calls.putAll(StreamCalls.of(network, x, batch));
    calls.put(
        "SoftmaxCrossEntropy.of(Workspace,int[])",
        () -> {
          forward.run();
          loss.run();
        });
    calls.put(
        "SoftmaxCrossEntropy.of(Workspace,int[],int,Reduction)",
        () -> {
          forward.run();
          SoftmaxCrossEntropy.of(workspace, targets, 0, Reduction.SUM);
        });
    calls.put(
        "SoftmaxCrossEntropy.scored(int[],int,int)",
        () -> SoftmaxCrossEntropy.scored(targets, 0, targets.length));
    calls.put(
        "Sampling.draw(float[],int,int,float,double)",
        () -> Sampling.draw(probabilities, 0, classes, 0.8f, 0.3));
    calls.put(
        "Sampling.draw(float[],int,int,double)",
        () -> {
          Arrays.fill(probabilities, 0.5f);
          Sampling.draw(probabilities, 0, classes, 0.3);
        });
    optimizers(calls, network, workspace, gradients, forward, loss);
    calls.putAll(TokenCalls.of(hidden, batch));
    calls.putAll(LastOutputCalls.of(hidden, batch));
    getters(calls, network, workspace, state);
    return calls;
  }

  /** Clipping and optimisers, the latter with the packing that the next forward pass does. */
  private static void optimizers(
      Map<String, Runnable> calls,
      Network network,
      Workspace workspace,
      float[] gradients,
      Runnable forward,
      Runnable loss) {
    calls.put("Clipping.byValue(float[],float)", () -> Clipping.byValue(gradients, 0.01f));
    calls.put(
        "Clipping.byGlobalNorm(float[],float)",
        () -> {
          gradients[0] = 1;
          Clipping.byGlobalNorm(gradients, 0.5f);
        });
    Parameters p = network.parameters();
    Optimizer[] all = {
      new Adam(p, 1e-4f), new RmsProp(p, 1e-4f), new Sgd(p, 1e-4f), new Sgd(p, 1e-4f, 0.9f)
    };
    calls.put(
        "Optimizer.step(Parameters,float[])",
        () -> {
          forward.run();
          loss.run();
          network.backward(workspace, gradients);
          for (Optimizer optimizer : all) {
            optimizer.step(p, gradients);
          }
        });
    calls.put("Optimizer.setLearningRate(float)", () -> all[0].setLearningRate(0.01f));
    calls.put("Optimizer.steps()", () -> assertTrue(all[0].steps() >= 0));
    calls.put("Optimizer.skippedSteps()", () -> assertEquals(0, all[0].skippedSteps()));
    calls.put("Optimizer.learningRate()", () -> assertTrue(all[0].learningRate() > 0));
  }

  private static void getters(
      Map<String, Runnable> calls, Network network, Workspace workspace, State state) {
    calls.put("Network.inputSize()", () -> assertTrue(network.inputSize() > 0));
    calls.put("Network.hiddenSize()", () -> assertTrue(network.hiddenSize() > 0));
    calls.put("Network.outputSize()", () -> assertTrue(network.outputSize() > 0));
    calls.put("Network.numLayers()", () -> assertTrue(network.numLayers() > 0));
    calls.put("Network.isBidirectional()", () -> assertTrue(!network.isBidirectional()));
    calls.put("Network.hasHead()", () -> assertTrue(network.hasHead()));
    calls.put("Network.nonlinearity()", () -> sink = network.nonlinearity());
    calls.put("Network.precision()", () -> sink = network.precision());
    calls.put("Network.metadata()", () -> sink = network.metadata());
    calls.put("Network.parameters()", () -> sink = network.parameters());
    calls.put("Workspace.maxTime()", () -> assertTrue(workspace.maxTime() > 0));
    calls.put("Workspace.maxBatch()", () -> assertTrue(workspace.maxBatch() > 0));
    calls.put("Workspace.time()", () -> assertTrue(workspace.time() >= 0));
    calls.put("Workspace.batch()", () -> assertTrue(workspace.batch() >= 0));
    calls.put("State.batch()", () -> assertTrue(state.batch() > 0));
    calls.put("State.size()", () -> assertTrue(state.size() > 0));
  }

  /** From small to large: code that was compiled for rare vectors must still inline. */
  @ParameterizedTest
  @CsvSource({"1, 1", "16, 3", "20, 1", "100, 32", "127, 3"})
  void nothingIsAllocatedOnceWarm(int hidden, int batch) {
    int rounds = Math.max(FEWEST_ROUNDS, ROUNDS / Math.max(1, hidden * batch / 16));
    boolean isSmall = hidden * batch <= 64;
    requireZero(calls(hidden, batch), rounds, isSmall ? MANY_ZERO_ROUNDS : ZERO_ROUNDS);
  }

  /** Cells, layers and directions; lengths and dropout; one step after the other. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyKindOfNetworkAllocatesNothing(Kind kind) {
    Map<String, Runnable> calls = new TreeMap<>();
    int[][] sizes = {{16, 1}, {33, 3}};
    for (int[] size : sizes) {
      int batch = size[1];
      NetworkBuilder builder = kind.builder(5, size[0]).linear(4).dropout(0.2f).seed(1);
      Network network = builder.build();
      Workspace workspace = network.workspace(3, batch);
      workspace.train(1);
      float[] x = Data.floats(1, 3 * batch * 5);
      float[] inputGradients = new float[x.length];
      int[] targets = Data.targets(2, 3 * batch, 4);
      int[] lengths = new int[batch];
      Arrays.setAll(lengths, b -> 1 + b % 3);
      float[] gradients = network.newGradients();
      State state = network.newState(batch);
      State stateGradients = network.newState(batch);
      calls.put(
          "training, " + size[0],
          () -> {
            network.forward(x, 3, batch, lengths, state, workspace);
            SoftmaxCrossEntropy.of(workspace, targets);
            network.backward(workspace, gradients, inputGradients, stateGradients);
          });
      if (kind.canStream()) {
        Stepper stepper = network.stepper();
        State one = network.newState();
        float[] output = new float[4];
        calls.put("step, " + size[0], () -> stepper.step(x, one, output));
      }
    }
    requireZero(calls, ROUNDS, MANY_ZERO_ROUNDS);
  }

  /** The calling thread's part and the meeting points; the others run the same code. */
  @Test
  void teamsAndSmallWeightsAllocateNothing() {
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try (Team team = new Team(2, threads)) {
      Map<String, Runnable> calls = new TreeMap<>();
      Network network = Data.network(20, 40, 5, Nonlinearity.TANH);
      Network half = network.withPrecision(Precision.BFLOAT16);
      for (int batch : new int[] {1, 4}) {
        Workspace shared = network.workspace(3, batch, team);
        Workspace small = half.workspace(3, batch);
        float[] x = Data.floats(1, 3 * batch * 20);
        int[] targets = Data.targets(2, 3 * batch, 5);
        float[] gradients = network.newGradients();
        calls.put("16 bits, " + batch, () -> half.forward(x, 3, batch, null, small));
        calls.put(
            "team, " + batch,
            () -> {
              network.forward(x, 3, batch, null, shared);
              SoftmaxCrossEntropy.of(shared, targets);
              network.backward(shared, gradients);
            });
      }
      requireZero(calls, ROUNDS);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void anAllocationIsDetected() {
    Runnable canary = () -> sink = new byte[1];
    assertTrue(bytes(canary) >= CALLS * 16);
    AssertionError error =
        assertThrows(AssertionError.class, () -> requireZero(Map.of("canary", canary), 10));
    assertTrue(error.getMessage().contains("{canary="), error.getMessage());
    boolean[] once = new boolean[1];
    Runnable rare = () -> sink = once[0] ? sink : new Object();
    assertTrue(bytes(rare) > 0);
    once[0] = true;
    requireZero(Map.of("nothing", rare), 10);
  }

  @Test
  @Tag("once")
  void noPublicMethodIsForgotten() {
    Set<String> methods = new TreeSet<>();
    for (Class<?> type : CLASSES) {
      for (Method method : type.getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
          String parameters =
              Arrays.stream(method.getParameterTypes())
                  .map(Class::getSimpleName)
                  .collect(Collectors.joining(","));
          methods.add(type.getSimpleName() + "." + method.getName() + "(" + parameters + ")");
        }
      }
    }
    Set<String> known = new TreeSet<>(calls(1, 1).keySet());
    known.addAll(MAKERS);
    assertEquals(methods, known);
    for (Class<?> type : new Class<?>[] {Sgd.class, RmsProp.class, Adam.class}) {
      long own =
          Arrays.stream(type.getDeclaredMethods())
              .filter(m -> Modifier.isPublic(m.getModifiers()))
              .count();
      assertEquals(0, own, type + " has public methods besides those of Optimizer");
    }
  }
}
