package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.Rows;
import io.vecurrent.rnn.Workspace;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;

/** The forward pass over 32 steps, without a head. */
public class ForwardBenchmark extends SequenceBenchmark {
  @Override
  protected void prepare() {
    prepareSequences(0);
  }

  @Override
  @Benchmark
  public Workspace vector() {
    network.forward(inputs, TIME, batch, null, workspace);
    return workspace;
  }

  @Benchmark
  public float[] plain() {
    plainRnn.forward(parameters, inputs);
    return plainRnn.states;
  }

  @Benchmark
  public float[][] autovectorized() {
    autovectorizedRnn.forward(inputRows);
    return autovectorizedRnn.states;
  }

  @Override
  protected double[] expected() {
    oracle.forward(parameters, inputs);
    return Arrays.copyOfRange(oracle.states, batch * n, oracle.states.length);
  }

  @Override
  protected float[] values(Object result) {
    if (result == workspace) {
      float[] hidden = new float[TIME * batch * n];
      workspace.copyHidden(hidden, 0);
      return hidden;
    }
    float[] states = result instanceof float[][] rows ? Rows.flatten(rows) : (float[]) result;
    return Arrays.copyOfRange(states, batch * n, states.length);
  }
}
