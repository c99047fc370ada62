package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.PairBenchmark;
import io.vecurrent.jmh.reference.AutovectorizedRnn;
import io.vecurrent.jmh.reference.OracleRnn;
import io.vecurrent.jmh.reference.PlainRnn;
import io.vecurrent.jmh.reference.Rows;
import io.vecurrent.jmh.reference.Shape;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.NetworkBuilder;
import org.openjdk.jmh.annotations.Param;

/** One tanh network with as many inputs as units, in every form, on the same parameters. */
public abstract class RnnBenchmark extends PairBenchmark {
  /** Steps of a sequence. */
  protected static final int TIME = 32;

  /** Inputs and units. */
  @Param({"64", "256"})
  public int n;

  protected Network network;
  protected PlainRnn plainRnn;
  protected AutovectorizedRnn autovectorizedRnn;
  protected OracleRnn oracle;

  /** The network's parameters, live. */
  protected float[] parameters;

  /** Normally distributed, {@code [TIME][batch][n]}. */
  protected float[] inputs;

  protected float[][] inputRows;

  /** Allocates every form of a network; without a head for 0 classes. */
  protected final void prepare(int batch, int classes) {
    NetworkBuilder builder = Network.builder(n).rnn(n).seed(1);
    network = (classes == 0 ? builder : builder.linear(classes)).build();
    parameters = network.parameters().values();
    inputs = gaussian(TIME * batch * n);
    inputRows = Rows.of(inputs, 0, TIME * batch, n);
    Shape shape = new Shape(n, n, classes, TIME, batch);
    plainRnn = new PlainRnn(shape);
    autovectorizedRnn = new AutovectorizedRnn(shape);
    autovectorizedRnn.load(parameters);
    oracle = new OracleRnn(shape);
  }
}
