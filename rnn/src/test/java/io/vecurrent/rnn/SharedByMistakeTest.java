package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.team.Team;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A workspace or a stepper that two threads use at once says so. */
@Tag("once")
class SharedByMistakeTest {
  private final Network network = Network.builder(3).rnn(5).seed(1).build();
  private final float[] inputs = Data.floats(1, 6);

  private static boolean isIn(Thread thread, Class<?> type) {
    return thread != null
        && Arrays.stream(thread.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(type.getName()));
  }

  /** A pass waits for a member of its team that has not started; meanwhile comes a second one. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void twoThreadsInOneWorkspaceAreDetected() throws Exception {
    CountDownLatch begin = new CountDownLatch(1);
    AtomicReference<Thread> first = new AtomicReference<>();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Team team = new Team(2, member -> threads.execute(() -> startLate(begin, member)))) {
      Workspace shared = network.workspace(2, 1, team);
      Future<?> pass =
          threads.submit(
              () -> {
                first.set(Thread.currentThread());
                network.forward(inputs, 2, 1, null, shared);
              });
      while (!isIn(first.get(), Team.class)) {
        Thread.onSpinWait();
      }
      float[] others = Data.floats(2, 6);
      String message =
          assertThrows(
                  IllegalStateException.class, () -> network.forward(others, 1, 1, null, shared))
              .getMessage();
      assertTrue(message.startsWith("workspace: computes for another thread"), message);
      float[] outputs = new float[2 * network.outputSize()];
      for (Runnable other :
          new Runnable[] {
            () -> shared.train(1),
            shared::evaluate,
            () -> shared.copyOutputs(outputs, 0),
            () -> shared.setOutputGradients(outputs, 0),
            () -> MeanSquaredError.of(shared, outputs)
          }) {
        message = assertThrows(IllegalStateException.class, other::run).getMessage();
        assertTrue(message.startsWith("workspace: computes for another thread"), message);
      }
      begin.countDown();
      pass.get();
      // The refused call has not touched the pass that was on its way.
      Workspace own = network.workspace(2, 1);
      network.forward(inputs, 2, 1, null, own);
      Near.bits("outputs", Data.outputs(network, own), Data.outputs(network, shared));
      network.forward(inputs, 2, 1, null, shared);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void startLate(CountDownLatch begin, Runnable member) {
    try {
      begin.await();
      member.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** After a pass that has failed, the workspace serves the next one. */
  @Test
  void aFailedPassDoesNotBlockTheWorkspace() {
    Team team = new Team(1, Runnable::run);
    Workspace workspace = network.workspace(2, 1, team);
    team.close();
    for (int i = 0; i < 2; i++) {
      String message =
          assertThrows(
                  IllegalStateException.class, () -> network.forward(inputs, 2, 1, null, workspace))
              .getMessage();
      assertTrue(message.startsWith("team: is closed"), message);
    }
  }

  /** As if another thread were in the midst of a step, which lasts too short to catch. */
  @Test
  void aStepperThatStepsRefusesASecondStep() throws Exception {
    Stepper stepper = network.stepper();
    State state = network.newState();
    float[] output = new float[network.outputSize()];
    Field running = Stepper.class.getDeclaredField("running");
    running.setAccessible(true);
    running.setBoolean(stepper, true);
    String message =
        assertThrows(IllegalStateException.class, () -> stepper.step(inputs, state, output))
            .getMessage();
    assertTrue(message.startsWith("stepper: steps for another thread"), message);
    running.setBoolean(stepper, false);
    stepper.step(inputs, 0, state, output, 0);
    assertFalse(running.getBoolean(stepper));
    assertThrows(IllegalArgumentException.class, () -> stepper.step(0, state, output));
    assertFalse(running.getBoolean(stepper));
  }

  /** The refused step does not even leave its token. */
  @Test
  void aStepperOfTokensRefusesASecondStep() throws Exception {
    Network tokens = Network.embedding(7, 3).rnn(5).seed(1).build();
    Stepper stepper = tokens.stepper();
    State state = tokens.newState();
    float[] output = new float[tokens.outputSize()];
    stepper.step(2, state, output);
    Field running = Stepper.class.getDeclaredField("running");
    running.setAccessible(true);
    running.setBoolean(stepper, true);
    assertThrows(IllegalStateException.class, () -> stepper.step(6, state, output));
    Field token = Stepper.class.getDeclaredField("oneToken");
    token.setAccessible(true);
    assertEquals(2, ((int[]) token.get(stepper))[0]);
  }
}
