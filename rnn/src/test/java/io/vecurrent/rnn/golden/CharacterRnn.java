package io.vecurrent.rnn.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.DoubleRnn;
import io.vecurrent.rnn.Network;

/** The exercise's character RNN: one-hot symbols in, logits of symbols out; its weights' names. */
final class CharacterRnn {
  private CharacterRnn() {}

  /** A network with {@code Wax, Waa, Wya, b, by} of the file, rounded to float. */
  static Network network(GoldenFile file, String prefix) {
    int[] wax = file.shape(prefix + "Wax");
    int symbols = file.shape(prefix + "Wya")[0];
    Network network = Network.builder(wax[1]).rnn(wax[0]).linear(symbols).build();
    network.parameters().set("weight_ih_l0", file.rounded(prefix + "Wax"));
    network.parameters().set("weight_hh_l0", file.rounded(prefix + "Waa"));
    network.parameters().set("bias_ih_l0", file.rounded(prefix + "b"));
    network.parameters().set("bias_hh_l0", new float[wax[0]]);
    network.parameters().set("head.weight", file.rounded(prefix + "Wya"));
    network.parameters().set("head.bias", file.rounded(prefix + "by"));
    return network;
  }

  /** The same with the file's doubles. */
  static DoubleRnn reference(GoldenFile file, String prefix) {
    int[] wax = file.shape(prefix + "Wax");
    int symbols = file.shape(prefix + "Wya")[0];
    double[] parameters =
        concatenate(
            file.doubles(prefix + "Wax"),
            file.doubles(prefix + "Waa"),
            file.doubles(prefix + "b"),
            new double[wax[0]],
            file.doubles(prefix + "Wya"),
            file.doubles(prefix + "by"));
    return new DoubleRnn(wax[1], wax[0], symbols, false, true, parameters);
  }

  private static double[] concatenate(double[]... parts) {
    int length = 0;
    for (double[] part : parts) {
      length += part.length;
    }
    double[] all = new double[length];
    int next = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, all, next, part.length);
      next += part.length;
    }
    return all;
  }

  /** One-hot rows; a negative symbol gives a row of zeros. */
  static float[] oneHot(int[] symbols, int count) {
    float[] x = new float[symbols.length * count];
    for (int row = 0; row < symbols.length; row++) {
      assertTrue(symbols[row] < count, "symbol " + symbols[row] + " of " + count);
      if (symbols[row] >= 0) {
        x[row * count + symbols[row]] = 1;
      }
    }
    return x;
  }
}
