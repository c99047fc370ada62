package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.jmh.reference.PlainBidirectional;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.Workspace;
import org.openjdk.jmh.annotations.Param;

/** Whole sequences of 32 steps through a two-layer bidirectional LSTM, from zero states. */
public abstract class BidirectionalForms extends NetworkBenchmark {
  private static final int LAYERS = 2;

  /** Sequences at once. */
  @Param("1")
  public int batch;

  protected Workspace workspace;
  protected PlainBidirectional plainLayers;

  /** Normally distributed, {@code [TIME][batch][n]}. */
  protected float[] inputs;

  @Override
  protected void prepare() {
    use(Network.builder(n).lstm(n, LAYERS).bidirectional().seed(1).build());
    workspace = network.workspace(TIME, batch);
    inputs = gaussian(TIME * batch * n);
    plainLayers = new PlainBidirectional(CellKind.LSTM, n, n, LAYERS, TIME, batch);
  }
}
