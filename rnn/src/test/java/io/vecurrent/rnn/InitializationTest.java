package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("once")
class InitializationTest {
  private static Network network(int hidden, Initialization initialization) {
    return Network.builder(40)
        .rnn(hidden)
        .linear(50)
        .initialization(initialization)
        .seed(11)
        .build();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 16, 64, 100})
  void uniformParametersFillTheirInterval(int hidden) {
    Network network = network(hidden, Initialization.UNIFORM);
    double bound = 1 / Math.sqrt(hidden);
    for (ParameterSlice slice : network.parameters().slices().values()) {
      float[] values = slice.copyFrom(network.parameters().values());
      double sum = 0;
      double squares = 0;
      for (float value : values) {
        assertTrue(Math.abs(value) <= bound, slice + " has " + value);
        sum += value;
        squares += (double) value * value;
      }
      int n = values.length;
      // Five standard deviations of the mean of n uniform numbers, and of that of their squares.
      Near.within(slice + " mean", 0, sum / n, 5 * bound / Math.sqrt(3.0 * n));
      double deviation = bound * bound * Math.sqrt(4 / 45.0 / n);
      Near.within(slice + " variance", bound * bound / 3, squares / n, 5 * deviation);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16, 33, 100})
  void orthogonalRecurrentWeightsAreOrthogonal(int n) {
    Network network = network(n, Initialization.ORTHOGONAL_RECURRENT);
    float[] q = network.parameters().get("weight_hh_l0");
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double rows = 0;
        double columns = 0;
        for (int k = 0; k < n; k++) {
          rows += (double) q[i * n + k] * q[j * n + k];
          columns += (double) q[k * n + i] * q[k * n + j];
        }
        Near.within("rows " + i + " and " + j, i == j ? 1 : 0, rows, 1e-6);
        Near.within("columns " + i + " and " + j, i == j ? 1 : 0, columns, 1e-6);
      }
    }
    double bound = 1 / Math.sqrt(n);
    for (String name : List.of("weight_ih_l0", "bias_ih_l0", "head.weight")) {
      double largest = Near.largest(Near.widen(network.parameters().get(name)));
      assertTrue(largest <= bound && largest > 0, name);
    }
  }

  @Test
  void parametersStandOneBehindTheOther() {
    Network network = Network.builder(3).rnn(5).linear(2).build();
    int next = 0;
    for (ParameterSlice slice : network.parameters().slices().values()) {
      assertEquals(next, slice.offset(), slice.name());
      next += slice.length();
    }
    assertEquals(next, network.parameters().size());
    assertEquals(next, network.newGradients().length);
    assertEquals(
        List.of(
            "weight_ih_l0[5, 3] at 0",
            "weight_hh_l0[5, 5] at 15",
            "bias_ih_l0[5] at 40",
            "bias_hh_l0[5] at 45",
            "head.weight[2, 5] at 50",
            "head.bias[2] at 60"),
        network.parameters().slices().values().stream().map(ParameterSlice::toString).toList());
    assertEquals("Network[input 3, rnn 5 TANH, linear 2, 62 parameters]", network.toString());
  }

  @Test
  void whatTheBuilderWasToldCanBeRead() {
    Network network = Network.builder(3).rnn(5, Nonlinearity.RELU).bias(false).build();
    assertEquals(3, network.inputSize());
    assertEquals(5, network.hiddenSize());
    assertEquals(5, network.outputSize());
    assertEquals(Nonlinearity.RELU, network.nonlinearity());
    assertTrue(!network.hasHead() && network.metadata().isEmpty());
    assertEquals(
        List.of("weight_ih_l0", "weight_hh_l0"),
        List.copyOf(network.parameters().slices().keySet()));
    Network headed = Network.builder(3).metadata("a", "b").rnn(5).linear(7).build();
    assertTrue(headed.hasHead());
    assertEquals(7, headed.outputSize());
    assertEquals(Nonlinearity.TANH, headed.nonlinearity());
    assertEquals("{a=b}", headed.metadata().toString());
  }

  @Test
  void aBuilderMakesIndependentNetworks() {
    NetworkBuilder builder = Network.builder(3).rnn(5).seed(1);
    Network first = builder.build();
    Network second = builder.build();
    float[] kept = second.parameters().values().clone();
    first.parameters().set("bias_ih_l0", new float[5]);
    Near.bits("second", kept, second.parameters().values());
  }
}
