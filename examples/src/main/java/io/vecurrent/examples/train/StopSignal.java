package io.vecurrent.examples.train;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C (or kill) while it is open: the JVM's end waits until the training loop has seen {@link
 * #isRaised()}, saved the model and closed the signal.
 */
public final class StopSignal implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::raise, "stop-training");
  private volatile boolean raised;

  /** Begins to listen. */
  public StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the JVM wants to end. */
  public boolean isRaised() {
    return raised;
  }

  private void raise() {
    raised = true;
    try {
      closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the JVM end, if it wants to. */
  @Override
  public void close() {
    closed.countDown();
    if (!raised) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM has begun to end in this moment: the hook has nothing to wait for any more.
      }
    }
  }
}
