package io.vecurrent.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.vecurrent.kernels.support.Facade;
import io.vecurrent.kernels.support.Operations;
import io.vecurrent.kernels.support.Operations.Operation;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every public method, once warm, allocates exactly nothing. */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The large ones first: their loops are compiled after the fewest calls. */
  private static final int[] SIZES = {256, 127, 100, 64, 20, 16};

  /** Rounds until the compiler must be done; each has thousands of calls. */
  private static final int ROUNDS = 60;

  /** Rounds without a byte, one after the other, that count as proof. */
  private static final int CLEAN_ROUNDS = 3;

  private static final int NEW_THREAD_SIZE = 100;

  private static final int NEW_THREADS = 5;

  /** What the Javadoc says, 160 KiB, and the entries that a thread keeps for them. */
  private static final int SCRATCH_BYTES = 161 * 1024;

  /** Those whose Javadoc says so, besides the products of {@link PackedMatrix}. */
  private static final Set<String> SCRATCH_USERS =
      Set.of(
          "Activations.log/5",
          "Gates.lstmGradient/13",
          "OuterProduct.accumulate/12",
          "Softmax.crossEntropy/4",
          "Softmax.logSoftmax/5",
          "Softmax.logSumExp/3");

  private static volatile Object sink;

  static Stream<Operation> operations() {
    return Operations.all();
  }

  @BeforeAll
  static void countingWorks() {
    assertTrue(THREADS.isThreadAllocatedMemorySupported());
    assertTrue(THREADS.isThreadAllocatedMemoryEnabled());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void allocatesNothing(Operation operation) {
    for (int size : SIZES) {
      Runnable call = operation.prepare(size);
      long[] bytes = new long[ROUNDS];
      if (!becomesClean(call, operation.calls(size), bytes)) {
        fail(operation + " at size " + size + ": bytes in each round: " + Arrays.toString(bytes));
      }
    }
  }

  /**
   * A thread that is new to warm code allocates its scratch array, once, where the Javadoc says so,
   * and nothing else. The first such threads show the compiler a branch that it had left out: it
   * compiles anew.
   */
  @ParameterizedTest
  @MethodSource("operations")
  void aNewThreadAllocatesItsScratchAtMost(Operation operation) throws InterruptedException {
    Runnable call = operation.prepare(NEW_THREAD_SIZE);
    long most = mayUseScratch(operation) ? SCRATCH_BYTES : 0;
    long[] bytes = {most + 1, 1};
    for (int thread = 0; thread < NEW_THREADS && (bytes[0] > most || bytes[1] > 0); thread++) {
      assertTrue(becomesClean(call, operation.calls(NEW_THREAD_SIZE), new long[ROUNDS]));
      bytes = inANewThread(call);
    }
    assertTrue(bytes[0] <= most, operation + ": " + bytes[0] + " bytes");
    assertEquals(0, bytes[1], operation + ": in the second call of a new thread");
  }

  private static boolean mayUseScratch(Operation operation) {
    String key = operation.key();
    return SCRATCH_USERS.contains(key) || key.startsWith("PackedMatrix.multiply");
  }

  /** The bytes of the first call and of the second. */
  private static long[] inANewThread(Runnable call) throws InterruptedException {
    long[] bytes = new long[2];
    Thread thread =
        new Thread(
            () -> {
              bytes[0] = bytesOf(call, 1);
              bytes[1] = bytesOf(call, 1);
            });
    thread.start();
    thread.join();
    return bytes;
  }

  @Test
  void everyPublicMethodIsMeasured() {
    Set<String> measured =
        Operations.all().map(Operation::key).collect(Collectors.toCollection(TreeSet::new));
    Set<String> documented =
        Set.of(
            "PackedMatrix.pack/3",
            "PackedMatrix.pack/4",
            "PackedMatrix.pack/5",
            "PackedMatrix.packTransposed/4",
            "PackedMatrix.zeros/2",
            "PackedMatrix.zeros/3",
            "PackedMatrix.slice/2",
            "Precision.values/0",
            "Precision.valueOf/1",
            "PackedMatrix.toString/0",
            "Backend.toString/0");
    Set<String> expected =
        Facade.methods().stream()
            .map(Facade::key)
            .filter(key -> !documented.contains(key))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(expected, measured);
  }

  /** The canaries: what allocates is found, however little and however rarely. */
  @Test
  void aSmallObjectIsFound() {
    assertFalse(becomesClean(() -> sink = new int[1], 3000, new long[ROUNDS]));
  }

  @Test
  void oneObjectInAThousandCallsIsFound() {
    int[] calls = new int[1];
    Runnable rarely =
        () -> {
          if (++calls[0] % 1000 == 0) {
            sink = new int[1];
          }
        };
    assertFalse(becomesClean(rarely, 3000, new long[ROUNDS]));
  }

  @Test
  void theMeasureItselfIsClean() {
    assertTrue(becomesClean(() -> {}, 3000, new long[ROUNDS]));
  }

  private static boolean becomesClean(Runnable call, int calls, long[] bytes) {
    int clean = 0;
    for (int round = 0; round < bytes.length && clean < CLEAN_ROUNDS; round++) {
      bytes[round] = bytesOf(call, calls);
      clean = bytes[round] == 0 ? clean + 1 : 0;
    }
    return clean == CLEAN_ROUNDS;
  }

  private static long bytesOf(Runnable call, int calls) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < calls; i++) {
      call.run();
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
