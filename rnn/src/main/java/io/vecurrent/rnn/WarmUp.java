package io.vecurrent.rnn;

import io.vecurrent.kernels.internal.AllocationMeter;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Runs a stepper until the JIT has compiled its path. */
final class WarmUp {
  /** Vector code that is not compiled yet boxes its vectors: it is, when nothing is allocated. */
  private static final int CLEAN_ROUNDS = 5;

  /** What measuring may itself allocate. */
  private static final long FREE_BYTES = 64;

  private static final long ROUND = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(10);

  /** Where the JVM does not tell what a thread allocates. */
  private static final long BLIND = TimeUnit.SECONDS.toNanos(2);

  private WarmUp() {}

  static void of(Network network, Stepper stepper) {
    Random random = new Random(1);
    float[] input = new float[stepper.batch() * network.inputSize()];
    for (int i = 0; i < input.length; i++) {
      input[i] = (float) random.nextGaussian();
    }
    int vocabulary = network.vocabulary();
    int[] tokens = vocabulary == 0 ? null : random.ints(stepper.batch(), 0, vocabulary).toArray();
    float[] output = new float[stepper.batch() * network.outputSize()];
    State state = network.newState(stepper.batch());
    long start = System.nanoTime();
    long limit = AllocationMeter.isAvailable() ? LIMIT : BLIND;
    int clean = 0;
    while (clean < CLEAN_ROUNDS && System.nanoTime() - start < limit) {
      long before = AllocationMeter.bytes();
      round(stepper, input, tokens, state, output);
      long allocated = AllocationMeter.bytes() - before;
      clean = AllocationMeter.isAvailable() && allocated <= FREE_BYTES ? clean + 1 : 0;
    }
  }

  /** No tokens for a network that takes floats. */
  private static void round(
      Stepper stepper, float[] input, int[] tokens, State state, float[] output) {
    long start = System.nanoTime();
    do {
      if (tokens != null) {
        stepper.step(tokens, 0, state, output, 0);
      } else {
        stepper.step(input, state, output);
      }
    } while (System.nanoTime() - start < ROUND);
  }
}
