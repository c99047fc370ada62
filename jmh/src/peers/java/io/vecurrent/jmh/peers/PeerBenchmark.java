package io.vecurrent.jmh.peers;

import io.vecurrent.jmh.WarmUp;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * One computation in several libraries: a benchmark method for each, named after it. JMH starts a
 * JVM for each method, which prepares that library alone, compares what it computes with what this
 * library computes, and then runs it. A library that disagrees fails the run.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = {"-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED"})
public abstract class PeerBenchmark {
  /** The name of this library's method. */
  protected static final String VECURRENT = "vecurrent";

  /** This library with rounded weights: other numbers, which its own benchmark checks. */
  protected static final String VECURRENT_BFLOAT16 = "vecurrentBfloat16";

  private static final int RUNS_BEFORE_CHECK = 3;

  private Computation computation;

  /** Prepares and checks the library that this JVM is to measure. */
  @Setup(Level.Trial)
  public void setUp(BenchmarkParams params) {
    String benchmark = params.getBenchmark();
    String library = benchmark.substring(benchmark.lastIndexOf('.') + 1);
    computation = checked(library);
    if (library.startsWith(VECURRENT) && params.getForks() > 0) {
      WarmUp.run(computation::run);
    }
  }

  /**
   * The computation in the library of this name, after some runs.
   *
   * @throws IllegalStateException if its results differ from this library's
   */
  final Computation checked(String library) {
    Computation computation = prepare(library);
    runOften(computation);
    if (!library.startsWith(VECURRENT)) {
      try (Computation ours = prepare(VECURRENT)) {
        runOften(ours);
        Agreement.require(library + " at " + sizes(), ours.results(), computation.results());
      }
    }
    return computation;
  }

  /** Frees native memory. */
  @TearDown
  public void tearDown() {
    computation.close();
  }

  /** States go on from call to call, and gradients must not: once would not show it. */
  private static void runOften(Computation computation) {
    for (int i = 0; i < RUNS_BEFORE_CHECK; i++) {
      computation.run();
    }
  }

  /** The computation in the library of this name. */
  abstract Computation prepare(String library);

  /** The parameters, for messages. */
  abstract String sizes();

  /** What the benchmark methods do. */
  final void run() {
    computation.run();
  }

  static IllegalArgumentException unknown(String library) {
    return new IllegalArgumentException(library + ": no such peer in this benchmark");
  }
}
