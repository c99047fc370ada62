package io.vecurrent.jmh.rnn;

import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Stepper;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;

/** One streaming step: the next of 32 inputs in, the hidden state out. */
public class StepBenchmark extends RnnBenchmark {
  private Stepper stepper;
  private State state;
  private float[] output;
  private int step;

  @Override
  protected void prepare() {
    prepare(1, 0);
    stepper = network.stepper();
    state = network.newState();
    output = new float[n];
  }

  @Override
  @Benchmark
  public float[] vector() {
    stepper.step(inputs, next() * n, state, output, 0);
    return output;
  }

  @Benchmark
  public float[] plain() {
    plainRnn.cell(parameters, inputs, next() * n, 0, 0);
    return plainRnn.states;
  }

  @Benchmark
  public float[] autovectorized() {
    float[] h = autovectorizedRnn.states[0];
    autovectorizedRnn.cell(inputRows[next()], h, h);
    return h;
  }

  private int next() {
    step = (step + 1) % TIME;
    return step;
  }

  @Override
  protected double[] expected() {
    oracle.forward(parameters, Arrays.copyOfRange(inputs, n, inputs.length + n));
    return Arrays.copyOfRange(oracle.states, n, 2 * n);
  }

  @Override
  protected float[] values(Object result) {
    return Arrays.copyOf((float[]) result, n);
  }
}
