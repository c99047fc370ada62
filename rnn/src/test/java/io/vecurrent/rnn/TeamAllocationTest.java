package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.vecurrent.rnn.team.Team;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The members of a team besides the calling one allocate nothing either, once warm. */
class TeamAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALLS = 50;
  private static final int ROUNDS = 2000;
  private static final int ZERO_ROUNDS = 3;
  private static final int TIME = 3;

  private static volatile Object sink;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void membersAllocateNothing(Kind kind) {
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try (Team team = new Team(2, threads)) {
      Network network = kind.network(20, 40, 5);
      for (int batch : new int[] {1, 4}) {
        Workspace shared = network.workspace(TIME, batch, team);
        float[] x = Data.floats(1, TIME * batch * 20);
        int[] targets = Data.targets(2, TIME * batch, 5);
        float[] gradients = network.newGradients();
        Runnable pass =
            () -> {
              network.forward(x, TIME, batch, null, shared);
              SoftmaxCrossEntropy.of(shared, targets);
              network.backward(shared, gradients);
            };
        assertTrue(becomesClean(team, pass), kind + ", batch " + batch);
      }
      Runnable canary = () -> team.run(m -> sink = m == 1 ? new byte[1] : sink);
      assertFalse(becomesClean(team, canary), "the canary was not found");
    } finally {
      threads.shutdown();
    }
  }

  private static boolean becomesClean(Team team, Runnable call) {
    int clean = 0;
    for (int round = 0; round < ROUNDS && clean < ZERO_ROUNDS; round++) {
      long before = allocatedByMember(team);
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      clean = allocatedByMember(team) == before ? clean + 1 : 0;
    }
    return clean == ZERO_ROUNDS;
  }

  /** Asked by the member itself, on its own thread. */
  private static long allocatedByMember(Team team) {
    long[] bytes = new long[2];
    team.run(m -> bytes[m] = THREADS.getCurrentThreadAllocatedBytes());
    return bytes[1];
  }
}
