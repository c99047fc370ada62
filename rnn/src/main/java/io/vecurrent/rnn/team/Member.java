package io.vecurrent.rnn.team;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One thread's part in a {@link Team}: waits for tasks and does its share of each. */
final class Member implements Runnable {
  /** How long a member looks out for the next task before it sleeps: waking it takes that long. */
  private static final long LOOK_OUT = TimeUnit.MICROSECONDS.toNanos(50);

  private final Team team;
  private final int index;

  private volatile Thread thread;
  private volatile boolean asleep;

  /** Tasks that the caller has given out. */
  private volatile int tasks;

  Member(Team team, int index) {
    this.team = team;
    this.index = index;
  }

  int index() {
    return index;
  }

  /** The caller is always there. */
  boolean isStarted() {
    return index == 0 || thread != null;
  }

  boolean hasDied() {
    Thread t = thread;
    return t != null && !t.isAlive();
  }

  /** Called by one thread at a time. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time
  void start() {
    tasks++;
    if (asleep) {
      wake();
    }
  }

  void wake() {
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    if (team.refuses(Thread.currentThread())) {
      return;
    }
    thread = Thread.currentThread();
    int done = 0;
    while (awaitTask(done)) {
      done++;
      try {
        team.task().run(index);
        team.await(index);
      } catch (RuntimeException | Error e) {
        team.fail("member " + index + " has failed: " + e, e);
      }
    }
  }

  private boolean awaitTask(int done) {
    long start = System.nanoTime();
    for (int spins = 1; tasks == done && !team.isOver(); spins++) {
      Thread.onSpinWait();
      if (spins % 64 == 0 && System.nanoTime() - start > LOOK_OUT) {
        sleep(done);
      }
    }
    return !team.isOver();
  }

  /** Sleeps first and looks once more then: {@link #start} does both the other way round. */
  private void sleep(int done) {
    asleep = true;
    while (tasks == done && !team.isOver()) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        team.fail("member " + index + " was interrupted", null);
      }
    }
    asleep = false;
  }
}
