package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.AutovectorizedRnn;
import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.jmh.reference.Rows;
import org.openjdk.jmh.annotations.Benchmark;

/** {@link ForwardBackwardForms} of a tanh network. */
public class ForwardBackwardBenchmark extends ForwardBackwardForms {
  private AutovectorizedRnn autovectorizedRnn;
  private float[][] inputRows;

  /** Not prepared yet. */
  public ForwardBackwardBenchmark() {
    super(CellKind.RNN);
  }

  @Override
  protected void prepare() {
    super.prepare();
    autovectorizedRnn = new AutovectorizedRnn(shape);
    autovectorizedRnn.load(parameters);
    inputRows = Rows.of(inputs, 0, TIME * batch, n);
    Rows.load(outputGradients, 0, autovectorizedRnn.outputGradients);
  }

  @Benchmark
  public float[] autovectorized() {
    autovectorizedRnn.forward(inputRows);
    autovectorizedRnn.backward(inputRows);
    return autovectorizedRnn.gradients;
  }

  @Override
  protected float[] values(Object result) {
    return result == autovectorizedRnn.gradients
        ? join(
            autovectorizedRnn.gradients,
            Rows.flatten(autovectorizedRnn.inputGradients),
            Rows.flatten(autovectorizedRnn.stateGradients))
        : super.values(result);
  }
}
