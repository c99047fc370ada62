package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.jmh.reference.PlainRnn;
import io.vecurrent.jmh.reference.Shape;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.NetworkBuilder;

/** A network of one recurrent layer with as many inputs as units. */
public abstract class RnnBenchmark extends NetworkBenchmark {
  protected final CellKind cell;
  protected Shape shape;
  protected PlainRnn plainRnn;

  /** Normally distributed, {@code [TIME][batch][n]}. */
  protected float[] inputs;

  /** Of a network with this cell. */
  protected RnnBenchmark(CellKind cell) {
    this.cell = cell;
  }

  /** Allocates every form of a network; without a head for 0 classes. */
  protected void prepare(int batch, int classes) {
    NetworkBuilder builder = cell.layer(Network.builder(n), n).seed(1);
    use((classes == 0 ? builder : builder.linear(classes)).build());
    inputs = gaussian(TIME * batch * n);
    shape = new Shape(cell, n, n, classes, TIME, batch);
    plainRnn = new PlainRnn(shape);
  }
}
