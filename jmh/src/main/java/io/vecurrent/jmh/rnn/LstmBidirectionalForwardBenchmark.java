package io.vecurrent.jmh.rnn;

import io.vecurrent.rnn.Workspace;
import org.openjdk.jmh.annotations.Benchmark;

/** The forward pass of a two-layer bidirectional LSTM over 32 steps. */
public class LstmBidirectionalForwardBenchmark extends BidirectionalForms {
  @Override
  @Benchmark
  public Workspace vector() {
    network.forward(inputs, TIME, batch, null, workspace);
    return workspace;
  }

  @Override
  @Benchmark
  public float[] plain() {
    return plainLayers.forward(parameters, inputs);
  }

  @Override
  protected float[] values(Object result) {
    if (result instanceof Workspace done) {
      float[] outputs = new float[TIME * batch * network.outputSize()];
      done.copyOutputs(outputs, 0);
      return outputs;
    }
    return (float[]) result;
  }
}
