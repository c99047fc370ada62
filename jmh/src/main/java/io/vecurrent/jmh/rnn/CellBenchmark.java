package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.WarmUp;
import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.rnn.Network;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/** A network of one recurrent layer, used in several ways that must give the same bits. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class CellBenchmark {
  /** Inputs and units. */
  @Param("64")
  public int n;

  protected Network network;
  private final CellKind cell;

  /** Of a network with this cell. */
  protected CellBenchmark(CellKind cell) {
    this.cell = cell;
  }

  /** Allocates everything and compares the ways. */
  @Setup(Level.Trial)
  public void setUp(BenchmarkParams params) {
    network = cell.layer(Network.builder(n), n).seed(1).build();
    prepare();
    if (!isSame()) {
      throw new IllegalStateException(getClass().getSimpleName() + ": other bits, n=" + n);
    }
    String name = params.getBenchmark();
    if (params.getForks() > 0) {
      WarmUp.run(way(name.substring(name.lastIndexOf('.') + 1)));
    }
  }

  /** Allocates and draws whatever the ways work on. */
  abstract void prepare();

  /** Goes all ways and compares the results. */
  abstract boolean isSame();

  /** What the benchmark method of this name does. */
  abstract Runnable way(String method);

  /** Always the same floats. */
  static float[] gaussian(int length) {
    Random random = new Random(20240917);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
