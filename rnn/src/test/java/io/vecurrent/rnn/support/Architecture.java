package io.vecurrent.rnn.support;

import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.NetworkBuilder;
import io.vecurrent.rnn.Nonlinearity;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A kind of network. A new cell is one more line here, and takes part in the proofs that run over
 * all kinds: digests, random calls, decay.
 *
 * @param name stands in the committed digests
 * @param layers adds the recurrent layers, the last of them with that many units
 */
public record Architecture(
    String name, BiFunction<NetworkBuilder, Integer, NetworkBuilder> layers) {
  public static final List<Architecture> ALL =
      List.of(
          new Architecture("rnn-tanh", (builder, hidden) -> builder.rnn(hidden)),
          new Architecture(
              "rnn-relu", (builder, hidden) -> builder.rnn(hidden, Nonlinearity.RELU)));

  /** A network of this kind; without a head where {@code classes} is 0. */
  public Network network(int input, int hidden, int classes, long seed) {
    NetworkBuilder builder = layers.apply(Network.builder(input), hidden).seed(seed);
    return classes == 0 ? builder.build() : builder.linear(classes).build();
  }

  @Override
  public String toString() {
    return name;
  }
}
