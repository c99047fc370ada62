package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.jmh.reference.PlainRnn;
import io.vecurrent.jmh.reference.Shape;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Stepper;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;

/** A streaming step of a two-layer LSTM, the state going on from one to the next. */
public class LstmLayersStepBenchmark extends NetworkBenchmark {
  private float[] inputs;
  private Stepper stepper;
  private State state;
  private float[] initialState;
  private float[] output;
  private PlainRnn below;
  private PlainRnn above;
  private int step;

  @Override
  protected void prepare() {
    use(Network.builder(n).lstm(n, 2).seed(1).build());
    inputs = gaussian(TIME * n);
    stepper = network.stepper();
    state = network.newState();
    initialState = uniform(state.size(), 1);
    output = new float[n];
    Shape first = new Shape(CellKind.LSTM, n, n, 0, 1, 1);
    below = new PlainRnn(first);
    above = new PlainRnn(new Shape(CellKind.LSTM, n, n, 0, 1, 1, first.parameters()));
    restart();
  }

  @Override
  protected void restart() {
    step = 0;
    state.copyFrom(initialState, 0);
    System.arraycopy(initialState, 0, below.states, 0, n);
    System.arraycopy(initialState, n, above.states, 0, n);
    System.arraycopy(initialState, 2 * n, below.memories, 0, n);
    System.arraycopy(initialState, 3 * n, above.memories, 0, n);
  }

  @Override
  @Benchmark
  public float[] vector() {
    stepper.step(inputs, nextInput() * n, state, output, 0);
    return output;
  }

  @Override
  @Benchmark
  public float[] plain() {
    below.step(parameters, inputs, nextInput() * n, 0, 0);
    above.step(parameters, below.states, 0, 0, 0);
    return above.states;
  }

  /** Takes the inputs in turn. */
  private int nextInput() {
    step = (step + 1) % TIME;
    return step;
  }

  @Override
  protected float[] values(Object result) {
    return Arrays.copyOf((float[]) result, n);
  }
}
