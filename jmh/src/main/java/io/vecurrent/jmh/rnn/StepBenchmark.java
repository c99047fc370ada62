package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.AutovectorizedRnn;
import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.jmh.reference.Rows;
import org.openjdk.jmh.annotations.Benchmark;

/** {@link StepForms} of a tanh network. */
public class StepBenchmark extends StepForms {
  private AutovectorizedRnn autovectorizedRnn;
  private float[][] inputRows;

  /** Not prepared yet. */
  public StepBenchmark() {
    super(CellKind.RNN);
  }

  @Override
  protected void prepare() {
    super.prepare();
    autovectorizedRnn = new AutovectorizedRnn(shape);
    autovectorizedRnn.load(parameters);
    System.arraycopy(plainRnn.states, 0, autovectorizedRnn.states[0], 0, n);
    inputRows = Rows.of(inputs, 0, TIME, n);
  }

  @Benchmark
  public float[] autovectorized() {
    float[] h = autovectorizedRnn.states[0];
    autovectorizedRnn.cell(inputRows[nextInput()], h, h);
    return h;
  }
}
