package io.vecurrent.examples.forecast;

import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Stepper;

/** Reads the whole history step by step, then goes on with its own forecasts as inputs. */
final class LstmForecaster implements Forecaster {
  private final Network network;
  private final Encoding encoding;

  LstmForecaster(Network network, Encoding encoding) {
    this.network = network;
    this.encoding = encoding;
  }

  @Override
  public double[] forecast(MonthlySeries history, int months) {
    double[] values = history.values();
    Stepper stepper = network.stepper();
    State state = network.newState();
    float[] input = new float[Encoding.INPUTS];
    float[] output = new float[1];
    double[] forecast = new double[months];
    double level = values[0];
    for (int i = 1; i < values.length + months; i++) {
      boolean known = i < values.length;
      double change = known ? values[i] - level : encoding.change(output[0]);
      level = known ? values[i] : level + change;
      if (!known) {
        forecast[i - values.length] = level;
      }
      encoding.write(change, history.month(i + 1).getMonthValue(), input, 0);
      stepper.step(input, state, output);
    }
    return forecast;
  }

  @Override
  public String toString() {
    return "two-layer LSTM";
  }
}
