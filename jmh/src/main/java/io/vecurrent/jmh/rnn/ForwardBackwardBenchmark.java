package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.Rows;
import io.vecurrent.rnn.State;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * The forward pass over 32 steps, without a head, and the backward pass from given gradients of the
 * outputs to those of all parameters, the inputs and the initial states.
 */
public class ForwardBackwardBenchmark extends SequenceBenchmark {
  private float[] outputGradients;
  private float[] gradients;
  private float[] inputGradients;
  private State stateGradients;

  @Override
  protected void prepare() {
    prepareSequences(0);
    outputGradients = gaussian(TIME * batch * n);
    gradients = network.newGradients();
    inputGradients = new float[TIME * batch * n];
    stateGradients = network.newState(batch);
    System.arraycopy(outputGradients, 0, plainRnn.outputGradients, 0, outputGradients.length);
    Rows.load(outputGradients, 0, autovectorizedRnn.outputGradients);
    for (int i = 0; i < outputGradients.length; i++) {
      oracle.outputGradients[i] = outputGradients[i];
    }
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

  @Benchmark
  public float[] plain() {
    plainRnn.forward(parameters, inputs);
    plainRnn.backward(parameters, inputs);
    return plainRnn.gradients;
  }

  @Benchmark
  public float[] autovectorized() {
    autovectorizedRnn.forward(inputRows);
    autovectorizedRnn.backward(inputRows);
    return autovectorizedRnn.gradients;
  }

  @Override
  protected double[] expected() {
    oracle.forward(parameters, inputs);
    oracle.backward(parameters, inputs);
    return Stream.of(oracle.gradients, oracle.inputGradients, oracle.stateGradients)
        .flatMapToDouble(DoubleStream::of)
        .toArray();
  }

  @Override
  protected float[] values(Object result) {
    if (result == gradients) {
      return join(gradients, inputGradients, stateGradients.toArray());
    }
    return result == plainRnn.gradients
        ? join(plainRnn.gradients, plainRnn.inputGradients, plainRnn.stateGradients)
        : join(
            autovectorizedRnn.gradients,
            Rows.flatten(autovectorizedRnn.inputGradients),
            Rows.flatten(autovectorizedRnn.stateGradients));
  }

  private static float[] join(float[] parameters, float[] inputs, float[] states) {
    float[] joined = new float[parameters.length + inputs.length + states.length];
    System.arraycopy(parameters, 0, joined, 0, parameters.length);
    System.arraycopy(inputs, 0, joined, parameters.length, inputs.length);
    System.arraycopy(states, 0, joined, parameters.length + inputs.length, states.length);
    return joined;
  }
}
