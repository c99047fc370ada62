package io.vecurrent.jmh.rnn;

import org.openjdk.jmh.annotations.Benchmark;

/**
 * The forward pass of a two-layer bidirectional LSTM over 32 steps, and the backward pass from
 * given gradients of the outputs to those of all parameters and the inputs.
 */
public class LstmBidirectionalForwardBackwardBenchmark extends BidirectionalForms {
  private float[] outputGradients;
  private float[] gradients;
  private float[] inputGradients;

  @Override
  protected void prepare() {
    super.prepare();
    outputGradients = gaussian(TIME * batch * network.outputSize());
    System.arraycopy(outputGradients, 0, plainLayers.outputGradients, 0, outputGradients.length);
    gradients = network.newGradients();
    inputGradients = new float[inputs.length];
  }

  @Override
  @Benchmark
  public float[] vector() {
    network.forward(inputs, TIME, batch, null, workspace);
    workspace.setOutputGradients(outputGradients, 0);
    network.backward(workspace, gradients, inputGradients, null);
    return inputGradients;
  }

  @Override
  @Benchmark
  public float[] plain() {
    plainLayers.forward(parameters, inputs);
    return plainLayers.backward(parameters);
  }

  @Override
  protected float[] values(Object result) {
    boolean isOurs = result == inputGradients;
    return join(isOurs ? gradients : plainLayers.gradients, (float[]) result);
  }
}
