package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.rnn.Workspace;
import org.openjdk.jmh.annotations.Param;

/** Whole sequences of 32 steps, from zero states. */
public abstract class SequenceBenchmark extends RnnBenchmark {
  /** Sequences at once. */
  @Param("1")
  public int batch;

  protected Workspace workspace;

  /** Of a network with this cell. */
  protected SequenceBenchmark(CellKind cell) {
    super(cell);
  }

  /** Allocates every form of a network and its workspace; without a head for 0 classes. */
  protected final void prepareSequences(int classes) {
    prepare(batch, classes);
    workspace = network.workspace(TIME, batch);
  }
}
