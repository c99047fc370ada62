package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Changed parameters are packed once, while threads that come at the same moment wait. */
class PackingThreadsTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 50;
  private static final int TIME = 3;

  private final float[] inputs = Data.floats(5, TIME * 7);
  private final int[] targets = Data.targets(6, TIME, 9);

  private float[] gradients(Network network) {
    Workspace workspace = network.workspace(TIME, 1);
    float[] gradients = network.newGradients();
    network.forward(inputs, TIME, 1, null, workspace);
    SoftmaxCrossEntropy.of(workspace, targets);
    network.backward(workspace, gradients);
    return gradients;
  }

  @Test
  void allThreadsSeeTheChange() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        // Every other round begins without transposed weights: all threads call backward first.
        Network network = Network.builder(7).rnn(33).linear(9).seed(round).build();
        for (int change = 0; change < 2; change++) {
          network.parameters().values()[change] += 0.5f;
          network.parameters().markChanged();
          Network expected = Network.builder(7).rnn(33).linear(9).build();
          System.arraycopy(
              network.parameters().values(),
              0,
              expected.parameters().values(),
              0,
              network.parameters().size());
          expected.parameters().markChanged();
          float[] right = gradients(expected);
          CyclicBarrier start = new CyclicBarrier(THREADS);
          List<Future<float[]>> results = new ArrayList<>();
          for (int i = 0; i < THREADS; i++) {
            results.add(
                executor.submit(
                    () -> {
                      start.await();
                      return gradients(network);
                    }));
          }
          for (Future<float[]> result : results) {
            assertArrayEquals(right, result.get());
          }
        }
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void gradientsMustNotBeTheParameters() {
    Network network = Network.builder(1).rnn(1).seed(1).build();
    Workspace workspace = network.workspace(1, 1);
    float[] live = network.parameters().values();
    float[] before = live.clone();
    float[] own = network.newGradients();
    network.forward(new float[] {1}, 1, 1, null, workspace);
    workspace.setOutputGradients(new float[] {1}, 0);
    for (Runnable bad :
        new Runnable[] {
          () -> network.backward(workspace, live),
          () -> network.backward(workspace, own, live, null),
          () -> network.backward(workspace, own, own, null)
        }) {
      String message = assertThrows(IllegalArgumentException.class, bad::run).getMessage();
      assertTrue(message.contains("radients"), message);
      assertArrayEquals(before, live);
    }
    network.backward(workspace, own);
  }
}
