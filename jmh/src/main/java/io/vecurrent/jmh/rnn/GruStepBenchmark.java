package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;

/** {@link StepForms} of a GRU. */
public class GruStepBenchmark extends StepForms {
  /** Not prepared yet. */
  public GruStepBenchmark() {
    super(CellKind.GRU);
  }
}
