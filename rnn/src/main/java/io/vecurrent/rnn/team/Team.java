package io.vecurrent.rnn.team;

import io.vecurrent.kernels.internal.Checks;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A few threads of the caller's that share one computation: one stream on several cores.
 *
 * <p>The thread that calls the library is member 0; members 1 to {@code size - 1} run on threads of
 * the caller's executor, which the caller creates, names and pins as he likes. Each occupies its
 * thread until {@link #close}.
 *
 * <pre>{@code
 * ExecutorService threads = Executors.newFixedThreadPool(1);
 * try (Team team = new Team(2, threads)) {
 *   Workspace workspace = network.workspace(maxTime, maxBatch, team);
 *   network.forward(inputs, time, batch, state, workspace); // on both threads
 * }
 * threads.shutdown();
 * }</pre>
 *
 * <p><b>Waiting.</b> While a computation runs, members wait for each other by spinning, once a time
 * step: give a team no more members than there are idle cores. After a computation the others look
 * out for the next one for some 50 microseconds, then sleep until there is one.
 *
 * <p><b>Results</b> are the bits of one thread: members share outputs, never sums.
 *
 * <p><b>Threads.</b> One computation at a time: a second thread that computes with a busy team gets
 * an {@link IllegalStateException}. Workspaces may share a team. <b>Allocation.</b> None once
 * constructed.
 *
 * <p><b>Failure.</b> Where a member fails, is interrupted, is not started within ten seconds or its
 * thread dies, the computation ends with an {@link IllegalStateException} that says so, and the
 * team is of no further use. What the computation was to write is then undefined.
 */
public final class Team implements AutoCloseable {
  /** A computation: called once for each member, on that member's thread. */
  public interface Task {
    /** The share of {@code member}; {@link Team#await} lets it wait for the others. */
    void run(int member);
  }

  private static final long START_LIMIT = TimeUnit.SECONDS.toNanos(10);

  /** Ints from one member's counter to the next: nobody writes to a cache line that others read. */
  private static final int APART = 32;

  private final long startLimit;
  private final Member[] members;

  /** How often each member has come to a meeting point. */
  private final AtomicIntegerArray arrivals;

  /** The thread within the constructor, on which a member would never come to an end. */
  private Thread constructing;

  /** Whether the executor has tried that. */
  private boolean needsThreads;

  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile IllegalStateException failure;
  private volatile boolean closed;
  private Task task;

  /**
   * A team of the calling thread and {@code size - 1} threads of an executor.
   *
   * @param size members, at least 1
   * @param executor runs {@code size - 1} tasks at the same time, each until the team is closed
   * @throws NullPointerException if {@code executor} is null
   * @throws IllegalArgumentException if {@code size} is out of range, or the executor, which may be
   *     shut down, rejects a task or runs one on the calling thread; those that it has begun end
   *     then
   */
  public Team(int size, Executor executor) {
    this(size, executor, START_LIMIT);
  }

  Team(int size, Executor executor, long startLimit) {
    this.startLimit = startLimit;
    Checks.atLeast(size, 1, "size");
    Checks.notNull(executor, "executor");
    arrivals = new AtomicIntegerArray(Checks.size(Checks.sum(size, 1, "size"), APART, "size"));
    members = new Member[size];
    for (int i = 0; i < size; i++) {
      members[i] = new Member(this, i);
    }
    constructing = Thread.currentThread();
    for (int i = 1; i < size; i++) {
      occupyThread(executor, i);
    }
    constructing = null;
  }

  private void occupyThread(Executor executor, int member) {
    try {
      executor.execute(members[member]);
    } catch (RejectedExecutionException e) {
      close();
      throw new IllegalArgumentException(
          "executor: must run "
              + count(size() - 1, "task")
              + " at a time, has rejected no. "
              + member
              + "; is it shut down, or too small?",
          e);
    }
    if (needsThreads) {
      close();
      throw new IllegalArgumentException(
          "executor: has run member "
              + member
              + " on the calling thread; it needs "
              + count(size() - 1, "thread")
              + " of its own");
    }
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /**
   * Called by each member on its thread before anything else. An exception thrown here might end in
   * the executor, so the constructor throws it.
   *
   * @return whether the member must return at once
   */
  boolean refuses(Thread thread) {
    // Other threads may read any old value here: none is equal to them.
    boolean refused = thread == constructing;
    if (refused) {
      needsThreads = true;
    }
    return refused;
  }

  /** The number of members. */
  public int size() {
    return members.length;
  }

  /**
   * Runs a task on all members and returns when all have done their share.
   *
   * @throws IllegalStateException if the team is closed, busy or has failed, or fails now
   */
  public void run(Task shared) {
    Checks.notNull(shared, "task");
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException("team: is computing for another thread");
    }
    try {
      requireUsable();
      task = shared;
      for (int i = 1; i < members.length; i++) {
        members[i].start();
      }
      try {
        shared.run(0);
      } catch (RuntimeException | Error e) {
        fail("member 0 has failed: " + e, e);
        throw e;
      }
      await(0);
    } finally {
      busy.set(false);
    }
  }

  /**
   * Within a task: waits until all members have come here as often as this one.
   *
   * @param member the one whose thread calls
   * @throws IllegalArgumentException if there is no such member
   * @throws IllegalStateException if no task is running, or the team fails meanwhile
   */
  public void await(int member) {
    if (member < 0 || member >= members.length) {
      throw new IllegalArgumentException(
          "member: must be from 0 to " + (members.length - 1) + ", was " + member);
    }
    if (!busy.get()) {
      throw new IllegalStateException("team: no task is running");
    }
    int mine = arrivals.getPlain(counter(member)) + 1;
    arrivals.setRelease(counter(member), mine);
    for (Member other : members) {
      long deadline = 0;
      for (int spins = 1; arrivals.getAcquire(counter(other.index())) - mine < 0; spins++) {
        Thread.onSpinWait();
        if (spins % 1024 == 0) {
          deadline = deadline == 0 ? System.nanoTime() + startLimit : deadline;
          requireAlive(other, deadline);
        }
      }
    }
  }

  private static int counter(int member) {
    return (member + 1) * APART;
  }

  private void requireAlive(Member other, long deadline) {
    if (other.hasDied()) {
      fail("the thread of member " + other.index() + " has died", null);
    } else if (!other.isStarted() && System.nanoTime() - deadline > 0) {
      fail(
          "the executor has not started member "
              + other.index()
              + " in time; it needs a free thread for each member but the calling one",
          null);
    }
    requireUsable();
  }

  Task task() {
    return task;
  }

  boolean isOver() {
    return closed || failure != null;
  }

  /** The first failure counts. */
  synchronized void fail(String what, Throwable cause) {
    if (failure == null) {
      failure = new IllegalStateException("team: " + what, cause);
    }
  }

  private void requireUsable() {
    if (failure != null) {
      throw new IllegalStateException(failure.getMessage(), failure);
    }
    if (closed) {
      throw new IllegalStateException("team: is closed");
    }
  }

  /** Ends the members, which leave their threads. Waits for nobody. */
  @Override
  public void close() {
    closed = true;
    for (Member member : members) {
      member.wake();
    }
  }
}
