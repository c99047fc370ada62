package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.AutovectorizedRnn;
import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.jmh.reference.Rows;
import org.openjdk.jmh.annotations.Benchmark;

/** {@link ForwardForms} of a tanh network. */
public class ForwardBenchmark extends ForwardForms {
  private AutovectorizedRnn autovectorizedRnn;
  private float[][] inputRows;

  /** Not prepared yet. */
  public ForwardBenchmark() {
    super(CellKind.RNN);
  }

  @Override
  protected void prepare() {
    super.prepare();
    autovectorizedRnn = new AutovectorizedRnn(shape);
    autovectorizedRnn.load(parameters);
    inputRows = Rows.of(inputs, 0, TIME * batch, n);
  }

  @Benchmark
  public float[][] autovectorized() {
    autovectorizedRnn.forward(inputRows);
    return autovectorizedRnn.states;
  }
}
