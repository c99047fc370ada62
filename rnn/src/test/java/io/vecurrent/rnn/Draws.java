package io.vecurrent.rnn;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Arguments from a seed: mostly good ones, and now and then every kind of bad one. */
final class Draws {
  private static final int[] BORDERS = {
    -1, 0, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE - 3
  };

  private static final int LONGEST = 20_000;

  private final Random random;

  Draws(long seed) {
    random = new Random(seed);
  }

  /** Both included. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** Once in so many times. */
  boolean rarely(int times) {
    return random.nextInt(times) == 0;
  }

  double fraction() {
    return random.nextDouble();
  }

  /** Mostly within the limits. */
  int number(int low, int high) {
    return switch (between(0, 24)) {
      case 0 -> BORDERS[random.nextInt(BORDERS.length)];
      case 1 -> low - 1;
      case 2 -> high + 1;
      default -> between(low, high);
    };
  }

  /** Mostly of that length or a little more; now and then shorter, or null. */
  float[] array(long length) {
    if (rarely(30)) {
      return null;
    }
    long drawn = length + (rarely(10) ? -between(1, 8) : between(0, 5));
    float[] values = new float[(int) Math.max(0, Math.min(LONGEST, drawn))];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values;
  }

  /** Mostly one of that network and batch; null is none. */
  State state(Network network, int batch) {
    if (rarely(6)) {
      return null;
    }
    Network owner = rarely(20) ? Data.network(2, 31, 0, Nonlinearity.TANH) : network;
    int size = Math.max(1, Math.min(9, batch)) + (rarely(15) ? 1 : 0);
    return Data.state(owner, size, random.nextInt());
  }

  /** Whether a pass over that batch takes it. */
  static boolean fits(State state, Network network, int batch) {
    return state == null
        || (state.batch() == batch && state.layout().isLike(network.stateLayout()));
  }

  /** The floats of one sequence, in the layout of a state of one. */
  static double[] sequence(Network network, State state, int sequence) {
    float[] values = state.toArray();
    List<Double> floats = new ArrayList<>();
    int block = 0;
    for (int vector = 0; vector < 2; vector++) {
      for (LayerSpec layer : network.structure().layers()) {
        for (int d = 0; d < layer.directions() && vector < layer.cell().stateVectors(); d++) {
          for (int j = 0; j < layer.hiddenSize(); j++) {
            floats.add((double) values[block + sequence * layer.hiddenSize() + j]);
          }
          block += state.batch() * layer.hiddenSize();
        }
      }
    }
    return floats.stream().mapToDouble(f -> f).toArray();
  }
}
