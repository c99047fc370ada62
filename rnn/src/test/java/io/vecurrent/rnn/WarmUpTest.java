package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vecurrent.kernels.internal.AllocationMeter;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stepper that has warmed up steps as before, and at once without a byte. */
class WarmUpTest {
  private static final int VOCABULARY = 11;
  private static final int STEPS = 200;

  @ParameterizedTest
  @CsvSource({"1, false", "4, false", "1, true", "4, true"})
  void theNextStepsAllocateNothingAndGiveTheSameBits(int batch, boolean takesTokens) {
    Network network =
        takesTokens
            ? Network.embedding(VOCABULARY, 5).lstm(9).linear(3).seed(1).build()
            : Network.builder(5).rnn(9).linear(3).seed(1).build();
    float[] expected = new float[batch * network.outputSize()];
    float[] outputs = expected.clone();
    Stepper stepper = network.stepper(batch);
    steps(network, stepper, batch, 3, expected);
    stepper.warmUp();
    steps(network, stepper, batch, 3, outputs);
    assertArrayEquals(expected, outputs);
    if (AllocationMeter.isAvailable()) {
      assertEquals(0, steps(network, stepper, batch, STEPS, outputs));
    }
  }

  /**
   * From a fresh state; returns the bytes that the steps allocate. The loop calls nothing else:
   * when C2 first compiles a method of a class, HotSpot makes the class's string constants in the
   * thread that called it, and those of {@link Network} are 1,104 bytes.
   */
  private static long steps(
      Network network, Stepper stepper, int batch, int count, float[] outputs) {
    State state = network.newState(batch);
    float[] x = Data.floats(2, batch * 5);
    int[] tokens = new Random(3).ints(batch, 0, VOCABULARY).toArray();
    boolean takesTokens = network.vocabulary() > 0;
    AllocationMeter.bytes();
    long before = AllocationMeter.bytes();
    for (int i = 0; i < count; i++) {
      if (takesTokens) {
        stepper.step(tokens, 0, state, outputs, 0);
      } else {
        stepper.step(x, 0, state, outputs, 0);
      }
    }
    return AllocationMeter.bytes() - before;
  }
}
