package io.vecurrent.jmh.roofline;

import io.vecurrent.jmh.Variant;
import io.vecurrent.jmh.WarmUp;
import io.vecurrent.jmh.vector.VectorRead;
import io.vecurrent.jmh.vector.Width;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * A pure read of an array, in the order and from the place within it that are fastest.
 *
 * <p>Java puts an array at any multiple of 8 bytes, so its vectors may straddle cache lines. From
 * the first-level cache such a read takes 1.5 to 1.8 times as long (16 KiB on a Zen 3 core: 85 ns,
 * or 130 to 155), from further away it makes next to no difference. The limit of a machine must not
 * depend on that luck, nor on which order the machine's prefetchers like: each iteration tries
 * every alignment in both orders of {@link VectorRead} first, since the collector may have moved
 * the array.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class ReadProbe {
  /** Floats between the places that an array can begin at. */
  private static final int STEP = 2;

  private static final int TRIALS = 5;
  private static final long TRIAL_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  /** Enough to compile the loop for; a long array would take seconds until then. */
  private static final int WARM_UP_FLOATS = 16_384;

  private float[] array;
  private int length;
  private int first;
  private boolean inParts;
  private int turn;

  /** Receives what the trials read. */
  float sink;

  /** How many floats a benchmark method is to read. */
  abstract int length(String method);

  /** Allocates, checks the result and compiles. */
  @Setup(Level.Trial)
  public void setUp(BenchmarkParams params) {
    length = length(Variant.of(params.getBenchmark()).method());
    array = new float[length + Width.LANES];
    Arrays.fill(array, 1f);
    if (params.getForks() > 0) {
      int some = Math.min(length, WARM_UP_FLOATS);
      WarmUp.run(() -> sink += VectorRead.sum(array, 0, some));
      WarmUp.run(() -> sink += VectorRead.sumInParts(array, 0, some));
    }
    float sum = readFirst();
    if (sum != length) {
      throw new IllegalStateException("the sum must be " + length + ", was " + sum);
    }
  }

  /** Finds the fastest place and order. */
  @Setup(Level.Iteration)
  public void align(BenchmarkParams params) {
    if (params.getForks() == 0) {
      return;
    }
    double fastest = Double.POSITIVE_INFINITY;
    for (boolean parts : new boolean[] {false, true}) {
      double[] best = nanosByPlace(parts);
      for (int place = 0; place < Width.LANES; place += STEP) {
        if (best[place] < fastest) {
          fastest = best[place];
          first = place;
          inParts = parts;
        }
      }
    }
  }

  private double[] nanosByPlace(boolean parts) {
    double[] best = new double[Width.LANES];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    for (int trial = 0; trial < TRIALS; trial++) {
      for (int place = 0; place < Width.LANES; place += STEP) {
        best[place] = Math.min(best[place], nanos(place, parts));
      }
    }
    return best;
  }

  private double nanos(int place, boolean parts) {
    long start = System.nanoTime();
    long nanos;
    int count = 0;
    do {
      sink += read(place, parts);
      count++;
      nanos = System.nanoTime() - start;
    } while (nanos < TRIAL_NANOS);
    return (double) nanos / count;
  }

  private float read(int place, boolean parts) {
    return parts
        ? VectorRead.sumInParts(array, place, length)
        : VectorRead.sum(array, place, length);
  }

  /** Reads from the fastest place. */
  final float readFirst() {
    return read(first, inParts);
  }

  /** Reads from one place after the other. */
  final float readNext() {
    turn = turn + STEP < Width.LANES ? turn + STEP : 0;
    return read(turn, inParts);
  }
}
