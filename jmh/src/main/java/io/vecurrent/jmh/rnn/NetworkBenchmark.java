package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.PairBenchmark;
import io.vecurrent.jmh.Variant;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.rnn.Network;
import org.openjdk.jmh.annotations.Param;

/**
 * A network in every form, on the same parameters. What the loops compute is compared with what the
 * library computes, and everything else with what the plain loop computes.
 */
public abstract class NetworkBenchmark extends PairBenchmark {
  /** Steps of a sequence. */
  protected static final int TIME = 32;

  /** Inputs and units. */
  @Param({"64", "256"})
  public int n;

  protected Network network;

  /** The network's parameters, live. */
  protected float[] parameters;

  /** Takes over a network. */
  protected final void use(Network chosen) {
    network = chosen;
    parameters = network.parameters().values();
  }

  /** The plain loop's form, a benchmark too. */
  public abstract Object plain();

  /** Undoes what a call has changed for the next one. */
  protected void restart() {}

  @Override
  protected final double[] expected() {
    return expected(Variant.VECTOR);
  }

  @Override
  protected double[] expected(Variant variant) {
    double[] expected = Oracle.map(values(variant.isLoop() ? vector() : plain()), v -> v);
    restart();
    return expected;
  }

  /** All of them in one new array. */
  protected static float[] join(float[]... parts) {
    int length = 0;
    for (float[] part : parts) {
      length += part.length;
    }
    float[] joined = new float[length];
    int next = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, joined, next, part.length);
      next += part.length;
    }
    return joined;
  }
}
