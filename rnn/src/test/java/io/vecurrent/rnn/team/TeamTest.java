package io.vecurrent.rnn.team;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members meet, fail loudly and go home. */
@Tag("once")
class TeamTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void everyMemberLeavesItsThread() throws InterruptedException {
    threads.shutdown();
    assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS), "a member has not left its thread");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void allMembersMeetInEveryRound(int size) {
    int rounds = 200;
    AtomicIntegerArray seen = new AtomicIntegerArray(size);
    try (Team team = new Team(size, threads)) {
      for (int task = 0; task < 20; task++) {
        int before = task * rounds;
        team.run(
            member -> {
              for (int round = 1; round <= rounds; round++) {
                seen.incrementAndGet(member);
                team.await(member);
                for (int other = 0; other < size; other++) {
                  assertEquals(before + round, seen.get(other), "member " + other);
                }
                team.await(member);
              }
            });
      }
      assertEquals(size, team.size());
    }
  }

  /** The first member, which the executor has begun, goes home too, as after each test. */
  @Test
  void anExecutorThatRejectsAMemberIsRefused() {
    AtomicInteger begun = new AtomicInteger();
    Executor one =
        task -> {
          if (begun.incrementAndGet() > 1) {
            throw new RejectedExecutionException("full");
          }
          threads.execute(task);
        };
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new Team(3, one));
    assertEquals(
        "executor: must run 2 tasks at a time, has rejected no. 2; is it shut down, or too small?",
        e.getMessage());
    assertEquals("full", e.getCause().getMessage());
  }

  @Test
  void anExecutorThatIsShutDownIsRefused() {
    threads.shutdown();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new Team(2, threads));
    assertEquals(
        "executor: must run 1 task at a time, has rejected no. 1; is it shut down, or too small?",
        e.getMessage());
  }

  /** Where it ran there, the constructor would never return. */
  @Test
  @Timeout(60)
  void anExecutorThatRunsAMemberOnTheCallingThreadIsRefused() {
    Executor futures = task -> new FutureTask<>(task, null).run(); // keeps exceptions to itself
    for (Executor caller : List.<Executor>of(Runnable::run, futures)) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> new Team(2, caller));
      assertEquals(
          "executor: has run member 1 on the calling thread; it needs 1 thread of its own",
          e.getMessage());
    }
  }

  /** The member that has a thread goes home. */
  @Test
  @Timeout(60)
  void aPoolThatRunsWhatIsTooMuchOnTheCallingThreadIsRefused() throws InterruptedException {
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new ThreadPoolExecutor.CallerRunsPolicy());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new Team(3, one));
    assertEquals(
        "executor: has run member 2 on the calling thread; it needs 2 threads of its own",
        e.getMessage());
    one.shutdown();
    assertTrue(one.awaitTermination(30, TimeUnit.SECONDS), "member 1 has not left its thread");
  }

  @Test
  void anErrorOfAMemberEndsTheRunAndTheTeam() {
    try (Team team = new Team(2, threads)) {
      IllegalStateException e =
          assertThrows(
              IllegalStateException.class,
              () ->
                  team.run(
                      member -> {
                        if (member == 1) {
                          throw new ArithmeticException("on purpose");
                        }
                        team.await(member);
                      }));
      assertTrue(e.getMessage().contains("member 1 has failed"), e.getMessage());
      assertTrue(e.getMessage().contains("on purpose"), e.getMessage());
      IllegalStateException later =
          assertThrows(IllegalStateException.class, () -> team.run(member -> {}));
      assertEquals(e.getMessage(), later.getMessage());
    }
  }

  @Test
  void theFirstFailureCounts() {
    try (Team team = new Team(1, threads)) {
      team.fail("the first", null);
      team.fail("the second", null);
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> team.run(member -> {}));
      assertEquals("team: the first", e.getMessage());
    }
  }

  @Test
  void anErrorOfTheCallerIsThrownAsItIs() {
    ArithmeticException mine = new ArithmeticException("on purpose");
    try (Team team = new Team(3, threads)) {
      assertSame(
          mine,
          assertThrows(
              ArithmeticException.class,
              () ->
                  team.run(
                      member -> {
                        if (member == 0) {
                          throw mine;
                        }
                        team.await(member);
                      })));
    }
  }

  @Test
  void anExecutorWithoutThreadsIsNoticed() {
    try (Team team = new Team(2, task -> {}, TimeUnit.MILLISECONDS.toNanos(50))) {
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> team.run(member -> {}));
      assertTrue(e.getMessage().contains("has not started member 1"), e.getMessage());
    }
  }

  /** An executor that takes the member's place and lets its thread end at once. */
  @Test
  void aThreadThatDiesIsNoticed() throws InterruptedException {
    AtomicReference<Runnable> member = new AtomicReference<>();
    try (Team team = new Team(2, member::set)) {
      Thread thread = new Thread(member.get());
      thread.start();
      team.run(m -> {});
      thread.interrupt();
      thread.join();
      IllegalStateException e = assertThrows(IllegalStateException.class, () -> team.run(m -> {}));
      assertTrue(e.getMessage().contains("member 1"), e.getMessage());
    }
  }

  /** A thread that ends in the midst of a task, as if killed: its executor gets what it threw. */
  @Test
  void aThreadThatEndsWithinATaskIsNoticed() throws InterruptedException {
    AtomicReference<Runnable> member = new AtomicReference<>();
    try (Team team = new Team(2, member::set)) {
      Thread thread = new Thread(member.get());
      thread.setUncaughtExceptionHandler((dying, cause) -> {});
      thread.start();
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> team.run(TeamTest::endMemberOne));
      assertTrue(e.getMessage().contains("the thread of member 1 has died"), e.getMessage());
      thread.join();
    }
  }

  private static void endMemberOne(int member) {
    if (member == 1) {
      TeamTest.<RuntimeException>sneak(new Exception("neither a RuntimeException nor an Error"));
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void sneak(Throwable cause) throws T {
    throw (T) cause;
  }

  @Test
  void awaitIsForTasksAndMembers() {
    try (Team team = new Team(2, threads)) {
      IllegalStateException outside =
          assertThrows(IllegalStateException.class, () -> team.await(0));
      assertTrue(outside.getMessage().contains("no task"), outside.getMessage());
      for (int member : new int[] {-1, 2, 7}) {
        IllegalArgumentException wrong =
            assertThrows(IllegalArgumentException.class, () -> team.await(member));
        assertTrue(wrong.getMessage().startsWith("member: "), wrong.getMessage());
      }
      team.run(team::await);
    }
  }

  @Test
  void aSecondCallerIsRefused() {
    try (Team team = new Team(1, threads)) {
      team.run(
          member -> {
            IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> team.run(m -> {}));
            assertTrue(e.getMessage().contains("another thread"), e.getMessage());
          });
    }
  }

  @Test
  void aClosedTeamIsRefused() {
    Team team = new Team(2, threads);
    team.close();
    team.close();
    IllegalStateException e = assertThrows(IllegalStateException.class, () -> team.run(m -> {}));
    assertTrue(e.getMessage().contains("closed"), e.getMessage());
  }

  /** A member that sleeps uses no processor time, and wakes for the next task. */
  @Test
  void idleMembersSleep() throws InterruptedException {
    AtomicReference<Thread> other = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(1);
    try (Team team = new Team(2, threads)) {
      team.run(
          member -> {
            if (member == 1) {
              other.set(Thread.currentThread());
            }
          });
      while (other.get().getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      team.run(
          member -> {
            if (member == 1) {
              done.countDown();
            }
          });
      assertTrue(done.await(30, TimeUnit.SECONDS), "the sleeping member was not woken");
    }
    assertFalse(threads.isShutdown());
  }

  @Test
  void wrongArguments() {
    assertThrows(IllegalArgumentException.class, () -> new Team(0, threads));
    for (int huge : new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE / 16}) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> new Team(huge, threads));
      assertTrue(e.getMessage().startsWith("size"), e.getMessage());
    }
    assertThrows(NullPointerException.class, () -> new Team(1, null));
    try (Team team = new Team(1, threads)) {
      assertThrows(NullPointerException.class, () -> team.run(null));
    }
  }
}
