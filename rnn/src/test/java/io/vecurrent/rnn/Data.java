package io.vecurrent.rnn;

import java.util.Random;

/** Seeded test data. */
final class Data {
  private Data() {}

  static float[] floats(long seed, int length) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values;
  }

  /** Classes, every fifth step unscored. */
  static int[] targets(long seed, int length, int classes) {
    Random random = new Random(seed);
    int[] values = new int[length];
    for (int i = 0; i < length; i++) {
      values[i] = i % 5 == 3 ? SoftmaxCrossEntropy.UNSCORED : random.nextInt(classes);
    }
    return values;
  }

  static Network network(int input, int hidden, int classes, Nonlinearity nonlinearity) {
    NetworkBuilder builder = Network.builder(input).rnn(hidden, nonlinearity).seed(hidden);
    return classes == 0 ? builder.build() : builder.linear(classes).build();
  }

  static State state(Network network, int batch, long seed) {
    State state = network.newState(batch);
    state.copyFrom(floats(seed, state.size()), 0);
    return state;
  }

  static float[] outputs(Network network, Workspace workspace) {
    float[] outputs = new float[workspace.time() * workspace.batch() * network.outputSize()];
    workspace.copyOutputs(outputs, 0);
    return outputs;
  }

  /** Columns of sequence b of an array {@code [time][batch][width]}. */
  static float[] column(float[] values, int batch, int width, int b) {
    float[] column = new float[values.length / batch];
    for (int t = 0; t < column.length / width; t++) {
      System.arraycopy(values, (t * batch + b) * width, column, t * width, width);
    }
    return column;
  }

  static int[] column(int[] values, int batch, int b) {
    int[] column = new int[values.length / batch];
    for (int t = 0; t < column.length; t++) {
      column[t] = values[t * batch + b];
    }
    return column;
  }
}
