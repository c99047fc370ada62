package io.vecurrent.jmh.roofline;

import io.vecurrent.jmh.WarmUp;
import io.vecurrent.jmh.vector.VectorMultiplyAdd;
import io.vecurrent.jmh.vector.Width;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/** How many multiply-adds a core performs at most: the limit of a product that stays in cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MultiplyAddBenchmark {
  /** Multiply-adds of floats in one call, on every machine. */
  public static final int OPERATIONS = VectorMultiplyAdd.CHAINS * 16 * 1024;

  private static final int ROUNDS = OPERATIONS / (VectorMultiplyAdd.CHAINS * Width.LANES);

  // Not constants, so that the compiler does not know their product.
  float x = 0.5f;
  float y = 2f;

  /** Checks the result; until the compiler is through, there is nothing to measure. */
  @Setup(Level.Trial)
  public void setUp(BenchmarkParams params) {
    float sum = peak();
    if (sum != expected()) {
      throw new IllegalStateException("the sum must be " + expected() + ", was " + sum);
    }
    if (params.getForks() > 0) {
      WarmUp.run(this::peak);
    }
  }

  /** {@link #OPERATIONS} multiply-adds. */
  @Benchmark
  public float peak() {
    return VectorMultiplyAdd.sum(x, y, ROUNDS);
  }

  /** Each multiply-add adds 1; chain k begins at k. All sums on the way are whole numbers. */
  static float expected() {
    int chains = VectorMultiplyAdd.CHAINS;
    return OPERATIONS + chains * (chains - 1) / 2 * Width.LANES;
  }
}
