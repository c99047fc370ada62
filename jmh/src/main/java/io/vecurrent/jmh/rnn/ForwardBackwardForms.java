package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.rnn.State;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * The forward pass over 32 steps, without a head, and the backward pass from given gradients of the
 * outputs to those of all parameters, the inputs and the initial states.
 */
public abstract class ForwardBackwardForms extends SequenceBenchmark {
  protected float[] outputGradients;
  private float[] gradients;
  private float[] inputGradients;
  private State stateGradients;

  /** Of a network with this cell. */
  protected ForwardBackwardForms(CellKind cell) {
    super(cell);
  }

  @Override
  protected void prepare() {
    prepareSequences(0);
    outputGradients = gaussian(TIME * batch * n);
    gradients = network.newGradients();
    inputGradients = new float[TIME * batch * n];
    stateGradients = network.newState(batch);
    System.arraycopy(outputGradients, 0, plainRnn.outputGradients, 0, outputGradients.length);
  }

  @Override
  @Benchmark
  public float[] vector() {
    network.forward(inputs, TIME, batch, null, workspace);
    workspace.setOutputGradients(outputGradients, 0);
    stateGradients.reset();
    network.backward(workspace, gradients, inputGradients, stateGradients);
    return gradients;
  }

  @Override
  @Benchmark
  public float[] plain() {
    plainRnn.forward(parameters, inputs);
    plainRnn.backward(parameters, inputs);
    return plainRnn.gradients;
  }

  @Override
  protected float[] values(Object result) {
    if (result == gradients) {
      return join(gradients, inputGradients, stateGradients.toArray());
    }
    float[] memories = cell == CellKind.LSTM ? plainRnn.memoryGradients : new float[0];
    return join(plainRnn.gradients, plainRnn.inputGradients, plainRnn.stateGradients, memories);
  }
}
