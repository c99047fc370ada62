package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.jmh.reference.Shape;
import io.vecurrent.rnn.MeanSquaredError;
import io.vecurrent.rnn.Network;

/** {@link LstmTrainingForms} on a series of floats: the mean squared error of a value a step. */
public class LstmSeriesTrainingBenchmark extends LstmTrainingForms {
  private float[] inputs;
  private float[] targets;

  @Override
  protected void prepare() {
    prepare(
        Network.builder(n).lstm(n).linear(1).seed(1).build(),
        new Shape(CellKind.LSTM, n, n, 1, TIME, batch));
    inputs = gaussian(TIME * batch * n);
    targets = gaussian(TIME * batch);
  }

  @Override
  double forward() {
    network.forward(inputs, TIME, batch, null, workspace);
    return MeanSquaredError.of(workspace, targets);
  }

  @Override
  double plainPass() {
    plainRnn.forward(parameters, inputs);
    double sum = 0;
    for (int row = 0; row < targets.length; row++) {
      float difference = plainRnn.logits[row] - targets[row];
      sum += (double) difference * difference;
      plainRnn.outputGradients[row] = 2 * difference / targets.length;
    }
    plainRnn.backward(parameters, inputs);
    return sum / targets.length;
  }
}
