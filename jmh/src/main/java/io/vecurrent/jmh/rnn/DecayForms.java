package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.rnn.ParameterSlice;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Workspace;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * A forward and a backward pass over 32 steps, which carry the state and its gradient on from call
 * to call: through ordinary numbers, towards zero for a million steps, through NaN, and from
 * infinite inputs; and one that begins each time with numbers around 2^-50, where they become 0,
 * and whose products would be denormal if they did not.
 */
public abstract class DecayForms extends CellBenchmark {
  private static final int TIME = 32;
  private static final int STEPS = 1_000_000;

  /** 2^-50 after 347,000 steps, and denormal from 873,000 on if nothing is flushed. */
  private static final float DECAY = 0.9999f;

  private static final float INPUT_WEIGHT = 0.0625f;
  private static final int UNSTACKED = 1;

  private Workspace workspace;
  private State state;
  private State stateGradients;
  private float[] gradients;
  private float[] inputGradients;
  private float[] ones;
  private float[] zeros;
  private float[] noise;
  private float[] nans;
  private float[] infinities;

  /** Of either sign, 2^-30 to 2^-70 in size from unit to unit. */
  private float[] tiny;

  private int steps;

  /** Of a network with this cell. */
  protected DecayForms(CellKind cell) {
    super(cell);
  }

  @Override
  void prepare() {
    network.parameters().slices().values().forEach(this::set);
    network.parameters().markChanged();
    workspace = network.workspace(TIME, 1);
    state = network.newState();
    stateGradients = network.newState();
    gradients = network.newGradients();
    inputGradients = new float[TIME * n];
    ones = filled(state.size(), 1);
    zeros = new float[TIME * n];
    noise = gaussian(TIME * n);
    nans = filled(TIME * n, Float.NaN);
    infinities = filled(TIME * n, Float.POSITIVE_INFINITY);
    tiny = new float[TIME * n];
    for (int i = 0; i < tiny.length; i++) {
      tiny[i] = Math.scalb(noise[i], -30 - i % n % 41);
    }
    restart();
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }

  /** States shrink by {@link #DECAY} a step, through the weights or a gate that stays open. */
  private void set(ParameterSlice slice) {
    float[] values = network.parameters().values();
    int gates = slice.shape()[0] / n;
    Arrays.fill(values, slice.offset(), slice.offset() + slice.length(), 0);
    if (slice.name().startsWith("weight_ih")) {
      // Each unit has an input of its own, so that small ones meet no larger ones.
      for (int row = 0; row < gates * n; row++) {
        values[slice.offset() + row * n + row % n] = INPUT_WEIGHT;
      }
    } else if (slice.name().startsWith("weight_hh") && gates == UNSTACKED) {
      for (int i = 0; i < n; i++) {
        values[slice.offset() + i * n + i] = DECAY;
      }
    } else if (slice.name().startsWith("bias_hh") && gates > UNSTACKED) {
      // The second gate: the LSTM's forget gate, the GRU's update gate.
      float open = (float) Math.log(DECAY / (1 - DECAY));
      Arrays.fill(values, slice.offset() + n, slice.offset() + 2 * n, open);
    }
  }

  private void restart() {
    steps = 0;
    state.copyFrom(ones, 0);
    stateGradients.copyFrom(ones, 0);
  }

  /** The same start gives the same bits, whatever was computed between. */
  @Override
  boolean isSame() {
    restart();
    normal();
    float[] first = state.toArray();
    restart();
    nan();
    infinite();
    restart();
    decaying();
    border();
    restart();
    normal();
    boolean isSame = Arrays.equals(first, state.toArray());
    restart();
    return isSame;
  }

  @Override
  Runnable way(String method) {
    return switch (method) {
      case "normal" -> this::normal;
      case "decaying" -> this::decaying;
      case "border" -> this::border;
      case "nan" -> this::nan;
      default -> this::infinite;
    };
  }

  @Benchmark
  public void normal() {
    pass(noise);
  }

  @Benchmark
  public void decaying() {
    pass(zeros);
  }

  @Benchmark
  public void border() {
    state.copyFrom(tiny, 0);
    stateGradients.copyFrom(tiny, n);
    pass(tiny);
  }

  @Benchmark
  public void nan() {
    pass(nans);
  }

  @Benchmark
  public void infinite() {
    pass(infinities);
  }

  private void pass(float[] values) {
    network.forward(values, TIME, 1, state, workspace);
    workspace.setOutputGradients(values, 0);
    network.backward(workspace, gradients, inputGradients, stateGradients);
    steps += TIME;
    if (steps >= STEPS) {
      restart();
    }
  }
}
