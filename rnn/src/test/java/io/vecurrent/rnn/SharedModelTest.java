package io.vecurrent.rnn;

import io.vecurrent.kernels.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One model, thousands of states: several threads, each with scratch space of its own, step them
 * all, and hand them on to each other, with the bits of one thread.
 */
class SharedModelTest {
  private static final int THREADS = 4;
  private static final int STATES = 2000;
  private static final int ROUNDS = 6;
  private static final int CHUNK = 3;

  /** One for each kind of network. */
  static List<Network> networks() {
    return List.of(
        Network.builder(5).rnn(17).linear(4).seed(1).build(),
        Network.builder(3).rnn(8, Nonlinearity.RELU).gru(7).lstm(9).seed(2).build(),
        Network.builder(4).lstm(40).gru(33).build().withPrecision(Precision.BFLOAT16));
  }

  private static float[] input(Network network, int stream, int round) {
    return Data.floats(1000L * stream + round, CHUNK * network.inputSize());
  }

  /** What moves a stream on by three steps, with outputs into an array. */
  private interface Stepping {
    void run(float[] inputs, State state, float[] outputs);
  }

  private static Stepping steps(Network network) {
    Stepper stepper = network.stepper();
    return (inputs, state, outputs) -> {
      for (int t = 0; t < CHUNK; t++) {
        stepper.step(inputs, t * network.inputSize(), state, outputs, t * network.outputSize());
      }
    };
  }

  private static Stepping sequences(Network network) {
    Workspace workspace = network.workspace(CHUNK, 1);
    return (inputs, state, outputs) -> {
      network.forward(inputs, CHUNK, 1, state, workspace);
      workspace.copyOutputs(outputs, 0);
    };
  }

  /** As one of three streams of a stepper, each time another. */
  private static Stepping amongOthers(Network network) {
    int streams = 3;
    Stepper stepper = network.stepper(streams);
    State states = Data.state(network, streams, 7);
    int in = network.inputSize();
    int out = network.outputSize();
    float[] x = Data.floats(8, streams * in);
    float[] y = new float[streams * out];
    int[] turn = new int[1];
    return (inputs, state, outputs) -> {
      int place = turn[0]++ % streams;
      states.copySequenceFrom(place, state.toArray(), 0);
      for (int t = 0; t < CHUNK; t++) {
        System.arraycopy(inputs, t * in, x, place * in, in);
        stepper.step(x, states, y);
        System.arraycopy(y, place * out, outputs, t * out, out);
      }
      float[] after = new float[state.size()];
      states.copySequenceTo(place, after, 0);
      state.copyFrom(after, 0);
    };
  }

  /** Every stream's states and the outputs of all its steps. */
  private static final class Streams {
    final Network network;
    final State[] states = new State[STATES];
    final float[][] outputs = new float[STATES][];

    Streams(Network network) {
      this.network = network;
      for (int i = 0; i < STATES; i++) {
        states[i] = Data.state(network, 1, i);
        outputs[i] = new float[ROUNDS * CHUNK * network.outputSize()];
      }
    }

    void advance(Stepping stepping, int stream, int round) {
      float[] chunk = new float[CHUNK * network.outputSize()];
      stepping.run(input(network, stream, round), states[stream], chunk);
      System.arraycopy(chunk, 0, outputs[stream], round * chunk.length, chunk.length);
    }
  }

  private static Streams alone(Network network) {
    Streams streams = new Streams(network);
    Stepping stepping = steps(network);
    for (int round = 0; round < ROUNDS; round++) {
      for (int stream = 0; stream < STATES; stream++) {
        streams.advance(stepping, stream, round);
      }
    }
    return streams;
  }

  /** A thread's part: in each round another quarter of the streams, in another of three ways. */
  private static Void part(Streams streams, int thread, CyclicBarrier round) throws Exception {
    List<Stepping> ways =
        List.of(steps(streams.network), sequences(streams.network), amongOthers(streams.network));
    for (int r = 0; r < ROUNDS; r++) {
      round.await();
      Stepping stepping = ways.get((r + thread) % ways.size());
      for (int stream = (thread + r) % THREADS; stream < STATES; stream += THREADS) {
        streams.advance(stepping, stream, r);
      }
    }
    return null;
  }

  /** A minute for what takes a second: a thread that waits for ever must not hang the build. */
  @ParameterizedTest
  @MethodSource("networks")
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void manyStatesOnOneModelGiveTheBitsOfOneThread(Network network) throws Exception {
    Streams shared = new Streams(network);
    // Nothing is packed yet: all threads come to that together.
    network.parameters().markChanged();
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier round = new CyclicBarrier(THREADS);
      List<Future<Void>> parts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        parts.add(executor.submit(() -> part(shared, thread, round)));
      }
      for (Future<Void> part : parts) {
        part.get();
      }
    } finally {
      executor.shutdownNow();
    }
    Streams expected = alone(network);
    for (int stream = 0; stream < STATES; stream++) {
      Near.bits("outputs of stream " + stream, expected.outputs[stream], shared.outputs[stream]);
      Near.bits(
          "state of stream " + stream,
          expected.states[stream].toArray(),
          shared.states[stream].toArray());
    }
  }
}
