package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;

/** {@link StepForms} of an LSTM. */
public class LstmStepBenchmark extends StepForms {
  /** Not prepared yet. */
  public LstmStepBenchmark() {
    super(CellKind.LSTM);
  }
}
