package io.vecurrent.rnn.modules;

import io.vecurrent.kernels.Backend;
import io.vecurrent.rnn.Network;
import java.util.Arrays;

/** What {@link ModulePathTest} starts in a JVM of its own: prints the back end and one step. */
final class ModulePathProgram {
  private ModulePathProgram() {}

  public static void main(String[] args) {
    Network network = Network.builder(3).rnn(20).linear(2).seed(5).build();
    float[] output = new float[2];
    network.stepper().step(new float[] {0.5f, -1f, 2f}, network.newState(), output);
    System.out.println(Network.class.getModule());
    System.out.println(Backend.current().name() + " fma=" + Backend.current().fma());
    System.out.println(Arrays.toString(output));
  }
}
