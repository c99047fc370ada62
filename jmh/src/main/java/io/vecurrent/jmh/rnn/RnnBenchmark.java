package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.PairBenchmark;
import io.vecurrent.jmh.Variant;
import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.PlainRnn;
import io.vecurrent.jmh.reference.Shape;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.NetworkBuilder;
import org.openjdk.jmh.annotations.Param;

/**
 * A network of one recurrent layer with as many inputs as units, in every form, on the same
 * parameters. What the loops compute is compared with what the library computes, and everything
 * else with what the plain loop computes.
 */
public abstract class RnnBenchmark extends PairBenchmark {
  /** Steps of a sequence. */
  protected static final int TIME = 32;

  /** Inputs and units. */
  @Param({"64", "256"})
  public int n;

  protected final CellKind cell;
  protected Shape shape;
  protected Network network;
  protected PlainRnn plainRnn;

  /** The network's parameters, live. */
  protected float[] parameters;

  /** Normally distributed, {@code [TIME][batch][n]}. */
  protected float[] inputs;

  /** Of a network with this cell. */
  protected RnnBenchmark(CellKind cell) {
    this.cell = cell;
  }

  /** Allocates every form of a network; without a head for 0 classes. */
  protected void prepare(int batch, int classes) {
    NetworkBuilder builder = cell.layer(Network.builder(n), n).seed(1);
    network = (classes == 0 ? builder : builder.linear(classes)).build();
    parameters = network.parameters().values();
    inputs = gaussian(TIME * batch * n);
    shape = new Shape(cell, n, n, classes, TIME, batch);
    plainRnn = new PlainRnn(shape);
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
}
