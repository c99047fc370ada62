package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.Variant;
import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.kernels.PackedMatrix;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Stepper;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * One streaming step: the next of 32 inputs in, the hidden state out. {@code matvec} is the bare
 * product that it contains, of the stacked weights of inputs and state with one vector.
 */
public abstract class StepForms extends RnnBenchmark {
  private static final Variant MATVEC = new Variant("matvec");

  private Stepper stepper;
  private State state;
  private float[] initialState;
  private float[] output;
  private int step;
  private float[] weights;
  private PackedMatrix packed;
  private float[] inputAndState;
  private float[] product;

  /** Of a network with this cell. */
  protected StepForms(CellKind cell) {
    super(cell);
  }

  @Override
  protected void prepare() {
    prepare(1, 0);
    stepper = network.stepper();
    state = network.newState();
    initialState = uniform(state.size(), 1);
    output = new float[n];
    weights = stackedWeights();
    packed = PackedMatrix.pack(weights, cell.gates * n, 2 * n);
    inputAndState = gaussian(2 * n);
    product = new float[cell.gates * n];
    restart();
  }

  /** {@code [gates n][2 n]}: behind the weights of the inputs those of the state. */
  private float[] stackedWeights() {
    int rows = cell.gates * n;
    float[] stacked = new float[rows * 2 * n];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(parameters, i * n, stacked, 2 * i * n, n);
      System.arraycopy(parameters, (rows + i) * n, stacked, (2 * i + 1) * n, n);
    }
    return stacked;
  }

  @Override
  protected void restart() {
    step = 0;
    state.copyFrom(initialState, 0);
    System.arraycopy(initialState, 0, plainRnn.states, 0, n);
    System.arraycopy(initialState, initialState.length - n, plainRnn.memories, 0, n);
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
    plainRnn.step(parameters, inputs, nextInput() * n, 0, 0);
    return plainRnn.states;
  }

  @Benchmark
  public float[] matvec() {
    packed.multiply(inputAndState, 0, product, 0);
    return product;
  }

  /** Takes the inputs in turn. */
  protected final int nextInput() {
    step = (step + 1) % TIME;
    return step;
  }

  @Override
  protected double[] expected(Variant variant) {
    return variant.equals(MATVEC)
        ? Oracle.product(weights, product.length, 2 * n, inputAndState, 1, new float[1])
        : super.expected(variant);
  }

  @Override
  protected float[] values(Object result) {
    return result == product ? product : Arrays.copyOf((float[]) result, n);
  }
}
